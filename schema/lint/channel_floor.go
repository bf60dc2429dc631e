package lint

import (
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var stdChannel = check{
	rule.Error("channel-floor", "std is built from rust-src as a workspace of its own, library/Cargo.toml, and rust-src has none before 1.82 (rust-lang/rust#128534)"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if t.Rust.Std.V != model.StdPrebuilt && noStdWorkspace(t.Rust.Channel.V) {
			f.at(either(t.Rust.Channel.Pos, t.Pos), "std for %s is built from source, which Rust %s cannot: write rust: channel: %q or a newer one",
				t.Triple.Name, t.Rust.Channel.V, firstStdWorkspace.String())
		}
	}),
}

// The first release whose rust-src has library/Cargo.toml; up to the nightly
// every one was of 1.81 or older.
var firstStdWorkspace = semver.MustParse("1.82.0")

const lastWithoutStdWorkspace = "nightly-2024-07-19"

func noStdWorkspace(channel string) bool {
	if strings.HasPrefix(channel, "nightly-") {
		return channel <= lastWithoutStdWorkspace
	}
	v, err := semver.NewVersion(channel)
	return err == nil && v.LessThan(firstStdWorkspace)
}
