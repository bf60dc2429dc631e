package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

const (
	distDir    = "dist"
	workDir    = ".xgen" // below dist: locks, logs and exports that are not verified yet
	reportFile = "report.json"
)

// outputs is a target's place in dist/, held for this run alone.
//
//	dist/<target>/              what was published last
//	dist/.xgen/<target>.lock    held while a run of the target is under way
//	dist/.xgen/<target>.log     the log of the last run
//	dist/.xgen/<target>.new/    the export that is not verified yet
//	dist/.xgen/<target>.old/    what a publication has just replaced
type outputs struct {
	final, private, old, log string
	lock                     *os.File
}

// Unwritable says that the system lets nothing be written into dist/.
type Unwritable struct{ Err error }

// Error gives the system's own words.
func (e *Unwritable) Error() string { return e.Err.Error() }

// Unwrap gives the error that says why.
func (e *Unwritable) Unwrap() error { return e.Err }

// Hint says what became of the binary and what to do.
func (e *Unwritable) Hint() string {
	if errors.Is(e.Err, syscall.ENOSPC) || errors.Is(e.Err, syscall.EDQUOT) {
		return "nothing was published: make room on the disk of dist"
	}
	return "nothing was published: make dist a folder that you may write to (ls -ld dist dist/.xgen), or move it away"
}

// unwritable makes such an error of what the system says about a path.
func unwritable(err error) error {
	var one *fs.PathError
	var two *os.LinkError
	if errors.As(err, &one) || errors.As(err, &two) {
		return &Unwritable{err}
	}
	return err
}

// openOutputs waits for the target's lock and sweeps what a killed run left.
func openOutputs(ctx context.Context, root, target string) (*outputs, error) {
	dist := filepath.Join(root, distDir)
	work := filepath.Join(dist, workDir)
	for _, dir := range []string{dist, work} {
		if err := ignoredFolder(dir); err != nil {
			return nil, err
		}
	}
	o := &outputs{
		final:   filepath.Join(dist, target),
		private: filepath.Join(work, target+".new"),
		old:     filepath.Join(work, target+".old"),
		log:     filepath.Join(work, target+".log"),
	}
	var err error
	if o.lock, err = acquire(ctx, filepath.Join(work, target+".lock")); err != nil {
		return nil, err
	}
	if err := o.recover(); err != nil {
		o.close()
		return nil, err
	}
	return o, nil
}

// ignoredFolder makes a folder and keeps it out of the user's commits; one that
// was there stays what it is. A link in its place is refused: what is written
// there would land outside of the project.
func ignoredFolder(dir string) error {
	switch err := os.Mkdir(dir, 0o755); {
	case err == nil:
		return ignoreAll(dir)
	case !errors.Is(err, fs.ErrExist):
		return err
	}
	info, err := os.Lstat(dir)
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "use", Path: dir, Err: errors.New("it is no folder: remove it")}
	}
	return err
}

// ignoreAll has git leave a folder alone.
func ignoreAll(dir string) error {
	f, err := os.OpenFile(filepath.Join(dir, ".gitignore"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString("*\n")
	return errors.Join(err, f.Close())
}

// acquire takes the lock, trying again until ctx ends: a second run of the same
// target waits for the first.
func acquire(ctx context.Context, name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	for {
		switch err := tryLock(f); {
		case err == nil:
			return f, nil
		case !errors.Is(err, errLocked):
			f.Close()
			return nil, fmt.Errorf("lock %s: %w", name, err)
		}
		select {
		case <-ctx.Done():
			f.Close()
			return nil, context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// recover sweeps what a killed run left. A publication that was cut between its
// two renames is undone.
func (o *outputs) recover() error {
	if err := os.RemoveAll(o.private); err != nil {
		return err
	}
	if _, err := os.Lstat(o.final); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(o.old, o.final); err == nil || !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return os.RemoveAll(o.old)
}

// empty removes an export, so that the next one starts from nothing.
func (o *outputs) empty() error { return os.RemoveAll(o.private) }

// publish puts the verified export in the place of what was published before.
// Its folder can then be read by everybody, like any other in the project;
// the engine's client made it for one user.
func (o *outputs) publish() (string, error) {
	if err := os.Chmod(o.private, 0o755); err != nil {
		return "", err
	}
	err := os.Rename(o.final, o.old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := os.Rename(o.private, o.final); err != nil {
		return "", errors.Join(err, o.recover())
	}
	return o.final, os.RemoveAll(o.old)
}

// close sweeps and gives the lock back.
func (o *outputs) close() {
	os.RemoveAll(o.private) // after publish there is nothing; after a failure nobody needs it
	o.lock.Close()
}
