package build

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// publish puts what was taken of the export, and has held, in the place of
// what was published before, in one step: a process that is killed at any
// moment, or a machine that loses its power, leaves the one or the other, and
// whole. It gives the published folder, whose files everybody can read.
func (o *outputs) publish(list []product) (string, error) {
	if err := o.finishNext(list); err != nil {
		return "", err
	}
	if err := o.replace(); err != nil {
		return "", err
	}
	err := errors.Join(o.dist.sync(), o.work.sync())
	return path.Join(o.root, distDir, o.target), errors.Join(err, o.work.sweep(o.nextDir()), o.work.sweep(o.oldDir()))
}

// finishNext drops what is not published and makes the rest last: a rename
// that outlives a loss of power must not find empty files.
func (o *outputs) finishNext(list []product) error {
	for _, p := range list {
		if !p.publish {
			if err := o.next.Remove(p.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return failed(o.next.at(p.name), err)
			}
			continue
		}
		if err := o.syncFile(p.name); err != nil {
			return err
		}
	}
	if err := o.work.Chmod(o.nextDir(), 0o755); err != nil {
		return failed(o.next.path, err)
	}
	return errors.Join(o.next.sync(), o.next.is(o.work, o.nextDir()))
}

func (o *outputs) syncFile(name string) error {
	f, err := o.next.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return failed(o.next.at(name), err)
	}
	return failed(o.next.at(name), errors.Join(f.Sync(), f.Close()))
}

// replace exchanges the two folders.
func (o *outputs) replace() error {
	mode, there, err := o.dist.kind(o.target)
	switch {
	case err != nil:
		return err
	case !there:
		return o.moveIn()
	case !mode.IsDir():
		return o.dist.onlyFolder(o.target)
	}
	err = exchange(o.work, o.nextDir(), o.dist, o.target)
	if errors.Is(err, errors.ErrUnsupported) {
		return o.replaceInTwo()
	}
	return failed(o.dist.at(o.target), err)
}

// replaceInTwo is for file systems that know no exchange. Between the two
// renames nothing is published; recover undoes the first.
func (o *outputs) replaceInTwo() error {
	if err := o.dist.Rename(o.target, path.Join(workDir, o.oldDir())); err != nil {
		return failed(o.dist.at(o.target), err)
	}
	if err := o.moveIn(); err != nil {
		return errors.Join(err, o.dist.Rename(path.Join(workDir, o.oldDir()), o.target))
	}
	return nil
}

func (o *outputs) moveIn() error {
	return failed(o.dist.at(o.target), o.dist.Rename(path.Join(workDir, o.nextDir()), o.target))
}
