package resolve

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"

	"github.com/xgen-build/xgen/schema/model"
)

// defaultTestTimeout is how many seconds a test program may take: some hold
// thousands of tests, and QEMU is slow.
const defaultTestTimeout = 600

// test fills in the tests of a row, nil where neither it nor the project asks
// for them. The row's own fields win one by one, as those of cargo do.
func (r *resolver) test(row input.Target, ws *Workspace) *model.Test {
	asked := first(row.Test, r.user.Test)
	if asked == nil {
		return nil
	}
	own, shared := orZero(row.Test), orZero(r.user.Test)
	args := valueOr(first(own.Args, shared.Args), nil)
	profile := first(own.Profile, shared.Profile)
	t := &model.Test{
		Args:    args.V,
		Timeout: valueOr(first(own.Timeout, shared.Timeout), defaultTestTimeout).V,
		Profile: valueOr(profile, "test").V,
		Lints:   slices.Compact(slices.Sorted(slices.Values(valueOr(first(own.Lints, shared.Lints), nil).V))),
		Origin:  model.Origin{Source: model.FromUser, Pos: asked.Pos, Why: asked.Why},
	}
	if ws != nil {
		r.profile(ws, profile)
	}
	for _, arg := range t.Args {
		if why := unreadable(arg); why != "" {
			r.refuse("test-args", args.Pos, "test.args: %q %s: remove it", arg, why)
		}
	}
	return t
}

// lintComponents are rustup's names of what the lints are.
var lintComponents = map[string]string{"clippy": "clippy", "fmt": "rustfmt"}

// addLints has rustup install what the tests ask for.
func addLints(t *model.Target) {
	if t.Test == nil {
		return
	}
	c := &t.Rust.Components
	for _, name := range t.Test.Lints {
		if slices.Contains(c.V, lintComponents[name]) {
			continue
		}
		if len(c.V) == 0 {
			c.Origin = t.Test.Origin
		}
		c.V = append(c.V, lintComponents[name])
	}
	slices.Sort(c.V)
}

// checkClippy refuses clippy where the program's target is not rustc's own: it
// is a compiler of its own, which no wrapper of rustc's reaches.
func (r *resolver) checkClippy(p *model.Project) {
	rows := map[model.Pos][]string{}
	for _, t := range p.Targets {
		if t.Test != nil && t.WideAtomics() && slices.Contains(t.Test.Lints, "clippy") {
			asked := first(orZero(r.user.Targets[t.Name].Test).Lints, orZero(r.user.Test).Lints)
			rows[asked.Pos] = append(rows[asked.Pos], t.Name)
		}
	}
	for pos, names := range rows {
		r.refuse("clippy-atomics", pos, "test.lints: clippy knows the target as rustc does, without the 64-bit atomics that std is built with (atomics: 64): for %s write test: lints: without \"clippy\", and have it on a target that needs no atomics: 64",
			strings.Join(names, ", "))
	}
}

const (
	otherFormat = "changes what the test programs print, and the results are read from that"
	noRun       = "makes the test programs run nothing"
	unstable    = "needs a nightly toolchain"
)

// testOptions are libtest's options that leave nothing to read. Those that
// choose tests (filters, --skip, --exact, --ignored) and --test-threads are not
// among them.
var testOptions = map[string]string{
	"--nocapture": otherFormat, "--no-capture": otherFormat, "--show-output": otherFormat,
	"--format": otherFormat, "--color": otherFormat, "--quiet": otherFormat, "--logfile": otherFormat,
	"--report-time": unstable, "--ensure-time": unstable, "--shuffle": unstable, "--shuffle-seed": unstable,
	"--list": noRun, "--help": noRun, "--bench": noRun,
}

// unreadable says why an argument is not passed on, "" where it is.
func unreadable(arg string) string {
	name, _, _ := strings.Cut(arg, "=")
	if why := testOptions[name]; why != "" {
		return why
	}
	if len(arg) < 2 || arg[0] != '-' || arg[1] == '-' {
		return ""
	}
	switch arg[1] { // one dash and several letters are several options
	case 'Z':
		return unstable
	case 'h':
		return noRun
	case 'q':
		return otherFormat
	}
	return ""
}
