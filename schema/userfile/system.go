package userfile

import (
	"io/fs"
	"os"
	"path/filepath"
)

// FS is a file system that is asked of a path without opening what stands there.
type FS interface {
	fs.StatFS
	fs.ReadLinkFS
}

// Root is what lies below a folder; no link leads out of it.
func Root(root *os.Root) FS { return rooted{root} }

type rooted struct{ root *os.Root }

func (r rooted) Open(name string) (fs.File, error) {
	return open(name, func(path string) (*os.File, error) { return r.root.OpenFile(path, readOnly, 0) })
}

func (r rooted) Stat(name string) (fs.FileInfo, error) {
	return stat(name, r.root.Stat)
}

func (r rooted) Lstat(name string) (fs.FileInfo, error) { return stat(name, r.root.Lstat) }

func (r rooted) ReadLink(name string) (string, error) { return readLink(name, r.root.Readlink) }

// Folder is a folder of this machine's, whose links are followed wherever they lead.
func Folder(dir string) FS { return folder(dir) }

type folder string

func (d folder) Open(name string) (fs.File, error) {
	return open(name, func(path string) (*os.File, error) {
		return os.OpenFile(filepath.Join(string(d), path), readOnly, 0)
	})
}

func (d folder) Stat(name string) (fs.FileInfo, error) {
	return stat(name, func(path string) (fs.FileInfo, error) { return os.Stat(filepath.Join(string(d), path)) })
}

func (d folder) Lstat(name string) (fs.FileInfo, error) {
	return stat(name, func(path string) (fs.FileInfo, error) { return os.Lstat(filepath.Join(string(d), path)) })
}

func (d folder) ReadLink(name string) (string, error) {
	return readLink(name, func(path string) (string, error) { return os.Readlink(filepath.Join(string(d), path)) })
}

// ReadPath reads a file of this machine's, as Read does.
func ReadPath(path string, limit int64) ([]byte, error) {
	data, err := Read(Folder(filepath.Dir(path)), filepath.Base(path), limit)
	if e, ok := err.(*Error); ok {
		e.Name = path
	}
	return data, err
}

func open(name string, by func(string) (*os.File, error)) (fs.File, error) {
	path, err := local(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	f, err := by(path)
	if err != nil {
		return nil, err // not f, which is no nil fs.File
	}
	return f, nil
}

func stat(name string, by func(string) (fs.FileInfo, error)) (fs.FileInfo, error) {
	path, err := local(name)
	if err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return by(path)
}

func readLink(name string, by func(string) (string, error)) (string, error) {
	path, err := local(name)
	if err != nil {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: err}
	}
	to, err := by(path)
	return filepath.ToSlash(to), err
}

func local(name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", fs.ErrInvalid
	}
	return filepath.Localize(name)
}
