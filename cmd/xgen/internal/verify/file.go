package verify

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// missing is what is found where there is no file.
const missing = "missing"

// open opens a regular file. Anything else is a *FormatError: a symbolic link
// is not followed, since it may lead anywhere.
func open(path string) (f *os.File, size int64, err error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, &FormatError{missing}
	}
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, &FormatError{strings.TrimPrefix(userfile.TypeName(info.Mode()), "a ")}
	}
	f, opened, err := userfile.OpenRegular(os.OpenFile, path)
	const replaced = "a file that was replaced while it was looked at"
	switch {
	case userfile.Is(err, userfile.NotRegular):
		return nil, 0, &FormatError{replaced}
	case err != nil:
		return nil, 0, err
	case !os.SameFile(info, opened):
		f.Close()
		return nil, 0, &FormatError{replaced}
	}
	return f, opened.Size(), nil
}

// programs are the starts of the formats of programs.
var programs = []struct {
	magic  string
	format model.Format
}{
	{"\x7fELF", model.FormatELF},
	{"MZ", model.FormatPE},
}

// magics are the starts of files that builds leave by mistake.
var magics = []struct{ magic, name string }{
	{"#!", "script"},
	{"\xcf\xfa\xed\xfe", "Mach-O file"},
	{"\xca\xfe\xba\xbe", "Mach-O file"},
	{"!<arch>\n", "static library"},
	{"!<thin>\n", "static library"},
	{"\x00asm", "WebAssembly module"},
	{"\x1f\x8b", "gzip archive"},
}

// formatOf returns the format that a file begins as, and else says what it is, as a
// *FormatError.
func formatOf(r io.ReaderAt, size int64) (model.Format, error) {
	if size == 0 {
		return "", &FormatError{"empty file"}
	}
	var head [8]byte
	n, err := r.ReadAt(head[:], 0)
	if n == 0 && err != nil {
		return "", err
	}
	for _, p := range programs {
		if bytes.HasPrefix(head[:n], []byte(p.magic)) {
			return p.format, nil
		}
	}
	for _, m := range magics {
		if bytes.HasPrefix(head[:n], []byte(m.magic)) {
			return "", &FormatError{m.name}
		}
	}
	return "", &FormatError{"neither an ELF file nor a Windows program"}
}
