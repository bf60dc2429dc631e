package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/draft"
	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

type initCmd struct {
	Targets []string `arg:"" optional:"" name:"target" help:"Names of machines such as armv5te or aarch64, or rustc's targets; x86_64 and aarch64 where none is named."`
	From    string   `enum:"cross,cargo," default:"" placeholder:"TOOL" help:"Read what another tool was told too: cross (Cross.toml) or cargo (.cargo/config.toml)."`
	Write   bool     `help:"Add to a targets.cue that is there; without it what would be added is shown as a diff."`
}

// patience is how long cargo may take to say what a project is compiled of: people run
// init once, and a busy machine must not change what it writes.
const patience = 2 * time.Minute

func (i initCmd) Run(a *app) error {
	dir, err := cargoFolder(a.chdir)
	if err != nil {
		return err
	}
	have, err := userfile.ReadPath(filepath.Join(dir, schema.File), userfile.Definitions)
	if err != nil && !userfile.Is(err, userfile.Missing) {
		return err
	}
	d, err := i.draft(a, dir, have)
	if err != nil {
		return err
	}
	changes, err := i.finish(a, dir, d, have == nil || i.Write)
	if err != nil {
		return err
	}
	for _, n := range d.Notes {
		fmt.Fprintln(a.Err, n)
	}
	a.show(d.Found)
	if have != nil && !schema.Imports(d.Targets) {
		fmt.Fprintf(a.Err, "%s: editors and the cue command cannot check it, since it does not import the definitions: begin it with package targets, import definitions %q and definitions.#Project\n", schema.File, schema.ImportPath)
	}
	if err := verdictOf(d.Found); err != nil {
		return err
	}
	i.tell(a, d, have, changes)
	return nil
}

// tell says how it ended.
func (i initCmd) tell(a *app, d *draft.Draft, have []byte, changes []tree.Change) {
	switch n := len(d.Project.Targets); {
	case len(changes) == 0:
		fmt.Fprintln(a.Err, "there is nothing to add")
	case have != nil && !i.Write:
		fmt.Fprintln(a.Err, "nothing was written: xgen init --write adds the lines above")
	default:
		fmt.Fprintf(a.Err, "%s: %d %s, no errors\n", d.Project.Name, n, plural(n, "target"))
	}
}

// cargoFolder returns the nearest folder, from one upwards, that has a targets.cue or a
// Cargo.toml.
func cargoFolder(folder string) (string, error) {
	_, dir, err := nearest(folder, schema.File, "Cargo.toml")
	if err == nil && dir == "" {
		return "", &exitError{
			code: exitcode.Invalid, err: errors.New("there is no Cargo.toml here, nor in a folder above: xgen builds programs that cargo builds"),
			hint: "help: cargo init makes a program; xgen -C DIR init names the folder of one",
		}
	}
	return dir, err
}

// draft has targets.cue written, and checked as vet does.
func (i initCmd) draft(a *app, dir string, have []byte) (*draft.Draft, error) {
	ask := a.cargo(dir)
	ask.Within = patience
	ask.Fetching = func() {
		fmt.Fprintln(a.Err, "cargo fetches the crates of Cargo.lock, to say which of them a target is compiled of")
	}
	folder, err := openFolder(dir, a.cargo(dir))
	if err != nil {
		return nil, err
	}
	defer folder.close()
	var stopped error
	d, err := draft.New(draft.Request{
		Folder: folder, Name: filepath.Base(dir), Targets: i.Targets, From: draft.From(i.From), Have: have,
		Check: func(targets []byte) (*model.Project, model.Diagnostics) {
			p, found, err := a.readWith(dir, ask, func(f *projectFolder) fs.FS { return overlay{f, targets} })
			if err != nil {
				stopped = err
			}
			return p, found
		},
	})
	if stopped != nil {
		return nil, stopped
	}
	return d, err
}

// finish writes the files, or shows what it would write.
func (i initCmd) finish(a *app, dir string, d *draft.Draft, write bool) ([]tree.Change, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	release, err := tree.Lock(a.ctx, root)
	if err != nil {
		return nil, err
	}
	defer release()
	changes, err := tree.Own(root, initFiles(root, d))
	if err != nil {
		return nil, err
	}
	if !write {
		_, err := a.Out.Write(tree.Unified(changes))
		return changes, err
	}
	sum, err := tree.Apply(root, changes, tree.Options{})
	if err != nil {
		return nil, a.withForceHint(err)
	}
	for _, name := range sum.Written {
		fmt.Fprintf(a.Err, "wrote %s\n", name)
	}
	return changes, nil
}

// initFiles are targets.cue and, where it is for them, the definitions beside it.
func initFiles(root *os.Root, d *draft.Draft) []emit.Artifact {
	out := []emit.Artifact{{Path: schema.File, Mode: 0o644, Bytes: d.Targets}}
	if !schema.Imports(d.Targets) {
		return out
	}
	if _, err := root.Lstat(schema.ModuleFile); err != nil {
		out = append(out, emit.Artifact{Path: schema.ModuleFile, Mode: 0o644, Bytes: schema.Module(d.Name)})
	}
	return append(out, vendored()...)
}
