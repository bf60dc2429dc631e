package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// tests loads an ordinary project and gives what it asks of its tests.
func tests(t *testing.T, more string) *model.Test {
	t.Helper()
	p, found := Load(with(smallest+more, "Cargo.toml", crate("hello", "[profile.quick]\ninherits = \"release\"\n")))
	if p == nil {
		t.Fatalf("%s: %v", more, found)
	}
	return p.Targets[0].Test
}

// The row's own fields win one by one; what nobody says has a default.
func TestTestsOfARow(t *testing.T) {
	if got := tests(t, ""); got != nil {
		t.Errorf("nobody asks and there is %+v", got)
	}
	if got := tests(t, "test: {}\n"); got == nil || got.Timeout != 600 || got.Profile != "test" || got.Args != nil || got.Pos.Line != 3 {
		t.Errorf("the defaults are %+v", got)
	}
	got := tests(t, `test: {args: ["--skip", "slow"], timeout: 5, why: "all"}`+"\n"+
		`targets: armv5te: test: {timeout: 9, profile: "quick"}`+"\n")
	if !slices.Equal(got.Args, []string{"--skip", "slow"}) || got.Timeout != 9 || got.Profile != "quick" || got.Pos.Line != 4 {
		t.Errorf("joined they are %+v", got)
	}
	if got := tests(t, "targets: armv5te: test: {}\n"); got == nil {
		t.Error("a row that asks for tests has none")
	}
}

func TestTestArguments(t *testing.T) {
	for args, want := range map[string]string{
		`"--nocapture"`:                  `"--nocapture" changes what the test programs print`,
		`"mod", "--format=json"`:         `"--format=json" changes what`,
		`"--color", "always"`:            `"--color" changes what`,
		`"-q"`:                           `"-q" changes what`,
		`"--logfile=x"`:                  `"--logfile=x" changes what`,
		`"--show-output"`:                `"--show-output" changes what`,
		`"--list"`:                       `"--list" makes the test programs run nothing`,
		`"-h"`:                           `"-h" makes the test programs run nothing`,
		`"-Zunstable-options"`:           `"-Zunstable-options" needs a nightly toolchain`,
		`"--report-time"`:                `"--report-time" needs a nightly toolchain`,
		`"a::b", "--skip", "c"`:          "",
		`"--exact", "--include-ignored"`: "",
		`"--ignored"`:                    "",
		`"--test-threads=1"`:             "",
		`"-"`:                            "",
	} {
		_, found := Load(project(smallest + "test: args: [" + args + "]\n"))
		if want == "" && len(found) > 0 {
			t.Errorf("%s: %v", args, found)
		}
		if want != "" && (len(found) != 1 || found[0].Pos.Line != 3 || !strings.HasPrefix(found[0].Message, "test.args: "+want)) {
			t.Errorf("%s: %v, want %s", args, found, want)
		}
	}
}

func TestTestFaults(t *testing.T) {
	for definitions, want := range map[string]string{
		"timeout: 0":           `test.timeout is 0: want seconds, from 1 to 86400`,
		"timeout: \"5\"":       `test.timeout is "5": want seconds, from 1 to 86400`,
		"timeOut: 5":           `unknown field "timeOut" in test: did you mean "timeout"?`,
		`profile: "relaese"`:   `no profile "relaese" in the workspace: did you mean "release"?`,
		`args: "--skip"`:       `test.args is "--skip": want a list of arguments, one string each`,
		`args: ["a\u0000"]`:    `test.args[0]`,
		`why: "syntax=docker"`: `test.why is "syntax=docker": it begins with syntax=, as a directive of a Dockerfile does: begin with another word`,
	} {
		_, found := Load(project(smallest + "test: {" + definitions + "}\n"))
		if len(found) != 1 || found[0].Pos.Line != 3 || !strings.HasPrefix(found[0].Message, want) {
			t.Errorf("%s: %v, want %s", definitions, found, want)
		}
	}
}
