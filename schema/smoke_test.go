package schema

import (
	"testing"
	"testing/fstest"
)

// What a smoke command is promised to print may name an input, which must be
// there, and no field twice.
func TestRow74SmokeFields(t *testing.T) {
	const (
		start  = "name: \"hello\"\n" + row + "inputs: GIT_VERSION: default: \"v1\"\n"
		first  = "contract: smoke: {args: [\"--json\"], "
		inputs = "inputs: version: "
	)
	for _, c := range []struct{ smoke, want string }{
		{inputs + `"GIT_VERSION"`, ""},
		{inputs + `"GIT_VERSIO"`, `targets.cue:4:54: contract.smoke: no input "GIT_VERSIO": did you mean "GIT_VERSION"?`},
		{inputs + `"ELSE"`, `targets.cue:4:54: contract.smoke: no input "ELSE": declare it: inputs: ELSE: default: "…"`},
		{`json: version: "1", ` + inputs + `"GIT_VERSION"`, `field "version" is promised twice: keep one`},
		{`json: arch: "arm", facts: arch: "arch"`, `field "arch" is promised twice: keep one`},
		{`facts: version: "arch", ` + inputs + `"GIT_VERSION"`, `field "version" is promised twice: keep one`},
		{`bin: "hello", ` + inputs + `"GIT_VERSION"`, ""},
		{`bin: "helo", ` + inputs + `"GIT_VERSION"`, `no binary "helo" in the workspace: did you mean "hello"?`},
		{`daemon: bin: "helo"`, `no binary "helo" in the workspace: did you mean "hello"?`},
	} {
		p, found := Load(project(start + first + c.smoke + "}\n"))
		checkMessage(t, c.smoke, p != nil, found, c.want)
	}
}

// 85: of several binaries the one is run that cargo run takes.
func TestDefaultRun(t *testing.T) {
	const smoke = "contract: smoke: args: [\"--version\"]\n"
	const several = "contract.smoke: there are several binaries"
	one := func(run string) fstest.MapFS {
		return with(smallest+smoke, "Cargo.toml", crate("hello", run), "src/bin/helper.rs", "")
	}
	two := func(a, b, packages string) fstest.MapFS {
		return with(smallest+packages+smoke, "Cargo.toml", twoCrates, "a/Cargo.toml", crate("a", a), "a/src/main.rs", "", "b/Cargo.toml", crate("b", b), "b/src/main.rs", "")
	}
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		bin   string
		want  string
	}{
		{"85-default-run", one("default-run = \"hello\"\n"), "hello", ""},
		{"the other", one("default-run = \"helper\"\n"), "helper", ""},
		{"none", one(""), "", several},
		{"of another name", one("default-run = \"helpr\"\n"), "", `Cargo.toml:5:1: default-run is "helpr", and the package has no such binary, which cargo refuses: write one of those that it has (hello, helper), or remove it`},
		{"not turned on", with(smallest+smoke, "Cargo.toml", crate("hello", "default-run = \"c\"\n[features]\nx = []\n[[bin]]\nname = \"c\"\nrequired-features = [\"x\"]\n"), "src/bin/helper.rs", ""), "", several},
		{"of one package", two("default-run = \"a\"\n", "", ""), "a", ""},
		{"of both", two("default-run = \"a\"\n", "default-run = \"b\"\n", ""), "", several},
		{"of another package", two("default-run = \"a\"\n", "", "cargo: packages: [\"b\"]\n"), "b", ""},
	} {
		p, found := Load(c.files)
		checkMessage(t, c.name, p != nil, found, c.want)
		if p != nil && p.Targets[0].Contract.Smoke.Bin != c.bin {
			t.Errorf("%s: %q is run, want %q", c.name, p.Targets[0].Contract.Smoke.Bin, c.bin)
		}
	}
}
