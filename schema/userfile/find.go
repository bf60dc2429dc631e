package userfile

import "io/fs"

// Exists reports whether anything stands at a path; what cannot be looked at
// is there, and an error.
func Exists(fsys fs.FS, name string) (bool, error) {
	_, err := fs.Stat(fsys, name)
	if err == nil {
		return true, nil
	}
	if err = classify(name, err); Is(err, Missing) || Is(err, BadPath) {
		return false, nil
	}
	return true, err
}

// Glob is fs.Glob that does not pass over folders which cannot be read.
func Glob(fsys fs.FS, pattern string) ([]string, error) {
	w := &watched{FS: fsys}
	names, err := fs.Glob(w, pattern)
	if err == nil {
		err = w.err
	}
	return names, err
}

// watched keeps the first error that says more than that a file is missing.
type watched struct {
	fs.FS
	err error
}

func (w *watched) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(w.FS, name)
	if info, errStat := fs.Stat(w.FS, name); errStat != nil || info.IsDir() { // fs.Glob asks files too
		w.keep(name, err)
	}
	return entries, err
}

func (w *watched) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(w.FS, name)
	w.keep(name, err)
	return info, err
}

func (w *watched) keep(name string, err error) {
	if err == nil || w.err != nil {
		return
	}
	if err := classify(name, err); Is(err, Unreadable) {
		w.err = err
	}
}
