package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"xgen":     main,
		"buildctl": fakeBuildctl,
		"broken":   brokenXgen,
	})
}

// TestScripts runs testdata/script. XGEN_UPDATE=1 writes what cmp finds into
// the scripts.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		Setup:               surroundings,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("XGEN_UPDATE") == "1",
		Condition:           condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"await":   await,
			"elf":     elfFile,
			"pe":      peFile,
			"exits":   exits,
			"files":   files,
			"gone":    gone,
			"project": project,
		},
	})
}

// surroundings sets up a machine for a script: nothing of the user's
// configuration, cache or engines.
func surroundings(env *testscript.Env) error {
	recorded, err := filepath.Abs("internal/engine/testdata")
	if err != nil {
		return err
	}
	bin, rest, _ := strings.Cut(env.Getenv("PATH"), string(filepath.ListSeparator))
	for name, value := range map[string]string{
		"BIN":             bin, // xgen and the fake buildctl, nothing else
		"PATH":            strings.Join([]string{bin, filepath.Join(env.WorkDir, "bin"), filepath.Join(env.WorkDir, ".fake"), rest}, string(filepath.ListSeparator)),
		"HOME":            filepath.Join(env.WorkDir, ".home"),
		"XDG_CONFIG_HOME": filepath.Join(env.WorkDir, ".home/config"),
		"XDG_CACHE_HOME":  filepath.Join(env.WorkDir, ".home/cache"),
		"XGEN_CONFIG":     filepath.Join(env.WorkDir, ".home/xgen"),
		"RECORDED":        recorded,
		"FAKE_DIR":        filepath.Join(env.WorkDir, ".fake"),
	} {
		env.Setenv(name, value)
	}
	return errors.Join(
		os.MkdirAll(filepath.Join(env.WorkDir, ".home"), 0o755),
		os.MkdirAll(filepath.Join(env.WorkDir, ".fake/out"), 0o755),
		os.WriteFile(filepath.Join(env.WorkDir, ".fake/cargo"), []byte(nothingFetched), 0o755))
}

// nothingFetched stands in for a cargo that has fetched no crates, so that scripts say
// the same on every machine.
const nothingFetched = "#!/bin/sh\necho 'error: attempting to make an HTTP request, but --offline was specified' >&2\nexit 101\n"

func condition(name string) (bool, error) {
	if name == "root" {
		return os.Geteuid() == 0, nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}

// exits runs a program that must end with a certain code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGUMENT…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	if failed := (*exec.ExitError)(nil); err != nil && !errors.As(err, &failed) {
		ts.Fatalf("%v", err)
	} else if got := code(failed); got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func code(failed *exec.ExitError) int {
	if failed == nil {
		return 0
	}
	return failed.ExitCode()
}

// cargoProject is an ordinary project with one binary and no crates, and the
// smallest definitions that there are.
var cargoProject = map[string]string{
	"Cargo.toml":  "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
	"Cargo.lock":  "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n",
	"src/main.rs": "fn main() {\n    println!(\"hello\");\n}\n",
	"targets.cue": "name: \"hello\"\ntargets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n",
}

// project writes that project into a folder, around what is there already.
func project(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: project [DIR]")
	}
	for name, text := range cargoProject {
		name = ts.MkAbs(filepath.Join(append(args, name)...))
		if _, err := os.Lstat(name); err == nil {
			continue
		}
		ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
		ts.Check(os.WriteFile(name, []byte(text), 0o644))
	}
}

// files prints mode and path of everything below a folder that is no folder.
func files(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: files DIR")
	}
	err := fs.WalkDir(os.DirFS(ts.MkAbs(args[0])), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			fmt.Fprintln(ts.Stdout(), info.Mode(), name)
		}
		return err
	})
	ts.Check(err)
}

// await waits until a file is there.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await FILE")
	}
	soon(ts, args[0]+" to appear", func() bool {
		// A file appears before what is written into it.
		info, err := os.Lstat(ts.MkAbs(args[0]))
		return err == nil && (!info.Mode().IsRegular() || info.Size() > 0)
	})
}

// gone waits until none of the processes that a file lists is alive.
func gone(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: gone FILE")
	}
	pids := strings.Fields(ts.ReadFile(args[0]))
	if len(pids) == 0 {
		ts.Fatalf("%s lists no process", args[0])
	}
	soon(ts, "processes to end", func() bool {
		return !slices.ContainsFunc(pids, func(word string) bool {
			pid, err := strconv.Atoi(word)
			ts.Check(err)
			return alive(pid)
		})
	})
}

// alive reports whether a process runs; one that only waits for its parent to
// ask for its status does not.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, state, ok := strings.Cut(string(stat), ") ")
	return err != nil || !ok || state[0] != 'Z'
}

func soon(ts *testscript.TestScript, what string, reached func() bool) {
	for end := time.Now().Add(15 * time.Second); !reached(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			ts.Fatalf("waited too long for %s", what)
		}
	}
}
