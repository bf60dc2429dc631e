//go:build e2e

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each target of testdata/projects/failing fails as testdata/failures has it, and xgen names
// the cause. XGEN_UPDATE=1 writes down what the builds said.
func TestE2EFailures(t *testing.T) {
	e := projectCopy(t, "failing")
	causes := map[string]string{}
	for line := range strings.Lines(readRecorded(t, "causes")) {
		name, cause, _ := strings.Cut(strings.TrimSpace(line), ": ")
		causes[name] = strings.TrimPrefix(cause, "-")
	}
	for target, want := range causes {
		if testing.Short() && target != "program" && target != "own-error" {
			continue
		}
		t.Run(target, func(t *testing.T) {
			r := e.fails(target)
			if os.Getenv("XGEN_UPDATE") != "" {
				e.record(target)
			} else if r.Hint != want {
				t.Errorf("got  %s\nwant %s", r.Hint, want)
			}
		})
	}
}

// What a cause says is to be written mends the build.
func TestE2EFailuresMended(t *testing.T) {
	slow(t)
	e := projectCopy(t, "failing")
	text := e.read("targets.cue")
	for _, target := range []string{"atomic64", "atomics-of-c-gcc", "bindgen", "nasm", "newer-rust", "pic", "pic-gcc", "program", "protoc"} {
		t.Run(target, func(t *testing.T) {
			_, write, _ := strings.Cut(e.fails(target).Hint, ": write ")
			write, _, _ = strings.Cut(write, ", ")
			e.write("targets.cue", text+"\ntargets: "+`"`+target+`": `+write+"\n")
			if out, stderr := e.xgen(0, "run", target, "--emit"); !strings.Contains(out, "published ") {
				t.Error(write, out, stderr)
			}
			e.write("targets.cue", text)
		})
	}
}

// fails returns the result of a target whose build fails.
func (e *e2e) fails(target string) jsonResult {
	e.t.Helper()
	out, _ := e.xgen(1, "run", target, "--emit", "-o", "json")
	var run struct{ Results []jsonResult }
	if err := json.Unmarshal([]byte(out), &run); err != nil || len(run.Results) != 1 || run.Results[0].OK {
		e.t.Fatal(err, out)
	}
	return run.Results[0]
}

const recordedFailures = "../../testdata/failures"

func readRecorded(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(recordedFailures, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var (
	failedStep = regexp.MustCompile(`(?m)^(\S+ \d+/\d+): failed after `)
	// A word of each is another in each build.
	hashed = regexp.MustCompile(`(failing|ring)-[0-9a-f]{16}|rustc[A-Za-z0-9]{6}/|[0-9a-f]{16}-of_c`)
)

// record writes down what the step that failed said in the last build of a target.
func (e *e2e) record(target string) {
	e.t.Helper()
	log := e.read("dist/.xgen/" + target + ".log")
	step := failedStep.FindStringSubmatch(log)
	if step == nil {
		e.t.Fatal(log)
	}
	var out strings.Builder
	for line := range strings.Lines(log) {
		if said, ok := strings.CutPrefix(line, step[1]+" | "); ok {
			out.WriteString(strings.TrimRight(hashed.ReplaceAllString(said, "x"), " \n") + "\n")
		}
	}
	if err := os.WriteFile(filepath.Join(recordedFailures, target+".txt"), []byte(out.String()), 0o600); err != nil {
		e.t.Fatal(err)
	}
}
