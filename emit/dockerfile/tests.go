package dockerfile

import (
	"slices"
	"strconv"

	"github.com/xgen-build/xgen/emit/cargoargs"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// testsView is what tests.tmpl shows.
type testsView struct {
	Entrypoint string
	Inputs     []input // without reasons, which stand in the stage build
	Fmt        bool    // the format is judged before
	Clippy     *clippyView
	Compile    stage.Run
	Emulator   string
	Names      []string // of the inputs
	Args       []string // of cargo
}

type clippyView struct {
	Run  stage.Run
	Args []string
}

// tests returns the stages that judge the project and compile its tests; none where
// it asks for none. The tests and the lints have caches of their own, so that
// nothing of them can reach the artifact.
func (m maker) tests() ([]stage.Stage, error) {
	if m.t.Test == nil {
		return nil, nil
	}
	args, err := cargoargs.Test(m.t)
	b := m.new("tests", "build")
	v := testsView{Entrypoint: m.entrypoint(), Inputs: inputs(m.p), Emulator: m.t.Triple.Emulator().Program, Args: args}
	for i := range v.Inputs {
		v.Inputs[i].Why = ""
		v.Names = append(v.Names, v.Inputs[i].Name)
	}
	if v.Fmt = slices.Contains(m.t.Test.Lints, "fmt"); v.Fmt {
		b.Needs("fmt")
	}
	if slices.Contains(m.t.Test.Lints, "clippy") {
		v.Clippy = &clippyView{stage.Offline(stage.TargetDir(m.cacheID() + "/lints")), cargoargs.Clippy(m.t)}
	}
	v.Compile = stage.Offline(b.ScriptAt("tests.sh", "/opt/xgen/emitted/stage/tests.sh"), stage.TargetDir(m.cacheID()+"/tests"))
	return []stage.Stage{m.fmt(), b.Stage("dockerfile/tests.tmpl", v)}, err
}

// fmt judges how the sources are written, and waits neither for std nor for
// crates.
func (m maker) fmt() stage.Stage {
	b := m.new("fmt", "rust")
	return b.Stage("dockerfile/fmt.tmpl", struct {
		Run      stage.Run
		Manifest string
		Args     []string
	}{stage.Offline(b.Script("fmt.sh"), b.From("source", "/source", "/src")), m.t.Cargo.Manifest, cargoargs.Fmt(m.t)})
}

// testrun returns the stage that runs the test programs; none where there are none.
func (m maker) testrun() []stage.Stage {
	if m.t.Test == nil {
		return nil
	}
	b := m.new("testrun", m.machine(), "tests")
	return []stage.Stage{b.Stage("dockerfile/testrun.tmpl", struct {
		Base    string
		Run     stage.Run
		On      model.Emulator
		Timeout string
		Args    []string
	}{m.machine(), stage.Offline(b.Script("testrun.sh")), m.t.Triple.Emulator(), strconv.Itoa(m.t.Test.Timeout), m.t.Test.Args})}
}
