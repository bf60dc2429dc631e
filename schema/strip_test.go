package schema

import (
	"testing"
	"testing/fstest"
)

// Who asks for symbols or debug information gets them, wherever that is
// written, and the contract promises no stripped binary. targets.cue is
// stronger than cargo's own files.
func TestStripIsKept(t *testing.T) {
	const tiny = "cargo: profile: \"tiny\"\n"
	config := func(definitions, text string) fstest.MapFS {
		return with(smallest+definitions, ".cargo/config.toml", text)
	}
	for _, c := range []struct {
		name, strip string
		sets        bool // the emitted file sets it
		files       fstest.MapFS
	}{
		{"nothing said", "symbols", true, project(smallest)},
		{"configuration", "none", false, config("", "[profile.release]\nstrip = \"none\"\n")},
		{"profile of the configuration", "none", false, config(tiny, "[profile.tiny]\ninherits = \"dev\"\n")},
		{"debug information", "none", false, with(smallest, "Cargo.toml", crate("hello", "[profile.release]\ndebug = true\n"))},
		{"targets.cue", "symbols", true, config("cargo: strip: \"symbols\"\n", "[profile.release]\ndebug = true\n")},
	} {
		p, found := Load(c.files)
		if p == nil {
			t.Fatal(found)
		}
		got := p.Targets[0]
		if got.Cargo.Strip != c.strip || (got.Cargo.ProfileSettings.Strip != nil) != c.sets || got.Contract.Stripped.V != (c.strip == "symbols") {
			t.Errorf("%s: strips %q, sets %v, and promises %v", c.name, got.Cargo.Strip, got.Cargo.ProfileSettings.Strip, got.Contract.Stripped.V)
		}
	}
	_, found := Load(config("contract: stripped: true\n", "[profile.release]\ndebug = 1\n"))
	checkFound(t, found.Error(), []string{"targets.cue:3:21: contract.stripped: the profile keeps the symbol table: write cargo: strip: \"symbols\""})
}

// A flag stands behind what the profile says, and is heard in its place.
func TestStripByFlag(t *testing.T) {
	for rest, want := range map[string]string{
		"flags: f: {rustc: [\"-Cstrip=none\"], why: \"w\"}\ncontract: stripped: true\n":                            `targets.cue:3:19: flags.f: "-Cstrip=none" keeps the symbol table, whatever the profile says, and contract.stripped is true (targets.cue:4:21): write cargo: strip: "none" in its place`,
		"flags: f: {rustc: [\"-Cstrip=none\"], why: \"w\"}\ncontract: stripped: false\n":                           "",
		"flags: f: {rustc: [\"-Cstrip=none\"], why: \"w\"}\ncargo: strip: \"none\"\n":                              "",
		"flags: f: {rustc: [\"-Cstrip=symbols\"], why: \"w\"}\ncargo: strip: \"none\"\ncontract: stripped: true\n": "",
		"flags: f: {c: [\"-Cstrip=none\"], why: \"w\"}\n":                                                          "",
	} {
		if _, found := Load(project(smallest + rest)); found.Error() != want {
			t.Errorf("%s\n%v\nwant\n%s", rest, found, want)
		}
	}
}

// A word that is none is said once, however many targets there are.
func TestStripIsAWord(t *testing.T) {
	_, found := Load(with(smallest+"targets: x64: triple: \"x86_64-unknown-linux-musl\"\n", "Cargo.toml", crate("hello", "[profile.release]\nstrip = \"bogus\"\n")))
	checkFound(t, found.Error(), []string{`Cargo.toml:6:1: profile.release.strip is "bogus": want`})
}
