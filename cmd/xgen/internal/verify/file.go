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

// CheckFile compares the file at path with its contract. A file that is no
// executable at all has a single row, "file", that says what it is instead. An
// error means that the file could not be read, which says nothing about it.
func CheckFile(c model.Contract, name, path string) ([]Row, error) {
	b, err := InspectFile(path)
	if bad, ok := errors.AsType[*FormatError](err); ok {
		return []Row{unfit(name, bad)}, nil
	}
	if err != nil {
		return nil, err
	}
	return Check(c, name, b), nil
}

// unfit returns the row of a file that is no ELF executable.
func unfit(name string, bad *FormatError) Row {
	return Row{name, "file", executable, bad.Found, Failed, model.Origin{Source: model.FromDefault}}
}

// InspectFile is Inspect for a path. What is missing or no regular file is a
// *FormatError too.
func InspectFile(path string) (*Binary, error) {
	f, size, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Inspect(f, size)
}

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

// magics are the starts of files that builds leave by mistake.
var magics = []struct{ magic, name string }{
	{"#!", "script"},
	{"MZ", "Windows executable"},
	{"\xcf\xfa\xed\xfe", "Mach-O file"},
	{"\xca\xfe\xba\xbe", "Mach-O file"},
	{"!<arch>\n", "static library"},
	{"!<thin>\n", "static library"},
	{"\x00asm", "WebAssembly module"},
	{"\x1f\x8b", "gzip archive"},
}

// sniff returns nil for a file that begins as an ELF file does, and else says
// what it is, as a *FormatError.
func sniff(r io.ReaderAt, size int64) error {
	if size == 0 {
		return &FormatError{"empty file"}
	}
	var head [8]byte
	n, err := r.ReadAt(head[:], 0)
	if n == 0 && err != nil {
		return err
	}
	if bytes.HasPrefix(head[:n], []byte("\x7fELF")) {
		return nil
	}
	for _, m := range magics {
		if bytes.HasPrefix(head[:n], []byte(m.magic)) {
			return &FormatError{m.name}
		}
	}
	return &FormatError{"not an ELF file"}
}
