package schema

import "testing"

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
