package schema

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/resolve"
)

// pinnedFiles gives a reader of the files that sources name. Each is read once.
func pinnedFiles(root fs.FS) func(name string) (resolve.PinnedFile, error) {
	type read struct {
		f   resolve.PinnedFile
		err error
	}
	done := map[string]read{}
	return func(name string) (resolve.PinnedFile, error) {
		r, ok := done[name]
		if !ok {
			r.f, r.err = readPinned(root, name)
			done[name] = r
		}
		return r.f, r.err
	}
}

func readPinned(root fs.FS, name string) (out resolve.PinnedFile, err error) {
	info, err := fs.Stat(root, name)
	switch {
	case cargo.LeadsOut(err):
		return out, fmt.Errorf("%s: %s", name, cargo.OutMessage)
	case errors.Is(err, fs.ErrNotExist):
		return out, fmt.Errorf("there is no file %s: write its path from the project's root", name)
	case err != nil:
		return out, unnamed(name, err)
	case !info.Mode().IsRegular():
		return out, fmt.Errorf("%s is no regular file: write the path of one", name)
	}
	f, err := root.Open(name)
	if err != nil {
		return out, unnamed(name, err)
	}
	defer f.Close()
	sum, head := sha256.New(), &bytes.Buffer{}
	if _, err := io.Copy(sum, io.TeeReader(io.LimitReader(f, elfHeader), head)); err != nil {
		return out, err
	}
	if _, err := io.Copy(sum, f); err != nil {
		return out, err
	}
	return resolve.PinnedFile{SHA256: hex.EncodeToString(sum.Sum(nil)), Machine: machineOf(head.Bytes())}, nil
}

// unnamed is an error of the system's without the name of its call, which says
// nothing to a user.
func unnamed(name string, err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("%s: %w", name, err)
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
