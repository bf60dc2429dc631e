package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// shownChanges is how many paths are named before the rest is only counted.
const shownChanges = 12

// tellDrift prints which files differ, and how.
func (a *app) tellDrift(changes []tree.Change) {
	a.drifted = jsonChanges(changes)
	for i, ch := range changes {
		if i == shownChanges {
			fmt.Fprintf(a.Err, "… and %d more\n", len(changes)-i)
			return
		}
		fmt.Fprintf(a.Err, "%s: %s\n", ch.Path, differenceOf(ch))
	}
}

// driftError returns the error for files that differ, with what to do about it.
func driftError(changes []tree.Change) error {
	for _, ch := range changes {
		if ch.Kind == tree.Blocked {
			return &exitError{code: exitcode.Drift, err: fmt.Errorf("%s: %s", ch.Path, ch.Reason), hint: "help: remove it, then xgen emit"}
		}
	}
	return &exitError{
		code: exitcode.Drift, hint: hintFor(changes),
		err: fmt.Errorf("%d emitted %s not what the definitions say", len(changes), isAre(len(changes))),
	}
}

// hintFor returns what brings files that differ up to date.
func hintFor(changes []tree.Change) string {
	kinds := map[tree.Kind]bool{}
	for _, ch := range changes {
		kinds[ch.Kind] = true
	}
	switch {
	case kinds[tree.Conflict], kinds[tree.Foreign]:
		return "help: move your own edits to targets.cue, then xgen emit --force"
	case kinds[tree.Unmerged]:
		return "help: xgen emit --force"
	}
	return "help: xgen emit"
}

func isAre(n int) string {
	if n == 1 {
		return "file is"
	}
	return "files are"
}

// withTree locks the repository against other runs and calls use with the
// changes that would bring the emitted files up to date.
func (a *app) withTree(p *model.Project, dir string, use func(*os.Root, []tree.Change) error) error {
	arts, err := emit.All(p)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(rootOf(p, dir))
	if err != nil {
		return err
	}
	defer root.Close()
	release, err := tree.Lock(a.ctx, root)
	if err != nil {
		return err
	}
	defer release()
	changes, err := tree.Diff(root, p.Output, arts)
	if err != nil {
		return err
	}
	return use(root, changes)
}

// drift returns what differs between the emitted files and the definitions, apart from
// the order that a merge left lines in. It writes nothing.
func (a *app) drift(p *model.Project, dir string) (changes []tree.Change, err error) {
	err = a.withTree(p, dir, func(_ *os.Root, ch []tree.Change) error {
		changes = slices.DeleteFunc(ch, func(c tree.Change) bool { return c.Kind == tree.Reorder })
		return nil
	})
	return changes, err
}
