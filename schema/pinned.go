package schema

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"

	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/userfile"
)

func readPinned(root fs.FS, name string) (out resolve.PinnedFile, err error) {
	f, err := userfile.Open(root, name, userfile.Pinned)
	if userfile.Is(err, userfile.Missing) {
		return out, fmt.Errorf("there is no file %s: write its path from the project's root", name)
	}
	if err != nil {
		return out, err
	}
	defer f.Close()
	sum, head := sha256.New(), &bytes.Buffer{}
	all := io.TeeReader(userfile.Stream(f, name, userfile.Pinned), sum)
	if _, err := io.Copy(head, io.LimitReader(all, elfHeader)); err != nil {
		return out, err
	}
	if _, err := io.Copy(io.Discard, all); err != nil {
		return out, err
	}
	return resolve.PinnedFile{SHA256: hex.EncodeToString(sum.Sum(nil)), Machine: machineOf(head.Bytes())}, nil
}

// elfHeader is as long as the header of a 64-bit ELF file.
const elfHeader = 64

// machineOf reads e_machine, which stands in both classes at byte 18.
func machineOf(head []byte) string {
	if len(head) < 20 || string(head[:4]) != elf.ELFMAG {
		return ""
	}
	if elf.Data(head[elf.EI_DATA]) == elf.ELFDATA2MSB {
		return elf.Machine(uint16(head[18])<<8 | uint16(head[19])).String()
	}
	return elf.Machine(uint16(head[19])<<8 | uint16(head[18])).String()
}
