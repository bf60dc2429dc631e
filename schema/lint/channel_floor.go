package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

const (
	// The first release whose rust-src has library/Cargo.toml.
	firstStdWorkspace = "1.82.0"
	// The first one whose std for musl calls no names with 64 at their ends.
	firstStdOfNewMusl = "1.72.0"
)

var stdChannel = check{
	rule.Error("channel-floor", "std is built from rust-src as a workspace of its own, library/Cargo.toml, and rust-src has none before 1.82 (rust-lang/rust#128534); what rustup ships for musl calls stat64 before 1.72, and musl has it no longer since 1.2.4"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		prebuilt := t.Rust.Std.V == model.StdPrebuilt
		switch pos := either(t.Rust.Channel.Pos, t.Pos); {
		case !prebuilt && t.Rust.Before(firstStdWorkspace):
			f.at(pos, "std for %s is built from source, which Rust %s cannot: %s",
				t.Triple.Name, t.Rust.Channel.V, newerChannel(t, firstStdWorkspace))
		case prebuilt && t.Toolchain.NewMusl && t.Rust.Before(firstStdOfNewMusl):
			f.at(pos, "std of Rust %s for %s calls stat64 and other names that musl has no longer, and no program with it links: %s",
				t.Rust.Channel.V, t.Triple.Name, newerChannel(t, firstStdOfNewMusl))
		}
	}),
}
