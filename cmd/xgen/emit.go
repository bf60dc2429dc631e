package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

type emitCmd struct {
	Check bool `xor:"mode" help:"Write nothing; exit with 2 and show a diff where files differ."`
	Diff  bool `xor:"mode" help:"Write nothing; show what would change."`
	Force bool `xor:"mode" help:"Overwrite files that were edited by hand."`

	Output string `short:"o" enum:"text,json" default:"text" help:"${enum}."`
}

func (e emitCmd) Run(a *app) error {
	p, dir, err := a.load()
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
	if e.Output == "json" {
		return writeJSON(a.Out, map[string][]string{"written": nonNil(sum.Written), "removed": nonNil(sum.Removed)})
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
	if err != nil {
		return err
	}
	if err := a.tellVendored(dir); err != nil {
		return err
	}
	if e.Output == "json" && (e.Diff || len(changes) == 0) {
		return writeJSON(a.Out, map[string]any{"changes": jsonChanges(changes)})
	}
	if e.Output != "json" {
		if _, err := a.Out.Write(tree.Unified(changes)); err != nil {
			return err
		}
	}
	if e.Diff || len(changes) == 0 {
		return nil
	}
	a.tellDrift(changes)
	return driftError(changes)
}

func (a *app) emit(p *model.Project, dir string, o tree.Options) (sum tree.Summary, err error) {
	err = a.withTree(p, dir, func(root *os.Root, changes []tree.Change) error {
		if err := tree.Sweep(root, p.Output); err != nil {
			return err
		}
		sum, err = tree.Apply(root, changes, o)
		return a.withForceHint(err)
	})
	return sum, err
}

func (a *app) withForceHint(err error) error {
	var r *tree.Refusal
	if !errors.As(err, &r) {
		return err
	}
	a.drifted = jsonChanges(r.Changes)
	hint := "help: remove what stands in the way"
	if r.Forceable() {
		hint = hintFor(r.Changes)
	}
	return &exitError{code: exitcode.Of(r), err: fmt.Errorf("nothing was written:\n%w", err), hint: hint}
}
