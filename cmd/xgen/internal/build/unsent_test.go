package build

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/schema/model"
)

// A build that misses a file of the repository is told which line to write, and no other
// build is.
func TestUnsent(t *testing.T) {
	above := t.TempDir()
	root := filepath.Join(above, "repository")
	for _, name := range []string{
		"rust/Cargo.toml", "rust/src/main.rs", "rust/crates/a/Cargo.toml", "rust/crates/a/build.rs", "rust/xgen/t/Dockerfile",
		"proto/greeting.txt", "proto/more/a.proto", "rust/target/x.rs", ".git/HEAD", "../beside/a.txt",
	} {
		write(t, root, name, "text")
	}
	write(t, root, "rust/xgen/t/Dockerfile.dockerignore", "*\n!rust\nrust/target\nrust/xgen\nrust/dist\n")
	p := &model.Project{
		Output: "rust/xgen", Dir: "rust", Root: "..", Context: []string{"rust"},
		Targets: []*model.Target{{Name: "t", Toolchain: withZig}},
	}
	for _, c := range []struct{ line, files, mend string }{
		{"error: couldn't read `src/../../proto/greeting.txt`: No such file or directory (os error 2)", "proto/greeting.txt", `context: include: ["../proto"]`},
		{"error: couldn't read src/../../proto/greeting.txt: No such file or directory (os error 2)", "proto/greeting.txt", `context: include: ["../proto"]`},
		{"error: couldn't read `/src/rust/src/../../proto/more/a.proto`: No such file or directory (os error 2)", "proto/more/a.proto", `context: include: ["../proto/more"]`},
		{`  Error: Custom { kind: Other, error: "protoc failed: ../../../proto: warning: directory does not exist.\nCould not make proto path relative: ../../../proto/more/a.proto: No such file or directory\n" }`,
			"proto, proto/more/a.proto", `context: include: ["../proto", "../proto/more"]`},
		{"  cc1: fatal error: ../../../proto/greeting.txt: No such file or directory", "proto/greeting.txt", `context: include: ["../proto"]`},
		{"error: couldn't read `src/../../../beside/a.txt`: No such file or directory (os error 2)", "../beside/a.txt", `context: {root: "../..", include: ["../../beside"]}`},
		{"error: couldn't read `src/../../proto/none.txt`: No such file or directory (os error 2)", "", ""},
		{"error: couldn't read `src/../target/x.rs`: No such file or directory (os error 2)", "", ""},
		{"error: could not read ../.git/HEAD: No such file or directory", "", ""},
		{"error: couldn't read `src/main.rs`: Permission denied (os error 13)", "", ""},
		{"warning: see ../proto/greeting.txt", "", ""},
		{"cannot find -lssl: No such file or directory", "", ""},
	} {
		step := &engine.StepError{Step: engine.Step{Stage: "build"}, ExitCode: 101, Output: []string{"   Compiling hello", c.line, " --> src/main.rs:2:24"}}
		r := runner(t, &fakeEngine{solve: func(engine.Request, func(engine.Event)) error { return step }}, filepath.Join(root, "rust"))
		r.Above = root
		jobs, err := Plan(p, p.Targets, Options{})
		if err != nil {
			t.Fatal(err)
		}
		res := r.Run(t.Context(), jobs)[0]
		var unsent *Unsent
		if !errors.As(res.Err, &step) || errors.As(res.Err, &unsent) != (c.files != "") {
			t.Errorf("%s: %v", c.line, res.Err)
			continue
		}
		if c.files != "" && (strings.Join(unsent.Files, ", ") != c.files || unsent.Hint() != "the build is not sent "+c.files+": write "+c.mend+" in targets.cue") {
			t.Errorf("%s:\n%s", c.line, unsent.Hint())
		}
	}
}
