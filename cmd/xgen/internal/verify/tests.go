package verify

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// allPass is what each test program promises.
const allPass = "all pass"

// CheckTests compares the results of the project's test programs with the
// promise that their tests pass. It returns one row for each program, and one
// more where no test was run at all, since that proves nothing.
func CheckTests(t *model.Test, programs []Program) []Row {
	if t == nil {
		return nil
	}
	var rows []Row
	ran := 0
	for _, p := range programs {
		ran += len(p.Tests) - count(p.Tests, TestIgnored)
		rows = append(rows, Row{p.Package, "tests " + printable(p.Source), allPass, p.found(), status(p.held()), t.Origin})
	}
	if ran == 0 {
		rows = append(rows, Row{"", "tests", "at least one", noneRan(t), Failed, t.Origin})
	}
	return rows
}

// held reports whether the program kept its promise.
func (p Program) held() bool { return p.Exit == 0 && p.Problem == "" && len(p.Broken()) == 0 }

// Broken returns the tests that did not pass.
func (p Program) Broken() []Test {
	var out []Test
	for _, t := range p.Tests {
		if t.Outcome == TestFailed || t.Outcome == TestUnfinished {
			out = append(out, t)
		}
	}
	return out
}

// found returns the numbers of tests by outcome, the worst first.
func (p Program) found() string {
	var parts []string
	if p.Problem != "" {
		parts = append(parts, printable(p.Problem))
	}
	for _, o := range []struct {
		outcome Outcome
		word    string
	}{{TestFailed, "failed"}, {TestUnfinished, "unfinished"}, {TestPassed, "passed"}, {TestIgnored, "ignored"}} {
		if n := count(p.Tests, o.outcome); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, o.word))
		}
	}
	if parts == nil {
		return "no tests"
	}
	return strings.Join(parts, ", ")
}

// noneRan returns why no test was run.
func noneRan(t *model.Test) string {
	if len(t.Args) > 0 {
		return "none: test.args leave out all of them"
	}
	return "none: the project has no tests"
}
