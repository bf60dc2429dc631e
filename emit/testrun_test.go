package emit_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// recordedProgram is what testrun.sh records of a program.
type recordedProgram struct {
	Package, Name, Kind, Source, CPU, Stdout, Stderr string
	Exit, Cut                                        int
	List                                             []string
}

const fakeQEMU = "qemu-none"

// testrun has the script run programs, which are shell scripts here, under an
// emulator that is one too.
func testrun(t *testing.T, emulator string, programs []string, args ...string) []recordedProgram {
	t.Helper()
	need(t, "jq", "apt-get install jq")
	dir := place(t, compile(t, tested))
	write(t, filepath.Join(dir, fakeQEMU), "#!/bin/sh\n[ \"$1 $2\" = '-cpu old' ] || exit 99\nshift 2\nexec sh \"$@\"\n", 0o755)
	var messages strings.Builder
	for i, text := range programs {
		program := filepath.Join(dir, fmt.Sprintf("it-%d", i))
		note := filepath.Join(dir, "tests/programs", fmt.Sprintf("%04d", i))
		write(t, program, text, 0o755)
		write(t, filepath.Join(note, "program"), program, 0o644)
		write(t, filepath.Join(note, "folder"), dir+"/tests\n", 0o644)
		write(t, filepath.Join(note, "environment"), "CARGO_PKG_NAME=hello\x00EVIL="+hostile+"\x00TWO=a\nb\x00a-b=c\x00", 0o644)
		fmt.Fprintf(&messages, `{"reason":"compiler-artifact","executable":%q,"manifest_path":"/src/a/Cargo.toml","target":{"name":"it","kind":["test"],"src_path":"/src/a/tests/it.rs"}}`+"\n", program)
	}
	write(t, filepath.Join(dir, "tests/messages"), "{\"reason\":\"build-finished\"}\n"+messages.String(), 0o644)
	write(t, filepath.Join(dir, "tests/binaries"), "", 0o644)
	cmd := exec.Command("sh", append([]string{filepath.Join(dir, "xgen/stage/testrun.sh")}, args...)...)
	cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"), "XGEN_TESTS="+dir+"/tests", "XGEN_EMULATOR="+emulator,
		"XGEN_CPU="+map[string]string{fakeQEMU: "old"}[emulator], "XGEN_TIMEOUT=60", "XGEN_REPORT="+dir+"/tests.json")
	output(t, cmd)
	var report struct{ Programs []recordedProgram }
	data, err := os.ReadFile(filepath.Join(dir, "tests.json"))
	if err == nil {
		err = json.Unmarshal(data, &report)
	}
	if err != nil || len(report.Programs) != len(programs) {
		t.Fatalf("%v\n%s", err, data)
	}
	return report.Programs
}

// A program gets its folder, its environment and its arguments as they stand,
// and what it did is recorded with where it comes from.
func TestTestrunRecords(t *testing.T) {
	got := testrun(t, fakeQEMU, []string{
		`printf '%s\n' "$EVIL" "$TWO" "$(basename "$PWD")" "$@"; echo oh >&2; exit 3`,
		"echo running 2 tests; [ \"$1\" != --list ] || { echo 'a::b: test'; echo 'c: benchmark'; }; kill -SEGV $$",
	}, "--skip", variable)
	want := hostile + "\na\nb\ntests\n--skip\n" + variable + "\n"
	if p := got[0]; p.Stdout != want || p.Stderr != "oh\n" || p.Exit != 3 || p.CPU != "old" || len(p.List) != 0 ||
		p.Package != "hello" || p.Name != "it" || p.Kind != "test" || p.Source != "tests/it.rs" {
		t.Errorf("recorded is %+v, want\n%s", p, want)
	}
	if p := got[1]; p.Exit != 139 || fmt.Sprint(p.List) != "[]" && fmt.Sprint(p.List) != "[a::b]" {
		t.Errorf("recorded is %+v", p)
	}
	if got := testrun(t, fakeQEMU, []string{"echo running 2 tests; [ \"$1\" != --list ] || { echo 'a::b: test'; echo 'c: benchmark'; }; kill -SEGV $$"}); fmt.Sprint(got[0].List) != "[a::b]" {
		t.Errorf("the list is %v", got[0].List)
	}
}

// cargo's CARGO_BIN_EXE_my-tool is a name to it and to no shell.
func TestTestrunKeepsEveryName(t *testing.T) {
	if got := testrun(t, "env", []string{"#!/usr/bin/env -S printenv a-b\n"}); got[0].Stdout != "c\n" {
		t.Errorf("a-b is %q", got[0].Stdout)
	}
}

// Thousands of tests fit; of more, beginning and end stay, and how much is
// left out is told.
func TestTestrunBounds(t *testing.T) {
	got := testrun(t, fakeQEMU, []string{
		"seq 1000000 1400000; echo the end",
		"seq 1000000 1700000; echo the end",
	})
	if p := got[0]; p.Cut != 0 || !strings.HasSuffix(p.Stdout, "\n1400000\nthe end\n") {
		t.Errorf("%d bytes are cut, of which %d are left", p.Cut, len(p.Stdout))
	}
	p := got[1]
	if whole := 700001*8 + 8; p.Cut != whole-4<<20 || len(p.Stdout) != 4<<20+1 ||
		!strings.HasPrefix(p.Stdout, "1000000\n") || !strings.HasSuffix(p.Stdout, "\n1700000\nthe end\n") {
		t.Errorf("%d bytes are cut, of which %d are left", p.Cut, len(p.Stdout))
	}
}

// The kernel cannot start a program of another machine, and a script takes its place;
// Wine starts its own, under their own names.
func TestTestrunLeavesWinePrograms(t *testing.T) {
	dir := place(t, compile(t, tested))
	binaries := ""
	for _, name := range []string{"hello", "hello.exe"} {
		write(t, filepath.Join(dir, name), "program", 0o755)
		binaries += filepath.Join(dir, name) + "\n"
	}
	write(t, filepath.Join(dir, "tests/binaries"), binaries, 0o644)
	write(t, filepath.Join(dir, "tests/messages"), "", 0o644)
	cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/testrun.sh"))
	cmd.Env = append(os.Environ(), "XGEN_TESTS="+dir+"/tests", "XGEN_EMULATOR=wine", "XGEN_CPU=", "XGEN_TIMEOUT=60", "XGEN_REPORT="+dir+"/tests.json")
	output(t, cmd)
	for name, want := range map[string]bool{"hello": false, "hello.exe": true} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || (string(data) == "program") != want {
			t.Errorf("%s: %v\n%s", name, err, data)
		}
	}
}
