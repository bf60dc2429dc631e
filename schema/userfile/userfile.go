package userfile

import (
	"fmt"
	"io"
	"io/fs"
)

// The most bytes that a file may have, by what it is: room for any real one,
// and a bound on time and memory for all others.
const (
	Definitions = 1 << 20   // targets.cue and the user-level files
	Patch       = 1 << 20   // a diff
	Manifest    = 1 << 20   // Cargo.toml and cargo's configuration
	Channel     = 64 << 10  // rust-toolchain.toml
	Spec        = 1 << 20   // a target specification of rustc's
	Lock        = 8 << 20   // Cargo.lock: some 40,000 packages
	Pinned      = 4 << 30   // a source of the kind "file"
	Layout      = 4 << 20   // index, manifest or config of an OCI layout; BuildKit has the same limit
	Certs       = 500 << 10 // the CA bundle: the most that BuildKit takes as a secret
)

// Read returns the bytes of a regular file, which may have at most limit of
// them. An error is an *Error.
func Read(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := Open(fsys, name, limit)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(Stream(f, name, limit))
}

// Stream reads what Open has opened, to its limit. A file may grow meanwhile.
func Stream(f fs.File, name string, limit int64) io.Reader {
	return &stream{io.LimitedReader{R: f, N: limit + 1}, name, limit}
}

type stream struct {
	r     io.LimitedReader
	name  string
	limit int64
}

func (s *stream) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	switch {
	case s.r.N == 0:
		return 0, tooLarge(s.name, s.limit)
	case err != nil && err != io.EOF:
		err = classify(s.name, err)
	}
	return n, err
}

// Open opens a regular file of at most limit bytes. An error is an *Error.
func Open(fsys fs.FS, name string, limit int64) (fs.File, error) {
	// Before it is opened: merely opening a device may do something.
	info, err := fs.Stat(fsys, name)
	if err := judge(name, info, err, limit); err != nil {
		return nil, err
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, classify(name, err)
	}
	// Another file may stand there by now.
	info, err = f.Stat()
	if err := judge(name, info, err, limit); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func judge(name string, info fs.FileInfo, err error, limit int64) error {
	switch {
	case err != nil:
		return classify(name, err)
	case !info.Mode().IsRegular():
		return notRegular(name, info.Mode())
	case info.Size() > limit:
		return tooLarge(name, limit)
	}
	return nil
}

func tooLarge(name string, limit int64) error {
	return &Error{Name: name, Kind: TooLarge, Why: fmt.Sprintf("the file has more than %d bytes, which is the most that is allowed", limit)}
}
