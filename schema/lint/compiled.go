package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/panics"
	"github.com/xgen-build/xgen/schema/resolve"
)

// What a target is compiled of: cargo says it, and where it does not, the project's
// own files say what may be.

// asking is how many questions are asked side by side.
const asking = 4

// question is what decides which answer a target has.
func question(t *model.Target) string {
	c := t.Cargo
	return fmt.Sprint(c.Manifest, "\x00", t.Triple.Name, "\x00", strings.Join(c.Packages, ","), "\x00", strings.Join(c.Features, ","),
		"\x00", c.NoDefaultFeatures, c.AllFeatures, nightly(t))
}

// nightly reports whether a target is built by a cargo that reads what is not stable.
func nightly(t *model.Target) bool { return strings.HasPrefix(t.Rust.Channel.V, "nightly") }

// compiled returns what cargo says of a target. All targets whose answers matter are
// asked about at the first call.
func (in *Input) compiled(t *model.Target) answer {
	if in.answers == nil {
		in.answers = in.askAll()
	}
	return in.answers[question(t)]
}

func (in *Input) askAll() map[string]answer {
	var names []string
	var targets []*model.Target
	for _, t := range in.Project.Targets {
		if name := question(t); in.mattersTo(t) && !slices.Contains(names, name) {
			names, targets = append(names, name), append(targets, t)
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
	for i, name := range names {
		out[name] = answers[i]
	}
	return out
}

// mattersTo reports whether anything is judged by what a target is compiled of.
func (in *Input) mattersTo(t *model.Target) bool {
	return in.Workspaces[t.Cargo.Manifest] != nil && (len(t.Lacks) > 0 || len(in.repositoryCrates(t)) > 0 || len(in.pageCrates(t)) > 0)
}

func (in *Input) ask(t *model.Target) answer {
	ws := in.Workspaces[t.Cargo.Manifest]
	crates, err := ws.Compiled(in.Cargo, resolve.Choice(t.Cargo), t.Triple.Name, nightly(t))
	return answer{crates, silenceOf(err)}
}
