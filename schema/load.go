package schema

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"cuelang.org/go/cue"
	cueerrors "cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/parser"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/lint"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
)

// File is the name of a project's definitions, in its root.
const File = "targets.cue"

// The largest file and the most targets that Load accepts: room for any real
// project, and a bound on time and memory for all others.
const (
	maxBytes   = 1 << 20
	maxTargets = 2000
)

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
		return nil, fault("too-many-targets", "targets has %d rows: at most %d are allowed", n, maxTargets)
	}
	return d.resolve(root, v)
}

// resolve decodes a checked value and joins it with the catalog and cargo's files.
func (d *definitions) resolve(root fs.FS, v cue.Value) (*model.Project, model.Diagnostics) {
	if err := d.project.Unify(v).Validate(cue.Concrete(true)); err != nil {
		c, first := &checker{file: File}, cueerrors.Errors(err)[0]
		d := c.describe(first)
		d.Message = strings.TrimPrefix(strings.Join(first.Path(), "."), "#Project.") + ": " + d.Message
		c.add(d)
		return nil, c.found
	}
	u, err := decodeUser(File, v)
	if err != nil {
		return nil, fault("invalid-cue", "%v", err)
	}
	u.Pos = model.Pos{File: File, Line: 1, Col: 1}
	workspaces := &workspaces{root: root, read: map[string]*cargo.Workspace{}, failed: map[string]error{}}
	p, found := resolve.Resolve(u, &d.catalog, workspaces.open)
	if found.HasErrors() {
		return nil, found
	}
	found = append(found, lint.Run(lint.Input{Project: p, Root: root, Workspaces: workspaces.read})...)
	if found.Sort(); found.HasErrors() {
		return nil, found
	}
	return p, found
}

// build reads and evaluates a file of the user's.
func (d *definitions) build(root fs.FS, name string) (cue.Value, model.Diagnostics) {
	src, found := readSource(root, name)
	if found != nil {
		return cue.Value{}, found
	}
	f, err := parser.ParseFile(name, src, parser.ParseComments)
	if err != nil {
		return cue.Value{}, cueFaults(name, err)
	}
	if found := checkImports(name, f); found.HasErrors() {
		return cue.Value{}, found
	}
	v := d.ctx.BuildFile(f)
	if err := v.Err(); err != nil && !v.Exists() {
		return cue.Value{}, cueFaults(name, err)
	}
	return v, checkText(name, f)
}

func readSource(root fs.FS, name string) ([]byte, model.Diagnostics) {
	src, err := fs.ReadFile(root, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault("no-file", "no such file: write name: \"hello\" and targets: armv5te: triple: \"armv5te-unknown-linux-musleabi\" into it")
	case err != nil:
		return nil, fault("unreadable", "%v", err)
	case len(src) > maxBytes:
		return nil, fault("too-large", "the file has %d bytes: at most %d are allowed", len(src), maxBytes)
	}
	return src, checkUTF8(name, src)
}

// cueFaults turns errors of CUE itself into diagnostics.
func cueFaults(name string, err error) model.Diagnostics {
	var found model.Diagnostics
	for _, e := range cueerrors.Errors(err) {
		pos := position(name, e.Position())
		if !pos.IsValid() {
			pos = model.Pos{File: name, Line: 1, Col: 1}
		}
		found = append(found, model.Diagnostic{Pos: pos, Severity: model.Error, Rule: "invalid-cue", Message: messageOf(e)})
	}
	return found.Sort()
}

// fault is a diagnostic about the file as a whole.
func fault(rule, format string, args ...any) model.Diagnostics {
	return model.Diagnostics{{
		Pos:      model.Pos{File: File, Line: 1, Col: 1},
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
