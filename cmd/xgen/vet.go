package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

type vetCmd struct {
	Files  []string `arg:"" optional:"" name:"file" help:"Files of the definitions, as a commit hook names them: the whole project that they belong to is checked."`
	Output string   `short:"o" enum:"text,json,sarif,github" default:"text" help:"${enum}."`
}

func (v vetCmd) Run(a *app) error {
	folder := a.chdir
	switch v.Output {
	case "sarif", "github":
		a.failed = func(f failure) { _ = v.write(a, folder, model.Diagnostics{f.diagnostic()}) } // a sink keeps its own errors
	}
	root, err := v.root(a)
	if err != nil {
		return err
	}
	folder = root
	p, found, err := a.read(root)
	if err != nil {
		return err
	}
	if err := v.write(a, root, found); err != nil {
		return err
	}
	if err := verdictOf(found); err != nil {
		return err
	}
	fmt.Fprintf(a.Err, "%s: %d %s, no errors\n", p.Name, len(p.Targets), plural(len(p.Targets), "target"))
	return nil
}

// root returns the folder of the project that is to be checked.
func (v vetCmd) root(a *app) (string, error) {
	root := ""
	for _, name := range v.Files {
		file := filepath.Join(a.chdir, name)
		if filepath.IsAbs(name) {
			file = name
		}
		if info, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) || err == nil && info.IsDir() {
			return "", usage("vet: %s: no such file: it takes files of the definitions, or none; -C names a folder", name)
		}
		of, err := rootAbove(filepath.Dir(file))
		switch {
		case err != nil:
			return "", err
		case root != "" && of != root:
			return "", usage("vet: %s belongs to another project than %s: check one at a time", name, v.Files[0])
		}
		root = of
	}
	if root != "" {
		return root, nil
	}
	return a.root()
}

// write prints what was found in a folder.
func (v vetCmd) write(a *app, folder string, found model.Diagnostics) error {
	switch v.Output {
	case "json":
		return writeJSON(a.Out, map[string]any{"diagnostics": nonNil(found)})
	case "sarif":
		return writeJSON(a.Out, sarif(fromRepository(folder, found)))
	case "github":
		for _, d := range fromRepository(folder, found) {
			fmt.Fprintln(a.Out, annotation(d))
		}
		return nil
	}
	for _, d := range found {
		fmt.Fprintln(a.Err, d)
	}
	return nil
}

// annotation returns a diagnostic as a workflow command of GitHub Actions
// ("Workflow commands", setting an error message), with % and line ends
// escaped as they require.
func annotation(d model.Diagnostic) string {
	esc := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	prop := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	place := ""
	if d.Pos.IsValid() {
		place = fmt.Sprintf("file=%s,line=%d,col=%d,", prop.Replace(d.Pos.File), d.Pos.Line, d.Pos.Col)
	}
	return fmt.Sprintf("::%s %stitle=%s::%s", d.Severity, place, prop.Replace(d.Rule), esc.Replace(d.Message))
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
