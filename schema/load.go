package schema

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lint"
	"github.com/xgen-build/xgen/schema/model"
	_ "github.com/xgen-build/xgen/schema/quiet" // before CUE is initialised
	"github.com/xgen-build/xgen/schema/resolve"
)

// File is the name of a project's definitions, in its root.
const File = "targets.cue"

// maxTargets is the most that Load accepts: room for any real project, and a
// bound on time and memory for all others.
const maxTargets = 2000

// Load reads targets.cue and the project's cargo files from the project's root.
// The project is nil where the diagnostics hold an error.
func Load(root fs.FS) (*model.Project, model.Diagnostics) {
	v, found := evaluate(root, File)
	if found.HasErrors() {
		return nil, found
	}
	if found := check.File(File, check.Project(), v); found.HasErrors() {
		return nil, found
	}
	if n := countTargets(v); n > maxTargets {
		return nil, faults(tooManyTargets, File, "targets has %d rows: at most %d are allowed", n, maxTargets)
	}
	return resolved(root, v)
}

// resolved decodes a checked value and joins it with the catalog and cargo's files.
func resolved(root fs.FS, v cue.Value) (*model.Project, model.Diagnostics) {
	u := &input.Project{}
	if err := decode.Into(File, v, model.FromUser, u); err != nil {
		return nil, diagnosticsOf(err)
	}
	if found := checkOutput(u); found.HasErrors() {
		return nil, found
	}
	u.Pos = model.Pos{File: File, Line: 1, Col: 1}
	workspaces := &workspaces{root: root, read: map[string]*cargo.Workspace{}, failed: map[string]error{}}
	p, found := resolve.Resolve(u, catalog.Load(), resolve.Files{Open: workspaces.open, Diff: diffs(root), Pinned: pinnedFiles(root)})
	if found.HasErrors() {
		return nil, found
	}
	found = append(found, lint.Run(lint.Input{Project: p, Root: root, Workspaces: workspaces.read})...)
	if found = found.Sort(); found.HasErrors() {
		return nil, found
	}
	return p, found
}

var outputRule = Rule{"output-in-sources", "the emitted files would be sources of the program, and each emit would change what is built"}

// checkOutput refuses an output folder among the sources of a manifest.
func checkOutput(u *input.Project) model.Diagnostics {
	settings := []input.Settings{u.Settings}
	for _, t := range u.Targets {
		settings = append(settings, t.Settings)
	}
	for _, s := range settings {
		if u.Output == nil || s.Cargo == nil || s.Cargo.Manifest == nil {
			continue
		}
		src := path.Join(path.Dir(s.Cargo.Manifest.V), "src")
		if u.Output.V == src || strings.HasPrefix(u.Output.V, src+"/") {
			return model.Diagnostics{{
				Pos: u.Output.Pos, Severity: model.Error, Rule: outputRule.Name,
				Message: fmt.Sprintf("output is %q, among the sources of %s: choose another folder, such as \"xgen\"", u.Output.V, s.Cargo.Manifest.V),
			}}
		}
	}
	return nil
}

// diagnosticsOf returns an error that is a diagnostic. It panics where it is
// none: that is a fault of the program.
func diagnosticsOf(err error) model.Diagnostics {
	return model.Diagnostics{err.(model.Diagnostic)}
}

func countTargets(v cue.Value) int {
	n := 0
	it, err := v.LookupPath(cue.ParsePath("targets")).Fields()
	for err == nil && it.Next() {
		n++
	}
	return n
}
