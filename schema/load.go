package schema

import (
	"io/fs"

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

// maxTargets is the most that Load accepts: room for any real project, and a
// bound on time and memory for all others.
const maxTargets = 2000

// Load reads targets.cue and the project's cargo files from the project's root.
// The project is nil where the diagnostics hold an error.
//
// Which crates of Cargo.lock a target is compiled of is judged by the files alone.
func Load(root fs.FS) (*model.Project, model.Diagnostics) { return LoadAsking(root, noCargo{}) }

// noCargo answers nothing.
type noCargo struct{}

func (noCargo) Ask(cargo.Question) ([]byte, error) { return nil, &cargo.Silence{Reason: cargo.NoCargo} }

// LoadAsking is Load where cargo can be asked. The project is the same: only the
// diagnostics know more. Where root is a Climber, the project's root may lie above it.
func LoadAsking(root fs.FS, ask cargo.Asker) (*model.Project, model.Diagnostics) {
	v, said := evaluate(root)
	if said.HasErrors() {
		return nil, said
	}
	if found := check.File(File, check.Project(), v); found.HasErrors() {
		return nil, explainIndents(root, explainNames(root, found))
	}
	if n := countTargets(v); n > maxTargets {
		return nil, faults(tooManyTargets, File, "there are %d targets: at most %d are allowed", n, maxTargets)
	}
	p, found := resolved(root, v, ask)
	return p, append(said, found...).Sort()
}

// resolved decodes a checked value and joins it with the catalog and cargo's files.
func resolved(root fs.FS, v cue.Value, ask cargo.Asker) (*model.Project, model.Diagnostics) {
	u := &input.Project{}
	if err := decode.Into(File, v, model.FromUser, u); err != nil {
		return nil, diagnosticsOf(err)
	}
	u.Pos = model.Pos{File: File, Line: 1, Col: 1}
	at, found := climb(root, u.Context)
	if found.HasErrors() {
		return nil, found
	}
	files := newProjectFiles(at.fs)
	p, found := resolve.Resolve(resolve.Input{Written: u, Catalog: catalog.Load(), Files: files, Root: at.root, Dir: at.dir, IsChannel: isChannel})
	if p == nil {
		return nil, at.fromTargets(found)
	}
	found = append(found, lint.Run(lint.Input{
		Project: p, Written: u, Catalog: catalog.Load(), Files: files, Root: at.fs, Above: at.above(root), Workspaces: files.read(), Cargo: ask,
	})...)
	if found = at.fromTargets(found.Sort()); found.HasErrors() {
		return nil, found
	}
	return p, found
}

// isChannel holds what rust-toolchain.toml asks for against the form of
// rust.channel in targets.cue.
func isChannel(name string) bool {
	return check.Project().Find("rust").Find("channel").AllowsText(name)
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
