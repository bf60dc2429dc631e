package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/panics"
	"github.com/xgen-build/xgen/schema/resolve"
)

// What a target is compiled of: cargo says it, and where it does not, the project's
// own files say what may be.

// asking is how many questions are asked side by side.
const asking = 4

// question is what decides which answer a target has.
func (in *Input) question(t *model.Target) string {
	return choice(t) + "\x00" + t.Triple.Name + "\x00" + strings.Join(t.Cargo.CfgFlags, "\x00")
}

// choice is what decides it beside the triple.
func choice(t *model.Target) string {
	c := t.Cargo
	return fmt.Sprint(c.Manifest, "\x00", strings.Join(c.Packages, ","), "\x00", strings.Join(c.Features, ","),
		"\x00", c.NoDefaultFeatures, c.AllFeatures, t.Test != nil, nightly(t))
}

// nightly reports whether a target is built by a cargo that reads what is not stable.
func nightly(t *model.Target) bool { return strings.HasPrefix(t.Rust.Channel.V, "nightly") }

// compiled returns what cargo says of a target. All targets whose answers matter are
// asked about at the first call.
func (in *Input) compiled(t *model.Target) answer { return in.told()[in.question(t)] }

// told returns what cargo says, by question. Of targets whose answers do not matter one
// of each choice is asked about, since cargo may refuse it.
func (in *Input) told() map[string]answer {
	if in.answers == nil {
		in.answers = in.askAll()
	}
	return in.answers
}

func (in *Input) askAll() map[string]answer {
	var names []string
	var targets []*model.Target
	chosen := map[string]bool{}
	for _, always := range []bool{false, true} {
		for _, t := range in.Project.Targets {
			name := in.question(t)
			ws := in.Workspaces[t.Cargo.Manifest]
			asks := in.mattersTo(t) || always && !chosen[choice(t)] && ws != nil && ws.Lock != ""
			if asks && !slices.Contains(names, name) {
				names, targets = append(names, name), append(targets, t)
				chosen[choice(t)] = true
			}
		}
	}
	answers := make([]answer, len(targets))
	var g panics.Group
	g.SetLimit(asking)
	for i, t := range targets {
		g.Go(func() error {
			answers[i] = in.ask(t)
			return nil
		})
	}
	_ = g.Wait()
	out := map[string]answer{}
	in.refused = map[string][]*cargo.Silence{}
	for i, name := range names {
		out[name] = answers[i]
		if s := answers[i].silence; s != nil && s.OfProject() {
			in.refused[choice(targets[i])] = append(in.refused[choice(targets[i])], s)
		}
	}
	return out
}

// mattersTo reports whether anything is judged by what a target is compiled of.
func (in *Input) mattersTo(t *model.Target) bool {
	return in.Workspaces[t.Cargo.Manifest] != nil && (len(t.Lacks) > 0 || len(in.repositoryCrates(t)) > 0 || len(in.pageCrates(t)) > 0 || in.mayMissTool(t) || in.mayBeOutgrown(t))
}

func (in *Input) ask(t *model.Target) answer {
	ws := in.Workspaces[t.Cargo.Manifest]
	ask := func(c cargo.Choice) ([]cargo.Compiled, error) {
		return ws.Compiled(in.Cargo, c, t.Triple.Name, t.Cargo.CfgFlags, nightly(t))
	}
	c := resolve.Choice(t.Cargo)
	crates, err := ask(c)
	a := answer{crates: crates, silence: silenceOf(err)}
	if c.Tests = t.Test != nil && err == nil; c.Tests {
		a.tested, err = ask(c)
		a.silence = silenceOf(err)
	}
	return a
}

// refusal returns why cargo refuses what a target is built of, nil where it does not, or
// where the cargo of the build may have learnt to take it.
func (in *Input) refusal(t *model.Target) *cargo.Silence {
	in.told()
	for _, s := range in.refused[choice(t)] {
		if in.counts(t, s) {
			return s
		}
	}
	return nil
}

// counts reports whether a refusal is one of the build's cargo too.
func (in *Input) counts(t *model.Target, s *cargo.Silence) bool {
	return s != nil && s.Release != "" && !t.Rust.After(s.Release) && !(t.Rust.Unstable() && s.Unstable())
}

// describe asks cargo what the manifests of a target say, once.
func (in *Input) describe(t *model.Target) *description {
	if in.described == nil {
		in.described = map[string]*description{}
	}
	name := fmt.Sprint(t.Cargo.Manifest, " ", nightly(t))
	d := in.described[name]
	if d == nil {
		different, err := in.Workspaces[t.Cargo.Manifest].Differences(in.Cargo, nightly(t))
		d = &description{different, silenceOf(err)}
		in.described[name] = d
	}
	return d
}
