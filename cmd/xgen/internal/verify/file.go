package verify

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/xgen-build/xgen/schema/model"
)

// CheckFile holds the file at path against its contract. A file that is no
// proper output gives one row, "file", that says what it is instead; an error
// means that the file could not be read, which says nothing about it.
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

// unfit is the row of a file that cannot be held against a contract.
func unfit(name string, bad *FormatError) Row {
	return Row{name, "file", executable, bad.Found, Failed, model.Origin{Source: model.FromDefault}}
}

// InspectFile is Inspect for a path. What is not there or not regular is a
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

// open opens a regular file, and no other: to open a FIFO would wait for ever,
// and a symbolic link may lead anywhere. What is not there or not regular gives
// a *FormatError.
func open(path string) (f *os.File, size int64, err error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, &FormatError{missing}
	}
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, &FormatError{kind(info.Mode())}
	}
	f, err = os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, 0, err
	}
	opened, err := f.Stat()
	if err == nil && !os.SameFile(info, opened) {
		err = &FormatError{"a file that was replaced while it was looked at"}
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, opened.Size(), nil
}

// kind names a file that is not regular.
func kind(mode fs.FileMode) string {
	switch mode.Type() {
	case fs.ModeDir:
		return "directory"
	case fs.ModeSymlink:
		return "symbolic link"
	case fs.ModeNamedPipe:
		return "FIFO"
	case fs.ModeSocket:
		return "socket"
	}
	return "device"
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

// sniff says what a file without ELF's magic number is.
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
