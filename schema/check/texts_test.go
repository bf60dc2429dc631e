package check_test

import (
	"strings"
	"testing"
)

// TestRow64Texts: what no file could carry is refused with its place, the reason
// and what is allowed; what files carry passes, spaces of other scripts too.
func TestRow64Texts(t *testing.T) {
	const arguments = "flags: f: c: "
	quarter := strings.Repeat("\""+strings.Repeat("a", 1000)+"\", ", 4)
	for src, want := range map[string]string{
		"env: A: \"a\u00a0b\"\n":                             "",
		"contract: smoke: args: [\"\u3000\"]\n":              "",
		"test: args: [\"\u2003\"]\n":                         "",
		"flags: f: {why: \"\u00a0\", c: [\"\u00a0\"]}\n":     "",
		"env: A: \"\\ufeffx\"\n":                             "targets.cue:3:9: env.A holds the unprintable character U+FEFF: write plain text",
		"env: A: \"\\u0085\"\n":                              "targets.cue:3:9: env.A holds the control character U+0085: write plain text",
		"env: A: \"\\u2029\"\n":                              "targets.cue:3:9: env.A holds the unprintable character U+2029: write plain text",
		"flags: f: {c: [\"x\"], why: \" Check =x\"}\n":       `targets.cue:3:27: flags.f.why is " Check =x": it begins with Check =, as a directive of a Dockerfile does: begin with another word`,
		"toolchain: {kind: \"debian\", why: \"escape=`\"}\n": "targets.cue:3:34: toolchain.why is \"escape=`\": it begins with escape=, as a directive of a Dockerfile does: begin with another word",
		"libraries: a: {kind: \"cmake\", source: {kind: \"url\", sha256: \"" + strings.Repeat("ab", 32) + "\", url: \"https://example.org/" + strings.Repeat("a", 1000) + "\"}}\n": "targets.cue:3:134: libraries.a.source.url has 1020 characters: at most 1000 are allowed",
		"contract: smoke: stdout: \"" + strings.Repeat("a", 50_001) + "\"\n":        "targets.cue:3:26: contract.smoke.stdout has 50001 characters: at most 50000 are allowed",
		"contract: smoke: args: [" + strings.Repeat(quarter, 3) + "]\n":             "targets.cue:3:24: contract.smoke.args holds 12024 bytes of text in all: at most 10000 are allowed, so that they fit into one command",
		arguments + "[" + quarter + quarter + "]\nflags: g: c: [" + quarter + "]\n": "targets.cue:4:8: flags holds 12036 bytes of text in all: at most 12000 are allowed, so that they fit into one command",
		arguments + "[" + quarter + quarter + "]\n":                                 "",
	} {
		got := checked("name: \"hello\"\n" + row + src).Error()
		if got != want {
			t.Errorf("%.80s gives\n  %s\nwant\n  %s", src, got, want)
		}
	}
}
