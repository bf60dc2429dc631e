package main

import (
	"bytes"
	"io/fs"
	"time"

	"github.com/xgen-build/xgen/schema"
)

// overlay is the folder of a project with another targets.cue.
type overlay struct {
	*projectFolder
	targets []byte
}

func (o overlay) Open(name string) (fs.File, error) {
	if name == schema.File {
		return &draftFile{Reader: bytes.NewReader(o.targets)}, nil
	}
	return o.projectFolder.Open(name)
}

func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if name == schema.File {
		return draftInfo(len(o.targets)), nil
	}
	return o.projectFolder.Stat(name)
}

func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	if name == schema.File {
		return draftInfo(len(o.targets)), nil
	}
	return o.projectFolder.Lstat(name)
}

// draftFile is that file, opened.
type draftFile struct{ *bytes.Reader }

func (f *draftFile) Stat() (fs.FileInfo, error) { return draftInfo(f.Size()), nil }
func (*draftFile) Close() error                 { return nil }

// draftInfo says of that file how long it is.
type draftInfo int64

func (i draftInfo) Size() int64      { return int64(i) }
func (draftInfo) Name() string       { return schema.File }
func (draftInfo) Mode() fs.FileMode  { return 0o644 }
func (draftInfo) ModTime() time.Time { return time.Time{} }
func (draftInfo) IsDir() bool        { return false }
func (draftInfo) Sys() any           { return nil }
