package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

type emitCmd struct {
	Check bool `xor:"mode" help:"Write nothing; exit with 2 and show a diff where files differ."`
	Diff  bool `xor:"mode" help:"Write nothing; show what would change."`
	Force bool `xor:"mode" help:"Overwrite files that were edited by hand."`
}

func (e emitCmd) Run(a *app, c *cli) error {
	p, dir, err := a.load(c)
	if err != nil {
		return err
	}
	if e.Check || e.Diff {
		return e.compare(a, p, dir)
	}
	sum, err := a.emit(p, dir, tree.Options{Force: e.Force})
	if err != nil {
		return err
	}
	for _, name := range sum.Written {
		fmt.Fprintf(a.Err, "wrote %s\n", name)
	}
	for _, name := range sum.Removed {
		fmt.Fprintf(a.Err, "removed %s\n", name)
	}
	if len(sum.Written)+len(sum.Removed) == 0 {
		fmt.Fprintln(a.Err, "everything is up to date")
	}
	return nil
}

// compare shows what emit would do.
func (e emitCmd) compare(a *app, p *model.Project, dir string) error {
	changes, err := a.drift(p, dir)
	if err != nil || len(changes) == 0 {
		return err
	}
	if _, err := a.Out.Write(tree.Unified(changes)); err != nil {
		return err
	}
	if e.Diff {
		return nil
	}
	a.tellDrift(changes)
	return driftError(changes)
}

// shownChanges is how many paths are named before the rest is only counted.
const shownChanges = 12

func (a *app) tellDrift(changes []tree.Change) {
	for i, ch := range changes {
		if i == shownChanges {
			fmt.Fprintf(a.Err, "… and %d more\n", len(changes)-i)
			return
		}
		fmt.Fprintf(a.Err, "%s: %s\n", ch.Path, describe(ch))
	}
}

func driftError(changes []tree.Change) error {
	hint := "help: xgen emit"
	for _, ch := range changes {
		switch ch.Kind {
		case tree.Conflict, tree.Foreign:
			hint = "help: move your own edits to targets.cue, then xgen emit --force"
		case tree.Blocked:
			return &exitError{code: exitcode.Drift, err: fmt.Errorf("%s: %s", ch.Path, ch.Reason), hint: "help: remove it, then xgen emit"}
		}
	}
	return &exitError{
		code: exitcode.Drift, hint: hint,
		err: fmt.Errorf("%d emitted %s not what the definitions say", len(changes), isAre(len(changes))),
	}
}

func isAre(n int) string {
	if n == 1 {
		return "file is"
	}
	return "files are"
}

func describe(ch tree.Change) string {
	if ch.Reason != "" {
		return ch.Reason
	}
	switch ch.Kind {
	case tree.Create:
		return "missing"
	case tree.Delete:
		return "no longer emitted"
	}
	return "differs"
}

// withTree locks the repository against other runs and calls use with the
// changes that would bring the emitted files up to date.
func (a *app) withTree(p *model.Project, dir string, use func(*os.Root, []tree.Change) error) error {
	arts, err := emit.All(p)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
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

// drift returns what differs between the emitted files and the definitions. It
// writes nothing.
func (a *app) drift(p *model.Project, dir string) (changes []tree.Change, err error) {
	err = a.withTree(p, dir, func(_ *os.Root, ch []tree.Change) error {
		changes = ch
		return nil
	})
	return changes, err
}

func (a *app) emit(p *model.Project, dir string, o tree.Options) (sum tree.Summary, err error) {
	err = a.withTree(p, dir, func(root *os.Root, changes []tree.Change) error {
		if err := tree.Sweep(root, p.Output); err != nil {
			return err
		}
		sum, err = tree.Apply(root, changes, o)
		return withForceHint(err)
	})
	return sum, err
}

func withForceHint(err error) error {
	var r *tree.Refusal
	if !errors.As(err, &r) {
		return err
	}
	hint := "help: remove what stands in the way"
	if r.Forceable() {
		hint = "help: move your own edits to targets.cue, then xgen emit --force"
	}
	return &exitError{code: exitcode.Of(r), err: fmt.Errorf("nothing was written:\n%w", err), hint: hint}
}
