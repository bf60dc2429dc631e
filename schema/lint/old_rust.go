package lint

import (
	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var oldRust = check{
	rule.Error("old-rust", "cargo would refuse the package only after everything else was built"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		ws := in.Workspaces[t.Cargo.Manifest]
		have, err := semver.NewVersion(t.Rust.Channel.V)
		if ws == nil || err != nil {
			return
		}
		for _, p := range ws.Built(t.Cargo.Packages) {
			if need, err := semver.NewVersion(p.RustVersion); err == nil && have.LessThan(need) {
				f.at(either(t.Rust.Channel.Pos, t.Pos), "package %s needs Rust %s and the channel is %s: write rust: channel: %q",
					p.Name, p.RustVersion, t.Rust.Channel.V, need.String())
			}
		}
	}),
}
