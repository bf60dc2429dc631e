package build

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

const (
	distDir = "dist"
	workDir = ".xgen" // below dist: locks, logs and exports that are not verified yet
)

// outputs is a target's place in dist/, held for this run alone.
//
//	dist/<target>/              what was published last
//	dist/.xgen/<target>.lock    held while a run of the target is under way, with who holds it
//	dist/.xgen/<target>.log     the log of the last run
//	dist/.xgen/<target>.new/    the export, as the engine's client wrote it
//	dist/.xgen/<target>.next/   what xgen took of it: this is verified and published
//	dist/.xgen/<target>.old/    what a publication has just replaced
type outputs struct {
	target     string
	root       string // the project's, absolute
	dist, work folder
	lock       *os.File
	log        *runLog
	opened     []*os.Root
	export     folder // <target>.new, while a run is under way
	next       folder // <target>.next, once there is one
}

func (o *outputs) newDir() string  { return o.target + ".new" }
func (o *outputs) nextDir() string { return o.target + ".next" }
func (o *outputs) oldDir() string  { return o.target + ".old" }

// abs returns the absolute path of a name in dist/.xgen, for messages and for
// those who only read there.
func (o *outputs) abs(name string) string { return filepath.Join(o.root, distDir, workDir, name) }

// openOutputs waits for the target's lock and removes what a killed run left.
// It fails where something other than xgen's own files stands in their place.
// It calls waiting with each run that holds the lock for longer than a moment.
func openOutputs(ctx context.Context, root, target, command string, waiting func(Holder)) (*outputs, error) {
	o := &outputs{target: target, root: root}
	err := o.openFolders()
	if err == nil {
		o.lock, err = acquire(ctx, o.work, target+".lock", command, waiting)
	}
	if err == nil {
		err = o.recover()
	}
	if err == nil {
		o.log, err = openLog(o.work, target+".log")
	}
	if err != nil {
		o.close()
		return nil, err
	}
	return o, nil
}

// openFolders makes dist/ and dist/.xgen, and has git ignore what it has made.
func (o *outputs) openFolders() error {
	root, err := os.OpenRoot(o.root)
	if err != nil {
		return failed(".", err)
	}
	o.opened = append(o.opened, root)
	var made bool
	if o.dist, made, err = o.open(folder{root, "."}, distDir); err != nil {
		return err
	}
	if made {
		err = ignoreAll(o.dist)
	}
	if err == nil {
		o.work, _, err = o.open(o.dist, workDir)
	}
	if err == nil {
		err = ignoreAll(o.work)
	}
	if err == nil {
		err = o.dist.onlyFolder(o.target)
	}
	return err
}

// open opens a folder, which close closes.
func (o *outputs) open(above folder, name string) (folder, bool, error) {
	sub, made, err := above.sub(name, 0o755)
	if err == nil {
		o.opened = append(o.opened, sub.Root)
	}
	return sub, made, err
}

// ignoreAll writes a .gitignore into a folder, so that git ignores all of it.
func ignoreAll(d folder) error {
	const name = ".gitignore"
	if mode, there, err := d.kind(name); err != nil || there && mode.IsRegular() {
		return err
	}
	f, err := d.file(name)
	if err != nil {
		return err
	}
	_, err = f.WriteString("*\n")
	return failed(d.at(name), errors.Join(err, f.Close()))
}

// recover removes what a killed run left, and undoes a publication that was
// interrupted between its two renames.
func (o *outputs) recover() error {
	if err := o.empty(); err != nil {
		return err
	}
	_, published, err := o.dist.kind(o.target)
	if err == nil {
		err = o.work.onlyFolder(o.oldDir())
	}
	if err != nil {
		return err
	}
	if !published {
		err := o.dist.Rename(path.Join(workDir, o.oldDir()), o.target)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return failed(o.dist.at(o.target), err)
		}
	}
	return o.work.sweep(o.oldDir())
}

// empty removes what an engine exported and the copies made of it.
func (o *outputs) empty() error {
	for _, d := range []*folder{&o.export, &o.next} {
		if d.Root != nil {
			d.Close()
		}
		*d = folder{}
	}
	if err := o.work.sweep(o.newDir()); err != nil {
		return err
	}
	return o.work.sweep(o.nextDir())
}

// prepare makes an empty folder for the engine's client to export to, with no
// rights for other users, and returns its absolute path, which clients want.
func (o *outputs) prepare() (string, error) {
	if err := o.empty(); err != nil {
		return "", err
	}
	export, made, err := o.work.sub(o.newDir(), 0o700)
	if err == nil && !made {
		err = failed(o.work.at(o.newDir()), errReplaced)
	}
	o.export = export
	return o.abs(o.newDir()), err
}

// close removes what is not published and releases the lock.
func (o *outputs) close() {
	if o.lock != nil {
		_ = o.empty() // after publish there is nothing; after a failure nobody needs it
		release(o.lock)
		o.lock = nil
	}
	if o.log != nil {
		o.log.f.Close()
	}
	for _, root := range o.opened {
		root.Close()
	}
}
