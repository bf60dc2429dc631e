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
	Fmt         []string // cargo's command line …
	Clippy      []string // … and this one's; nil where it is not asked for
}

// testStages gives nil where the project asks for no tests. They and the
// lints have caches of their own, so that nothing of them can reach the artifact.
func testStages(p *model.Project, t *model.Target) (*testView, error) {
	if t.Test == nil {
		return nil, nil
	}
	args, err := testArgs(t)
	v := &testView{
		CacheID:     cacheID(p, t) + "/tests",
		LintCacheID: cacheID(p, t) + "/lints",
		CargoArgs:   args,
		Args:        t.Test.Args,
		Timeout:     strconv.Itoa(t.Test.Timeout),
	}
	if slices.Contains(t.Test.Lints, "fmt") {
		v.Fmt = append([]string{"fmt", "--check"}, packageArgs(t.Cargo)...)
	}
	if slices.Contains(t.Test.Lints, "clippy") {
		v.Clippy = clippyArgs(t)
	}
	for _, in := range p.Inputs {
		v.Inputs = append(v.Inputs, in.Name)
	}
	return v, err
}

// clippyArgs judge each package, whose own choice of lints stands in its
// manifest and its sources.
func clippyArgs(t *model.Target) []string {
	args := []string{"clippy", "--frozen", "--target", t.Triple.Name, "--all-targets"}
	return slices.Concat(args, buildStd(t, "test"), packageArgs(t.Cargo), featureArgs(t.Cargo), []string{"--", "--deny", "warnings"})
}

// No name holds a slash, so that no two targets of any projects share an id.
func cacheID(p *model.Project, t *model.Target) string { return "xgen/" + p.Name + "/" + t.Name }

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
