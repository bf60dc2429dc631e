package schema

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"cuelang.org/go/cue"
	cueerrors "cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/lint"
	"github.com/xgen-build/xgen/schema/model"
	_ "github.com/xgen-build/xgen/schema/quiet" // before CUE is initialised
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/userfile"
)

// File is the name of a project's definitions, in its root.
const File = "targets.cue"

// maxTargets is the most that Load accepts: room for any real project, and a
// bound on time and memory for all others.
const maxTargets = 2000

// A compiled definition is not safe for use by two goroutines, so loads take
// turns.
var (
	shared     = sync.OnceValue(compile)
	sharedLock sync.Mutex
)

// Load reads targets.cue and the project's cargo files from the project's root.
// The project is nil where the diagnostics hold an error.
func Load(root fs.FS) (*model.Project, model.Diagnostics) {
	sharedLock.Lock()
	defer sharedLock.Unlock()
	d := shared()
	v, found := d.build(root, File)
	if found.HasErrors() {
		return nil, found
	}
	if found := check(File, d.shape, v); found.HasErrors() {
		return nil, found
	}
	if n := countTargets(v); n > maxTargets {
		return nil, fault(File, "too-many-targets", "there are %d targets: at most %d are allowed", n, maxTargets)
	}
	return d.resolve(root, v)
}

// resolve decodes a checked value and joins it with the catalog and cargo's files.
func (d *definitions) resolve(root fs.FS, v cue.Value) (*model.Project, model.Diagnostics) {
	// What the walk beside the shape let pass, in CUE's own words.
	if err := d.project.Unify(v).Validate(cue.Concrete(true)); err != nil {
		c, all := newChecker(File, v), cueerrors.Errors(err)
		for _, e := range all {
			c.add(c.describe(e, all))
		}
		return nil, c.found.Sort()
	}
	u, err := decodeUser(File, v)
	if err != nil {
		return nil, decodeFault(File, err)
	}
	u.Pos = model.Pos{File: File, Line: 1, Col: 1}
	files := newProjectFiles(root)
	p, found := resolve.Resolve(resolve.Input{Written: u, Catalog: d.catalog, Files: files, IsChannel: d.isChannel})
	found = append(found, lint.Run(lint.Input{
		Project: p, Written: u, Catalog: d.catalog, Files: files, Root: root, Workspaces: files.read(),
	})...)
	if found = found.Sort(); found.HasErrors() {
		return nil, found
	}
	return p, found
}

// isChannel holds what rust-toolchain.toml asks for against the form of
// rust.channel in targets.cue.
func (d *definitions) isChannel(name string) bool {
	form := d.project.LookupPath(cue.MakePath(cue.Str("rust").Optional(), cue.Str("channel").Optional()))
	return form.Exists() && form.Unify(d.ctx.Encode(name)).Validate(cue.Concrete(true)) == nil
}

// build reads and evaluates a file of the user's.
func (d *definitions) build(root fs.FS, name string) (cue.Value, model.Diagnostics) {
	src, found := readSource(root, name)
	if found != nil {
		return cue.Value{}, found
	}
	f, err := parser.ParseFile(name, src, parser.ParseComments)
	if err != nil {
		// What a parser says behind its first error follows from that one.
		return cue.Value{}, explainNumbers(src, cueFaults(name, err)[:1])
	}
	if found := checkImports(name, f); found.HasErrors() {
		return cue.Value{}, found
	}
	v := d.ctx.BuildFile(f)
	if err := v.Err(); err != nil && !v.Exists() {
		return cue.Value{}, cueFaults(name, err)
	}
	return v, nil
}

// readSource reads a file of CUE.
func readSource(root fs.FS, name string) ([]byte, model.Diagnostics) {
	src, err := userfile.Read(root, name, userfile.Definitions)
	switch e := (*userfile.Error)(nil); {
	case userfile.Is(err, userfile.Missing):
		return nil, fault(name, "no-file", "no such file: write name: \"hello\" and targets: armv5te: triple: \"armv5te-unknown-linux-musleabi\" into it")
	case userfile.Is(err, userfile.Unreadable):
		return nil, fault(name, model.Unreadable, "%v", err)
	case errors.As(err, &e):
		return nil, fault(name, "bad-file", "%s", e.Why)
	}
	return src, checkBytes(name, src)
}

// cueFaults turns errors of CUE itself into diagnostics, one a place: an import
// of nothing is also one that is not used.
func cueFaults(name string, err error) model.Diagnostics {
	var found model.Diagnostics
	for _, e := range cueerrors.Errors(err) {
		pos := position(name, e.Position())
		if !pos.IsValid() {
			pos = model.Pos{File: name, Line: 1, Col: 1}
		}
		if slices.ContainsFunc(found, func(d model.Diagnostic) bool { return d.Pos == pos }) {
			continue
		}
		found = append(found, model.Diagnostic{Pos: pos, Severity: model.Error, Rule: "invalid-cue", Message: plainWords(messageOf(e))})
	}
	return found.Sort()
}

// fault is a diagnostic about a file as a whole.
func fault(file, rule, format string, args ...any) model.Diagnostics {
	return model.Diagnostics{{
		Pos:      model.Pos{File: file, Line: 1, Col: 1},
		Severity: model.Error, Rule: rule, Message: fmt.Sprintf(format, args...),
	}}
}

func countTargets(v cue.Value) int {
	n := 0
	it, err := v.LookupPath(cue.ParsePath("targets")).Fields()
	for err == nil && it.Next() {
		n++
	}
	return n
}
