package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

type verifyCmd struct {
	File   string `arg:"" help:"The binary."`
	Target string `short:"t" help:"The target whose contract it must keep; can be left out where dist/TARGET/ tells it, or there is one only."`
	Output string `short:"o" enum:"text,json" default:"text" help:"${enum}."`
}

func (v verifyCmd) Run(a *app) error {
	p, _, err := a.load()
	if err != nil {
		return err
	}
	t, err := v.target(p)
	if err != nil {
		return err
	}
	switch info, err := os.Lstat(v.File); {
	case errors.Is(err, fs.ErrNotExist):
		return usage("verify: %s: no such file", v.File)
	case err == nil && info.IsDir():
		return usage("verify: %s is a folder: name the binary in it", v.File)
	}
	name := filepath.Base(v.File)
	rows, err := verify.CheckFile(t.Contract, name, v.File)
	if err != nil {
		return err
	}
	if s := t.Contract.Smoke; s != nil && (s.Bin == name || len(t.Files()) == 1) {
		rows = append(rows, verify.CheckSmoke(t.Contract, nil, nil)...)
	}
	if err := a.contract(v.Output, t, rows); err != nil {
		return err
	}
	if verify.Broken(rows) {
		return &exitError{code: exitcode.Invalid, err: errors.New(v.File + " breaks the contract of " + t.Name + v.keepsAnother(p, t))}
	}
	return nil
}

// keepsAnother says of which other target the file may be: all of that one's promises
// hold that a file alone can show. It is "" where there is none.
func (v verifyCmd) keepsAnother(p *model.Project, than *model.Target) string {
	for _, t := range p.Targets {
		rows, err := verify.CheckFile(t.Contract, filepath.Base(v.File), v.File)
		if t != than && err == nil && !verify.Broken(rows) {
			return " and keeps that of " + t.Name + ": write --target " + t.Name
		}
	}
	return ""
}

// target returns the target that the option names, else the one in whose
// folder of dist/ the file lies, else the project's only target.
func (v verifyCmd) target(p *model.Project) (*model.Target, error) {
	if v.Target != "" {
		return target(p, v.Target)
	}
	if abs, err := filepath.Abs(v.File); err == nil {
		if t := p.Target(filepath.Base(filepath.Dir(abs))); t != nil {
			return t, nil
		}
	}
	if len(p.Targets) == 1 {
		return p.Targets[0], nil
	}
	return nil, usage("which target's contract? write --target NAME")
}

// contract prints rows as a table or as JSON.
func (a *app) contract(output string, t *model.Target, rows []verify.Row) error {
	if output == "json" {
		return writeJSON(a.Out, map[string]any{"target": t.Name, "contract": nonNil(rows)})
	}
	return a.contractTable(t, rows)
}
