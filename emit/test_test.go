package emit_test

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/xgen-build/xgen/emit"
)

const tested = smallest + "cargo: features: [\"tls\"]\ninputs: {A: default: \"a\", B: {}}\n"

// takeTests is the step that takes over what the tests' stage has measured.
var takeTests = regexp.MustCompile(`RUN [^R]*from=testrun(.*\n)*.* tests\.json\n`)

// What ships is built from the same bytes with and without tests: they add
// stages of their own to the Dockerfile, the scripts of those, and nothing else to
// any file.
func TestTestsStandBesideTheArtifact(t *testing.T) {
	without, with := compile(t, tested), compile(t, tested+"test: {}\n")
	for _, name := range []string{"xgen/stage/tests.sh", "xgen/stage/testrun.sh"} {
		if _, there := with[name]; !there {
			t.Errorf("there is no %s", name)
		}
		delete(with, name)
	}
	if !slices.Equal(slices.Sorted(maps.Keys(without)), slices.Sorted(maps.Keys(with))) {
		t.Error("other files are emitted")
	}
	for name, a := range with {
		if name != "xgen/armv5te/Dockerfile" && !bytes.Equal(a.Bytes, without[name].Bytes) {
			t.Errorf("%s differs", name)
		}
	}
	before, after := stagesOf(t, without), stagesOf(t, with)
	for name, text := range before {
		if got := takeTests.ReplaceAllString(after[name], ""); got != text {
			t.Errorf("stage %s is\n%s\nand without tests\n%s", name, got, text)
		}
		delete(after, name)
	}
	if got := slices.Sorted(maps.Keys(after)); !slices.Equal(got, []string{"testrun", "tests"}) {
		t.Errorf("beside them stand %v", got)
	}
}

// stagesOf returns the text of each stage, without the blank lines and comments
// that stand before the next.
func stagesOf(t *testing.T, all map[string]emit.Artifact) map[string]string {
	t.Helper()
	text := string(all["xgen/armv5te/Dockerfile"].Bytes)
	out := map[string]string{}
	for _, part := range strings.Split(text, "\nFROM ")[1:] {
		name := regexp.MustCompile(`^\S+ AS (\S+)`).FindStringSubmatch(part)
		if name == nil {
			t.Fatalf("no stage begins with %q", part)
		}
		body, _, _ := strings.Cut(part, "\n\n")
		out[name[1]] = strings.TrimSpace(body) + "\n"
	}
	return out
}

// The tests are compiled as the build is: inputs, packages, features, offline.
func TestTestsAreCompiledLikeTheBuild(t *testing.T) {
	var run *instructions.RunCommand
	args := map[string]bool{}
	for _, s := range stages(t, compile(t, tested+"test: profile: \"release\"\n")["xgen/armv5te/Dockerfile"].Bytes) {
		for _, c := range s.Commands {
			switch c := c.(type) {
			case *instructions.RunCommand:
				if s.Name == "tests" {
					run = c
				}
			case *instructions.ArgCommand:
				args[s.Name+" "+c.Args[0].Key] = true
			}
		}
	}
	if run == nil || !args["tests A"] || !args["tests B"] {
		t.Fatalf("run %v, arguments %v", run, args)
	}
	for _, want := range []string{
		"XGEN_INPUTS='A B'", ` --tests test --config "profile.release.strip='symbols'" --frozen --target `,
		" --profile release --features tls",
	} {
		if !strings.Contains(run.CmdLine[0], want) {
			t.Errorf("no %s in %s", want, run.CmdLine[0])
		}
	}
	if strings.Contains(run.CmdLine[0], "--bin") {
		t.Errorf("the tests of some binaries only: %s", run.CmdLine[0])
	}
}
