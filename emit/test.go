package emit

import (
	"slices"
	"strconv"

	"github.com/xgen-build/xgen/emit/quote"
	"github.com/xgen-build/xgen/schema/model"
)

// testView is what Dockerfile.tmpl shows of the project's own tests.
type testView struct {
	CacheID     string
	LintCacheID string
	Inputs      []string // names
	CargoArgs   []string
	Args        []string
	Timeout     string
	Lints       []lintView
}

// lintView is a command of cargo's that the sources must pass.
type lintView struct {
	Args     []string
	Compiles bool // what it has made of the crates is kept for the next time
}

// testStages gives nil where the project asks for no tests. They and the
// lints have caches of their own, so that nothing of them can reach the artifact.
func testStages(p *model.Project, t *model.Target) (*testView, error) {
	if t.Test == nil {
		return nil, nil
	}
	args, err := testArgs(t)
	v := &testView{
		CacheID:     cacheID(p, t) + "-tests",
		LintCacheID: cacheID(p, t) + "-lints",
		CargoArgs:   args,
		Args:        t.Test.Args,
		Timeout:     strconv.Itoa(t.Test.Timeout),
		Lints:       lints(t),
	}
	for _, in := range p.Inputs {
		v.Inputs = append(v.Inputs, in.Name)
	}
	return v, err
}

// lints are the commands that the sources must pass. Each package's own choice
// of lints stands in its manifest and its sources.
func lints(t *model.Target) []lintView {
	var out []lintView
	for _, name := range t.Test.Lints {
		v := lintView{Args: append([]string{"fmt", "--check"}, packageArgs(t.Cargo)...)}
		if name == "clippy" {
			v.Compiles = true
			v.Args = slices.Concat([]string{"clippy", "--frozen", "--target", t.Triple.Name, "--all-targets"}, buildStd(t, "test"), packageArgs(t.Cargo), featureArgs(t.Cargo), []string{"--", "--deny", "warnings"})
		}
		out = append(out, v)
	}
	return out
}

func cacheID(p *model.Project, t *model.Target) string { return "xgen-" + p.Name + "-" + t.Name }

// testArgs is the command line of cargo, after the configuration: the build's,
// but for the choice of binaries. The programs are stripped like the artifact:
// zig has built the libc of that kind once, and would build another in each run.
func testArgs(t *model.Target) ([]string, error) {
	strip, err := quote.TOML(t.Cargo.Strip)
	args := []string{
		// Behind `test` it would make cargo forget what stands before.
		"--config", "profile." + t.Test.Profile + ".strip=" + strip,
		"test", "--frozen", "--target", t.Triple.Name, "--profile", t.Test.Profile,
	}
	return slices.Concat(args, buildStd(t, "test"), packageArgs(t.Cargo), featureArgs(t.Cargo)), err
}
