package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// The first release whose rust-src has library/Cargo.toml.
const firstStdWorkspace = "1.82.0"

var stdChannel = check{
	rule.Error("channel-floor", "std is built from rust-src as a workspace of its own, library/Cargo.toml, and rust-src has none before 1.82 (rust-lang/rust#128534)"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if t.Rust.Std.V != model.StdPrebuilt && t.Rust.Before(firstStdWorkspace) {
			f.at(either(t.Rust.Channel.Pos, t.Pos), "std for %s is built from source, which Rust %s cannot: %s",
				t.Triple.Name, t.Rust.Channel.V, newerChannel(t, firstStdWorkspace))
		}
	}),
}
