package verify

import (
	"errors"
	"fmt"
	"io"
)

// maxPart is the most that is read of any one part, in bytes, and maxStrings of
// a string table. The parts that verify reads are far smaller in any real file.
const (
	maxPart    = 1 << 20
	maxStrings = 16 << 20
)

// parts reads the parts of a file, none twice and none larger than it may be.
type parts struct {
	r    io.ReaderAt
	size int64
	kind string // what the file is: "ELF file"
}

// part reads n bytes of the file at off. The error is a *FormatError where the
// file does not have them or they are more than most.
func (p *parts) part(what string, off, n, most uint64) ([]byte, error) {
	if !p.has(off, n) {
		return nil, p.truncated("%s ends beyond byte %d", what, p.size)
	}
	if n > most {
		return nil, p.damaged("%s has %d bytes, and no program has more than %d", what, n, most)
	}
	data := make([]byte, n)
	got, err := p.r.ReadAt(data, int64(off))
	if uint64(got) == n {
		return data, nil
	}
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, p.truncated("it became shorter while it was read")
	}
	return nil, err
}

// has reports whether the file has n bytes at off.
func (p *parts) has(off, n uint64) bool {
	return off <= uint64(p.size) && n <= uint64(p.size)-off
}

// truncated returns a *FormatError that says which part of the file is missing.
func (p *parts) truncated(format string, args ...any) *FormatError {
	return &FormatError{"truncated " + p.kind + ": " + fmt.Sprintf(format, args...)}
}

// damaged returns a *FormatError that says which parts of the file contradict
// each other.
func (p *parts) damaged(format string, args ...any) *FormatError {
	return &FormatError{"damaged " + p.kind + ": " + fmt.Sprintf(format, args...)}
}
