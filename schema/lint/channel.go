package lint

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
)

// floats matches a channel that names one compiler today and another tomorrow:
// 1.95 is the newest 1.95.x.
var floats = regexp.MustCompile(`^(stable|beta|nightly|[0-9]+[.][0-9]+)$`)

var floatingChannel = Rule{
	Name: "floating-channel",
	Why:  "a channel without a version or a date is another compiler next month",
	Run: eachTarget(func(in Input, t *model.Target) (found model.Diagnostics) {
		if c := t.Rust.Channel; floats.MatchString(c.V) {
			found = append(found, model.Diagnostic{
				Pos: pos(c.Pos, t.Pos), Severity: model.Warning,
				Message: fmt.Sprintf("rust channel %q moves: two builds of one commit can differ; name a version such as \"1.95.0\", or a date", c.V),
			})
		}
		return found
	}),
}

var oldRust = Rule{
	Name: "old-rust",
	Why:  "cargo would refuse the package only after everything else was built",
	Run: eachTarget(func(in Input, t *model.Target) (found model.Diagnostics) {
		ws := in.Workspaces[t.Cargo.Manifest]
		have, err := semver.NewVersion(t.Rust.Channel.V)
		if ws == nil || err != nil {
			return nil
		}
		for _, p := range ws.Built(t.Cargo.Packages) {
			if need, err := semver.NewVersion(p.RustVersion); err == nil && have.LessThan(need) {
				found = append(found, model.Diagnostic{
					Pos: pos(t.Rust.Channel.Pos, t.Pos), Severity: model.Error,
					Message: fmt.Sprintf("package %s needs Rust %s and the channel is %s: write rust: channel: %q",
						p.Name, p.RustVersion, t.Rust.Channel.V, need.String()),
				})
			}
		}
		return found
	}),
}

var channelFloor = Rule{
	Name: "channel-floor",
	Why:  "std is built from rust-src as a workspace of its own, library/Cargo.toml, and rust-src has none before 1.82 (rust-lang/rust#128534)",
	Run: eachTarget(func(in Input, t *model.Target) (found model.Diagnostics) {
		if t.Rust.Std.V != model.StdPrebuilt && belowFloor(t.Rust.Channel.V) {
			found = append(found, model.Diagnostic{
				Pos: pos(t.Rust.Channel.Pos, t.Pos), Severity: model.Error,
				Message: fmt.Sprintf("std for %s is built from source, which Rust %s cannot: write rust: channel: %q or a newer one",
					t.Triple.Name, t.Rust.Channel.V, stdFloor.String()),
			})
		}
		return found
	}),
}

// The first release whose rust-src has library/Cargo.toml; up to lastOld every
// nightly was one of 1.81 or older.
var stdFloor = semver.MustParse("1.82.0")

const lastOld = "nightly-2024-07-19"

func belowFloor(channel string) bool {
	if strings.HasPrefix(channel, "nightly-") {
		return channel <= lastOld
	}
	v, err := semver.NewVersion(channel)
	return err == nil && v.LessThan(stdFloor)
}

func pos(a, b model.Pos) model.Pos {
	if a.IsValid() {
		return a
	}
	return b
}
