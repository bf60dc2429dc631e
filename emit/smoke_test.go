package emit_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// smoked is what a report says of a smoke command.
type smoked struct {
	Exit    int
	Page    int
	Stdout  string
	Command []string
	Daemon  *struct {
		Exit           *int
		Stdout, Stderr string
		Command        []string
	}
}

// smokeRun has test.sh run programs of a shell.
func smokeRun(t *testing.T, programs map[string]string, args ...string) smoked {
	t.Helper()
	runs := smokeRuns(t, programs, "", args...)
	if len(runs) != 1 {
		t.Fatalf("%+v", runs)
	}
	return runs[0]
}

// smokeRuns has test.sh run programs of a shell, with several sizes of memory
// pages; the programs see which one.
func smokeRuns(t *testing.T, programs map[string]string, pages string, args ...string) []smoked {
	t.Helper()
	dir := place(t, compile(t, smallest))
	write(t, filepath.Join(dir, "bin/emulator"), "#!/bin/sh\nexec sh \"$@\"\n", 0o755)
	write(t, filepath.Join(dir, "bin/paged"), "#!/bin/sh\n[ \"$1\" = -p ]\nexport PAGES=\"$2\"\nshift 2\nexec sh \"$@\"\n", 0o755)
	for name, text := range programs {
		write(t, filepath.Join(dir, "out", name), text, 0o755)
	}
	report := filepath.Join(dir, "report.json")
	cmd := exec.Command("sh", append([]string{filepath.Join(dir, "xgen/stage/test.sh")}, args...)...)
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+":"+os.Getenv("PATH"), "XGEN_EMULATOR=emulator", "XGEN_CPU=", "XGEN_TIMEOUT=9",
		"XGEN_PAGES="+pages, "XGEN_PAGED="+filepath.Join(dir, "bin/paged"),
		"XGEN_OUT="+filepath.Join(dir, "out"), "XGEN_BINS=client daemon", "XGEN_REPORT="+report, "XGEN_LOCK=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(report)
	var rep struct {
		Smoke []smoked
		Page  int
	}
	if err != nil || json.Unmarshal(data, &rep) != nil || rep.Page != os.Getpagesize() {
		t.Fatalf("%v\n%s", err, data)
	}
	return rep.Smoke
}

// A daemon shares a folder with the command, is ended after it, and its end is
// told where it came by itself. Words stay whole on either side.
func TestSmokeDaemon(t *testing.T) {
	client := "until [ -e ready ]; do sleep 0.1; done\ncat ready\necho \"$*\"\n"
	got := smokeRun(t, map[string]string{
		"client": client,
		"daemon": "echo \"$2\" >ready; echo said; echo warned >&2; exec sleep 60\n",
	}, "--daemon", "3", "daemon", "a", "b  $c", "client", "--", "x  y")
	if got.Exit != 0 || got.Stdout != "b  $c\n-- x  y\n" || !reflect.DeepEqual(got.Command, []string{"client", "--", "x  y"}) {
		t.Errorf("%+v", got)
	}
	if d := got.Daemon; d == nil || d.Exit != nil || d.Stdout != "said\n" || d.Stderr != "warned\n" || !reflect.DeepEqual(d.Command, []string{"daemon", "a", "b  $c"}) {
		t.Errorf("%+v", d)
	}
	got = smokeRun(t, map[string]string{"client": client, "daemon": "echo >ready; exit 7\n"}, "--daemon", "1", "daemon", "client")
	if d := got.Daemon; got.Exit != 0 || d == nil || d.Exit == nil || *d.Exit != 7 {
		t.Errorf("%+v %+v", got, d)
	}
	if got = smokeRun(t, map[string]string{"client": "exit 3", "daemon": ""}, "client"); got.Exit != 3 || got.Daemon != nil {
		t.Errorf("%+v", got)
	}
}

// The Dockerfile says both commands, each of its words quoted.
func TestSmokeDaemonInDockerfile(t *testing.T) {
	all := compile(t, smallest+"contract: smoke: {args: [\"x  y\"], daemon: {bin: \"hello\", args: [\"$(id)\"]}}\n")
	for _, s := range stages(t, all["xgen/armv5te/Dockerfile"].Bytes) {
		if s.Name != "test" {
			continue
		}
		run := s.Commands[len(s.Commands)-1].(*instructions.RunCommand).CmdLine[0]
		if want := "sh /xgen/test.sh --daemon 2 hello '$(id)' hello 'x  y'"; len(run) < len(want) || run[len(run)-len(want):] != want {
			t.Error(run)
		}
	}
}

// The command is run again with each size of memory pages beyond the machine's
// own, each time in an empty folder, beside a daemon of its own.
func TestRow75Pages(t *testing.T) {
	machine := os.Getpagesize()
	got := smokeRuns(t, map[string]string{
		"client": "echo \"$PAGES\"; ls; echo >left; [ \"$PAGES\" != 1048576 ] || exit 3\n",
		"daemon": "exec sleep 60\n",
	}, fmt.Sprintf("1024 %d 1048576 2097152", machine), "--daemon", "1", "daemon", "client")
	if len(got) != 3 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []smoked{{Page: 0, Stdout: "\n"}, {Page: 1048576, Exit: 3, Stdout: "1048576\n"}, {Page: 2097152, Stdout: "2097152\n"}} {
		if g := got[i]; g.Page != want.Page || g.Exit != want.Exit || g.Stdout != want.Stdout || g.Daemon == nil || g.Daemon.Exit != nil {
			t.Errorf("%+v, want %+v", g, want)
		}
	}
}

// Only a target whose kernels have several sizes has the emulator for them.
func TestRow75PagesInDockerfile(t *testing.T) {
	const smoke = "contract: smoke: {}\n"
	aarch64 := strings.ReplaceAll(smallest, "armv5te-unknown-linux-musleabi", "aarch64-unknown-linux-musl")
	const pages = "XGEN_PAGES='4096 16384 65536' XGEN_PAGED=/opt/xgen/pages/qemu-aarch64"
	for source, want := range map[string]bool{
		smallest + smoke: false, aarch64: false, aarch64 + smoke: true,
		aarch64 + smoke + "contract: pages: [4Ki]\n": false,
	} {
		text := string(compile(t, source)["xgen/armv5te/Dockerfile"].Bytes)
		if strings.Contains(text, pages) != want || strings.Contains(text, "sh /xgen/pages.sh qemu-aarch64 /opt/xgen/pages") != want {
			t.Errorf("%s: want %v\n%s", source, want, text)
		}
	}
}
