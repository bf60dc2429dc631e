package schema

import (
	"strings"
	"testing"
)

// Without cargo's answer a crate that newer releases of Rust do not compile is warned of,
// unless a feature decides, the channel is older, the version another, or a patch changes it.
func TestOutgrownCrate(t *testing.T) {
	const warns = `Cargo.lock has rustc-serialize 0.3.24, which Rust 1.82 and newer ones do not compile, and the channel is 1.95.0: it leaves out a lifetime that rustc asks for by now: run cargo update -p rustc-serialize@0.3.24 --precise 0.3.25, or a newer one`
	for _, c := range []struct{ crate, version, rest, want string }{
		{"rustc-serialize", "0.3.24", "", warns},
		{"rustc-serialize", "0.3.24", `rust: channel: "stable"`, "and the channel is stable"},
		{"rustc-serialize", "0.3.24", `rust: {channel: "1.81.0", std: "prebuilt"}`, ""},
		{"rustc-serialize", "0.3.25", "", ""},
		{"traitobject", "0.1.0", "", "run cargo update -p traitobject@0.1.0 --precise 0.1.1"},
		{"traitobject", "0.1.0", `rust: channel: "1.90.0"`, ""},
		{"time", "0.3.29", "", ""}, // a feature decides
	} {
		root := withCrates(c.rest+"\n", c.crate+` = "0"`, c.crate)
		root["Cargo.lock"].Data = []byte(strings.Replace(string(root["Cargo.lock"].Data), `"1.0.0"`, `"`+c.version+`"`, 1))
		_, found := Load(root)
		if got := strings.Contains(found.Error(), "do not compile"); got != (c.want != "") || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s %s, %s: %v\nwant %q", c.crate, c.version, c.rest, found, c.want)
		}
	}
}
