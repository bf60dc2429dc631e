package build

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"time"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// publish replaces what was published before by what was taken of the export
// and verified, in one step: after a kill or a loss of power at any moment,
// either the old or the new files are there, whole. It returns the published
// folder, whose files everybody can read. An error beside a folder means that
// the files are published and may not survive a loss of power.
func (o *outputs) publish(list []product, taken time.Time) (string, error) {
	if err := o.finishNext(list); err != nil {
		return "", err
	}
	if err := o.noteTaken(taken); err != nil {
		return "", err
	}
	if err := o.replace(); err != nil {
		return "", err
	}
	o.discard(o.nextDir())
	o.discard(o.oldDir())
	err := errors.Join(o.dist.sync(), o.work.sync())
	if err != nil {
		err = &Unsynced{err}
	}
	return path.Join(o.root, distDir, o.target), err
}

// Unsynced says that the files were published and could not be flushed to the
// disk.
type Unsynced struct{ Err error }

// Error returns the system's own words.
func (e *Unsynced) Error() string { return "published, but not safely on the disk: " + e.Err.Error() }

// ExitCode returns exitcode.Environment.
func (*Unsynced) ExitCode() exitcode.Code { return exitcode.Environment }

// discard removes what was replaced. What this user cannot remove, because
// somebody put files into it, is renamed out of the way.
func (o *outputs) discard(name string) {
	if o.work.sweep(name) == nil {
		return
	}
	for n := range maxLeft {
		left := fmt.Sprintf("%s.left%d", name, n)
		if _, there, err := o.work.kind(left); err == nil && !there {
			_ = o.work.Rename(name, left)
			return
		}
	}
}

// maxLeft is how many names discard tries.
const maxLeft = 1000

// finishNext removes what is not published and flushes the rest to the disk: a
// rename may survive a loss of power that the bytes do not.
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

// replace exchanges the new folder with the published one.
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

// replaceInTwo replaces the published folder by two renames, on file systems
// that cannot exchange. Nothing is published between the two; recover undoes
// the first.
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
