package build

import (
	"errors"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

// A build script that started a program which is not there is told what to write.
func TestUnfound(t *testing.T) {
	const script = "error: failed to run custom build command for `hello v0.1.0 (/src)`"
	for _, c := range []struct {
		lines []string
		hint  string
	}{
		{[]string{script, "  python3 makes the table: Os { code: 2, kind: NotFound, message: \"No such file or directory\" }"}, "a build script found no such file: where it starts a program, write host: packages: "},
		{[]string{script, "  Error: No such file or directory (os error 2)"}, "a build script found no such file: "},
		{[]string{script, "  sh: 1: gperf: not found"}, "the machine that builds has no gperf: write host: packages: "},
		{[]string{script, "  ./gen.sh: line 2: python3: command not found "}, "the machine that builds has no python3: write host: packages: "},
		{[]string{script, "  thread 'main' panicked at build.rs:3: no table"}, ""},
		{[]string{"error: couldn't read `x`: No such file or directory (os error 2)"}, ""},
		{[]string{"sh: 1: gperf: not found"}, ""},
	} {
		step := &engine.StepError{Step: engine.Step{Stage: "build"}, ExitCode: 101, Tail: c.lines}
		err := unfound(step)
		var found *Unfound
		if !errors.Is(err, error(step)) || errors.As(err, &found) != (c.hint != "") || found != nil && !strings.HasPrefix(found.Hint(), c.hint) {
			t.Errorf("%q: %v", c.lines, err)
		}
	}
}
