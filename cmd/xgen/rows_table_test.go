//go:build e2e && rows

package main

import (
	"slices"
	"strings"
	"testing"
)

// The page says what was seen, and which row failed.
func TestRowPage(t *testing.T) {
	page := rowsPage{
		Xgen: "0.1.0", Machine: "a machine", Jobs: 2, Engine: "private", FromNothing: 61.4, Cached: 2.26, Steps: rowSteps{30, 20},
		Rows: []rowResult{
			{
				Row: 2, Project: "vpn", Target: "mips", Triple: "mips-unknown-linux-musl", Toolchain: "zig 0.14.1", Std: "sysroot", Atomics: "64", OK: true,
				Verified: []string{"class", "static"}, Smoke: []rowSmoke{{Command: []string{"vpnc", "s"}, Daemon: []string{"vpnd", "s"}, CPU: "24Kc"}},
				Tests: rowTests{Passed: 3, Ignored: 1}, Patches: []string{"schemars 0.8.22"}, Bytes: map[string]int64{"b": 2, "a": 1}, SameBytes: true, FromNothing: 60.2, Cached: 1.004, Note: "as had",
			},
			{Row: 5, Project: "primer", Target: "x", Triple: "t", Toolchain: "debian gcc", Std: "prebuilt", Error: "a | b", Note: "as had"},
			{Row: 5, Project: "primer", Target: "y", Triple: "t", Toolchain: "debian gcc", Std: "prebuilt", OK: true, Differs: []string{"a: 1 bytes differ", "b"}, Cached: 0.99},
		},
	}
	text := page.text()
	for _, want := range []string{
		"xgen 0.1.0, 2 targets at a time, engine private: 3 rows from nothing in 61 s, and with everything cached in 2.3 s.\n",
		"Of the 30 steps of their Dockerfiles the engine did 20; the others it had done for another row.\nThe machine: a machine.",
		"| 2 | vpn/mips | mips-unknown-linux-musl | zig 0.14.1 | sysroot, atomics: 64 | 2 promises held; ran `vpnc s` beside `vpnd s` on 24Kc; 3 tests passed, 1 ignored; patched schemars 0.8.22 | a 1, b 2 | yes | 60 s | 1.00 s, over 1 s |",
		"| 5 | primer/x | t | debian gcc | prebuilt | FAILED: a \\| b |  |  | 0 s | 0.00 s |",
		"| 5 | primer/y | t | debian gcc | prebuilt | 0 promises held |  | NO: a: 1 bytes differ; b | 0 s | 0.99 s |",
		"- Row 2, vpn: as had.\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestRowsAsked(t *testing.T) {
	groups := []rowGroup{{Row: 1, Project: "vpn", Targets: []string{"a", "b"}}, {Row: 2, Project: "vpn", Targets: []string{"c"}}, {Row: 5, Project: "primer", Targets: []string{"d"}}}
	for only, want := range map[string]string{"": "a b c", "vpn": "a b c", "vpn/b": "b", "vpn/c vpn/a": "a c", "primer": "", "primer/a": ""} {
		var got []string
		for _, g := range wantedOf(groups, "vpn", strings.Fields(only)) {
			got = append(got, g.Targets...)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q asks for %v", only, got)
		}
	}
	if got := projectsOf(groups); !slices.Equal(got, []string{"vpn", "primer"}) {
		t.Error(got)
	}
}
