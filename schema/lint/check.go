package lint

import (
	"io/fs"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/rule"
)

// Input is what checks may look at. None of it is theirs to change.
type Input struct {
	Project    *model.Project
	Written    *input.Project // where the user's values stand
	Catalog    *catalog.Catalog
	Files      resolve.Files
	Root       fs.FS                       // the project's
	Above      []Above                     // the folders above that, up to the root of its git repository, the nearest first
	Workspaces map[string]*cargo.Workspace // by manifest, those that could be read
	Cargo      cargo.Asker                 // what only cargo knows

	found     model.Diagnostics           // by the checks that ran before
	answers   map[string]answer           // by question
	refused   map[string][]*cargo.Silence // what of them are refusals, by choice
	described map[string]*description     // see describe
	files     []sentFile                  // see sent
	walked    bool
	missing   []unsent // see unsent
}

// Above is a folder above the project's root.
type Above struct {
	Files fs.FS
	Name  string // from the root: "../.."
	Dir   string // the root's path from there
}

// facts is what the catalog knows of a target's triple.
func (in *Input) facts(t *model.Target) *catalog.Triple { return in.Catalog.Triples[t.InCatalog()] }

// asked is what the user wrote for a target.
func (in *Input) asked(t *model.Target) input.Target { return in.Written.Targets[t.Name] }

// sentFile is a file or a link that builds are sent.
type sentFile struct {
	name string
	size int64
	link bool
}

// unsent is something that builds read and are not sent.
type unsent struct {
	pos  model.Pos
	says string // what names it, and how
	name string
	link bool
}

// check is one check: its rule, and what finds where it is broken.
type check struct {
	rule.Rule
	find func(*Input, *findings)
}

// findings collects what one check finds.
type findings struct {
	rule rule.Rule
	file string // the user's
	all  model.Diagnostics
}

// at reports what is wrong at a place, or with the file as a whole. The
// diagnostic that it returns may be changed until the next one is reported.
func (f *findings) at(pos model.Pos, format string, args ...any) *model.Diagnostic {
	if !pos.IsValid() {
		pos = model.Pos{File: f.file, Line: 1, Col: 1}
	}
	f.all = append(f.all, f.rule.At(pos, format, args...))
	return &f.all[len(f.all)-1]
}

// eachTarget makes a check's find of what is looked for in one target.
func eachTarget(find func(*Input, *model.Target, *findings)) func(*Input, *findings) {
	return func(in *Input, f *findings) {
		for _, t := range in.Project.Targets {
			find(in, t, f)
		}
	}
}

// eachPatch makes a check's find of what is looked for in one patch of a target.
func eachPatch(find func(*Input, *model.Target, model.Patch, *findings)) func(*Input, *findings) {
	return eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, p := range t.Patches {
			find(in, t, p, f)
		}
	})
}

// either returns the first place that is one.
func either(a, b model.Pos) model.Pos {
	if a.IsValid() {
		return a
	}
	return b
}
