package verify

import (
	"bytes"
	"debug/elf"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// counted is a file that knows how much of it was read.
type counted struct {
	*bytes.Reader
	read int
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.Reader.ReadAt(p, at)
	c.read += n
	return n, err
}

// However large a part says that it is, little of it is read.
func TestRow74LittleIsRead(t *testing.T) {
	const large = 16 << 20
	for name, m := range map[string]image{
		"interpreter": {interp: strings.Repeat("x", large)},
		"library":     {interp: "/lib/ld.so", needed: []string{strings.Repeat("x", large)}},
		"attributes":  {sections: map[string][]byte{".ARM.attributes": make([]byte, large)}},
		"filling":     {pad: large},
	} {
		m.class, m.endian, m.machine, m.typ = 32, model.Little, elf.EM_ARM, elf.ET_EXEC
		data := m.build()
		file := &counted{Reader: bytes.NewReader(data)}
		b, err := inspectELF(file, int64(len(data)))
		if file.read > 4*maxPart {
			t.Errorf("%s: %d of %d bytes were read", name, file.read, len(data))
		}
		if err == nil && len(b.Interp) > maxPart {
			t.Errorf("%s: an interpreter of %d bytes", name, len(b.Interp))
		}
	}
	if maxPart > 1<<20 {
		t.Errorf("up to %d bytes of a part are read", maxPart)
	}
}
