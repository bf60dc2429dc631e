package userfile

import (
	"io/fs"
	"os"
	"syscall"
)

// readOnly never waits: a named pipe would, until somebody writes to it.
const readOnly = os.O_RDONLY | syscall.O_NONBLOCK

// OpenRegular opens a regular file, and nothing else, with open, which is
// os.OpenFile or the OpenFile of an os.Root. An error is the system's, or an
// *Error of the kind NotRegular.
func OpenRegular(open func(string, int, fs.FileMode) (*os.File, error), name string) (*os.File, fs.FileInfo, error) {
	f, err := open(name, readOnly, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = notRegular(name, info.Mode())
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

func notRegular(name string, mode fs.FileMode) *Error {
	return &Error{Name: name, Kind: NotRegular, Why: "it is " + TypeName(mode) + ": want a regular file"}
}

// TypeName returns what stands at a path, by its mode, with its article:
// "a folder".
func TypeName(m fs.FileMode) string {
	switch {
	case m&fs.ModeSymlink != 0:
		return "a symbolic link"
	case m.IsDir():
		return "a folder"
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	case m.IsRegular():
		return "a file"
	}
	return "something else"
}
