package lint

import (
	"fmt"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
)

var floatingChannel = Rule{
	Name: "floating-channel",
	Why:  "a channel without a version or a date is another compiler next month",
	Run: func(in Input) model.Diagnostics {
		var found model.Diagnostics
		for _, t := range in.Project.Targets {
			switch c := t.Rust.Channel; c.V {
			case "stable", "beta", "nightly":
				found = append(found, model.Diagnostic{
					Pos: c.Pos, Severity: model.Warning,
					Message: fmt.Sprintf("rust channel %q moves: two builds of one commit can differ; name a version or a date", c.V),
				})
			}
		}
		return found.Sort()
	},
}

var oldRust = Rule{
	Name: "old-rust",
	Why:  "cargo would refuse the package only after everything else was built",
	Run: func(in Input) model.Diagnostics {
		var found model.Diagnostics
		for _, t := range in.Project.Targets {
			ws := in.Workspaces[t.Cargo.Manifest]
			have, err := semver.NewVersion(t.Rust.Channel.V)
			if ws == nil || err != nil {
				continue
			}
			for _, p := range ws.Packages {
				if need, err := semver.NewVersion(p.RustVersion); err == nil && have.LessThan(need) {
					found = append(found, model.Diagnostic{
						Pos: pos(t.Rust.Channel.Pos, t.Pos), Severity: model.Error,
						Message: fmt.Sprintf("package %s needs Rust %s and the channel is %s: write rust: channel: %q",
							p.Name, p.RustVersion, t.Rust.Channel.V, need.String()),
					})
				}
			}
		}
		return found.Sort()
	},
}

func pos(a, b model.Pos) model.Pos {
	if a.IsValid() {
		return a
	}
	return b
}
