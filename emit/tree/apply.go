package tree

import (
	"bytes"
	"os"
	"slices"
)

// Options changes what Apply may do.
type Options struct {
	Force bool // overwrite and remove what a hand has edited, and foreign files
}

// Summary lists what Apply did, sorted by path.
type Summary struct {
	Written []string
	Removed []string
}

// Apply makes the changes that Diff returned for the same root. The caller
// holds the Lock over both. If one of the changes may not be made, none is,
// and the error is a *Refusal. All new bytes are on the disk before the first
// path changes: where the system refuses to write one of them, the error is an
// *IOError and the tree is as it was. Without changes nothing is written.
func Apply(root *os.Root, changes []Change, opts Options) (Summary, error) {
	return newWriter(root).apply(changes, opts)
}

func (w *writer) apply(changes []Change, opts Options) (Summary, error) {
	if err := refuse(changes, opts.Force); err != nil {
		return Summary{}, err
	}
	for _, dir := range folders(changes) {
		if err := sweepFolder(w.root, dir); err != nil {
			return Summary{}, err
		}
	}
	defer w.discard()
	steps, err := w.stage(changes)
	if err == nil {
		err = w.syncFiles()
	}
	if err == nil {
		err = unmoved(w.root, changes)
	}
	if err != nil {
		return Summary{}, err
	}
	return w.commit(steps)
}

// refuse returns a *Refusal of the changes that may not be made.
func refuse(changes []Change, force bool) error {
	var bad []Change
	for _, c := range changes {
		if c.refused(force) {
			bad = append(bad, c)
		}
	}
	if bad == nil {
		return nil
	}
	return &Refusal{bad}
}

// unmoved returns a *Refusal of the paths that have changed since Diff looked.
func unmoved(root *os.Root, changes []Change) error {
	var moved []Change
	for _, c := range changes {
		at, err := inspect(root, c.Path)
		if err != nil {
			return err
		}
		if at.blocked != "" || at.exists != (c.OldMode != 0) || !bytes.Equal(at.bytes, c.Old) {
			c.Kind, c.Reason = Blocked, "it changed while xgen was at work"
			moved = append(moved, c)
		}
	}
	if moved == nil {
		return nil
	}
	return &Refusal{moved}
}

// stage writes all temporary files and returns the steps that are left, in
// order.
func (w *writer) stage(changes []Change) ([]step, error) {
	var steps []step
	for _, c := range changes {
		more, err := w.steps(c)
		if err != nil {
			return nil, err
		}
		steps = append(steps, more...)
	}
	slices.SortStableFunc(steps, func(a, b step) int { return int(a.when - b.when) })
	return steps, nil
}

func (w *writer) steps(c Change) ([]step, error) {
	switch {
	case c.removes() && c.manifest:
		return []step{{removeLast, "", c.Path}}, w.probe(c.Path)
	case c.removes():
		return []step{{removeFile, "", c.Path}}, w.probe(c.Path)
	case c.manifest:
		early, err := w.put(c, between(c.Old, c.New))
		if err != nil {
			return nil, err
		}
		late, err := w.put(c, c.New)
		return []step{{meanwhile, early, c.Path}, {lastManifest, late, c.Path}}, err
	}
	temp, err := w.put(c, c.New)
	return []step{{renameFile, temp, c.Path}}, err
}

// commit takes the steps, and returns those that it took before an error too.
func (w *writer) commit(steps []step) (Summary, error) {
	var done Summary
	for _, s := range steps {
		if err := w.do(s); err != nil {
			return done, err
		}
		switch {
		case s.temp == "":
			done.Removed = append(done.Removed, s.path)
		case s.when != meanwhile:
			done.Written = append(done.Written, s.path)
		}
	}
	slices.Sort(done.Written)
	slices.Sort(done.Removed)
	w.prune(done.Removed)
	return done, w.syncFolders()
}
