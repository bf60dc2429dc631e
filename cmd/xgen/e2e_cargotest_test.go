//go:build e2e

package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// outcomes is each test of a run by the name of its program's file and its own.
type outcomes map[string]string

// testRun runs a target, and returns what became of its tests and what was said.
func (e *e2e) testRun(want int, args ...string) (outcomes, string) {
	e.t.Helper()
	out, _ := e.xgen(want, append([]string{"run", "armv5te", "-o", "json"}, args...)...)
	var run struct {
		Results []struct {
			Tests []struct {
				Source, CPU string
				Tests       []struct{ Name, Outcome string }
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &run); err != nil || len(run.Results) != 1 {
		e.t.Fatalf("%v\n%s", err, out)
	}
	got := outcomes{}
	for _, p := range run.Results[0].Tests {
		if p.CPU != "arm926" {
			e.t.Errorf("%s ran on %q", p.Source, p.CPU)
		}
		for _, t := range p.Tests {
			got[p.Source+" "+t.Name] = t.Outcome
		}
	}
	return got, out
}

// The probe's own tests, all that its source declares, pass on the oldest CPU,
// and the binary is the same with and without them.
func TestE2ECargoTestProbe(t *testing.T) {
	e := probe(t)
	// A name of its own has caches of its own.
	definitions := strings.NewReplacer("name: \"probe\"", "name: \"probe-tests\"", "\ntest: {}\n", "\n").Replace(e.read("targets.cue"))
	e.write("targets.cue", definitions)
	e.xgen(0, "run", "armv5te", "--emit")
	want := e.sum(shipped)
	e.write("targets.cue", definitions+"\ntest: {}\n")
	e.xgen(0, "emit")
	got, _ := e.testRun(0)
	declared, passed := 0, 0
	for _, name := range []string{"checks", "clock", "main", "metrics", "report", "zlib"} {
		declared += strings.Count(e.read("testdata/probe/src/"+name+".rs"), "#[test]")
	}
	for _, outcome := range got {
		if outcome == "ok" {
			passed++
		}
	}
	if declared < 9 || passed != declared || len(got) != declared || got["src/main.rs checks::tests::a_panic_unwinds"] != "ok" {
		t.Errorf("%d passed of %v", passed, got)
	}
	if sum := e.sum(shipped); sum != want {
		t.Errorf("with tests %s is shipped, and %s without", sum, want)
	}
}

func (e *e2e) read(name string) string {
	e.t.Helper()
	data, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.t.Fatal(err)
	}
	return string(data)
}

// A project that tries what tests may expect of cargo, beside a configuration for the
// machine at home: the package's folder and variables, the binary that they start, a
// network of their own. Then one fails, and one never ends: both are named, and what was
// published stays.
func TestE2ECargoTestProject(t *testing.T) {
	e := projectCopy(t, "tested")
	definitions := e.read("targets.cue")
	e.xgen(0, "emit")
	want := outcomes{
		"src/lib.rs tests::sums":                             "ok",
		"src/lib.rs tests::panics":                           "ok",
		"src/lib.rs tests::takes_long":                       "ignored",
		"src/lib.rs tests::reads_a_file_of_the_package":      "ok",
		"src/lib.rs tests::reads_what_the_build_script_made": "ok",
		"src/lib.rs tests::knows_what_cargo_says":            "ok",
		"src/lib.rs tests::has_a_network_of_its_own":         "ok",
		"src/lib.rs tests::fails_where_it_is_asked_to":       "ok",
		"src/lib.rs tests::ends_unless_it_is_asked_not_to":   "ok",
		"src/main.rs tests::is_a_program_of_its_own":         "ok",
		"tests/own_harness.rs own_harness":                   "ok",
		"tests/program.rs adds_its_arguments":                "ok",
		"tests/program.rs knows_its_programs":                "ok",
		"tests/program.rs has_a_folder_for_files":            "ok",
	}
	e.expect(want, 0, "--set", "GIVEN=it's $(id)")
	before := e.sum("dist/armv5te/tested")
	if report := e.read("dist/armv5te/report.json"); !strings.Contains(report, `"tests::takes_long"`) || !strings.Contains(report, "takes an hour") {
		t.Errorf("report.json is %s", report)
	}

	e.write("targets.cue", definitions+"cargo: features: [\"wrong\"]\n")
	want["src/lib.rs tests::fails_where_it_is_asked_to"] = "failed"
	if said := e.expect(want, 1, "--emit"); !strings.Contains(said, `said before it failed\n`) || !strings.Contains(said, "on purpose") {
		t.Errorf("its output is not told:\n%s", said)
	}

	// The profile says panic = "abort", and should_panic works all the same.
	stuck := strings.Replace(definitions, "test: {}", "test: {timeout: 8, profile: \"release\", args: [\"--skip\", \"sums\"]}", 1)
	e.write("targets.cue", stuck+"cargo: features: [\"stuck\"]\n")
	want["src/lib.rs tests::fails_where_it_is_asked_to"] = "ok"
	want["src/lib.rs tests::ends_unless_it_is_asked_not_to"] = "unfinished"
	delete(want, "src/lib.rs tests::sums")
	if said := e.expect(want, 1, "--emit"); !strings.Contains(said, "timed out after 8 s") {
		t.Errorf("the timeout is not told:\n%s", said)
	}
	if e.sum("dist/armv5te/tested") != before {
		t.Error("what was published has changed")
	}
}

// expect runs the tests and holds their outcomes against what they must be.
func (e *e2e) expect(want outcomes, code int, args ...string) string {
	e.t.Helper()
	got, said := e.testRun(code, args...)
	if !maps.Equal(got, want) {
		e.t.Errorf("got %v\nwant %v", got, want)
	}
	return said
}
