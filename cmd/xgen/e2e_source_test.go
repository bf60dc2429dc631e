//go:build e2e

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// The compiler is built from source, once: a program with C++ and libraries that were
// changed before they were built answers at a terminal, in the build and on this
// machine; so does the same program, linked by hand. Another project has the compiler
// as it is.
func TestE2ESource(t *testing.T) {
	slow(t)
	e := projectCopy(t, "editline")
	for target, c := range map[string]struct{ triple, gcc, qemu string }{
		"armv5te": {"armv5te-unknown-linux-musleabi", "arm-unknown-linux-musleabi", "qemu-arm -cpu arm926"},
		"x86_64":  {"x86_64-unknown-linux-musl", "x86_64-unknown-linux-musl", "qemu-x86_64 -cpu qemu64"},
	} {
		t.Run(target, func(t *testing.T) {
			r := e.runAll(target, "--emit")[target]
			if !r.OK || len(r.Smoke) != 1 || strings.TrimSpace(r.Smoke[0].Stdout) != "olleh dlrow" {
				t.Errorf("%+v", r)
			}
			shipped := filepath.Join(e.dir, "dist", target, "editline")
			isNotDynamic(t, shipped)
			hand := e.linkedByHand(target, c.triple, c.gcc, c.qemu)
			isNotDynamic(t, hand)
			if target == "x86_64" {
				answersAtTerminal(t, shipped)
				answersAtTerminal(t, hand)
			}
		})
	}
	t.Run("nobody pays twice", func(t *testing.T) {
		other := crate(t, "fn main() {}\n")
		data, err := os.ReadFile(filepath.Join(other.dir, "targets.cue"))
		if err != nil {
			t.Fatal(err)
		}
		other.write("targets.cue", string(data)+"targets: armv6: {triple: \"arm-unknown-linux-musleabi\", toolchain: kind: \"source\"}\n")
		_, said := other.xgen(0, "run", "armv6", "--emit")
		for _, stage := range []string{"binutils", "compiler"} {
			if !regexp.MustCompile(`(?m)^armv6 +` + stage + ` +cached`).MatchString(said) {
				t.Errorf("%s is built again:\n%s", stage, said)
			}
		}
	})
}

// isNotDynamic holds a file against ldd's own words.
func isNotDynamic(t *testing.T, file string) {
	t.Helper()
	out, _ := exec.Command("ldd", file).CombinedOutput() // fails just then
	if strings.TrimSpace(string(out)) != "not a dynamic executable" {
		t.Errorf("ldd says of %s: %s", file, out)
	}
}

// linkedByHand returns the program as by-hand.sh links it, after it has answered
// under QEMU.
func (e *e2e) linkedByHand(target, triple, gcc, qemu string) string {
	e.t.Helper()
	emitted, err := os.ReadFile(filepath.Join(e.dir, "xgen", target, "Dockerfile"))
	if err != nil {
		e.t.Fatal(err)
	}
	e.write("by-hand-"+target+"/Dockerfile", fmt.Sprintf(`%s
FROM libraries AS hand
COPY by-hand.sh /hand/
COPY src /hand/src
RUN --network=none sh /hand/by-hand.sh %s %s /hand/editline

FROM emulator AS answered
COPY --from=hand /hand/editline /hand/editline
RUN --network=none %s /hand/editline --self-test >/hand/answer

FROM scratch AS by-hand
COPY --from=answered /hand /
`, emitted, triple, gcc, qemu))
	out := e.t.TempDir()
	if said, err := e.solveCommand(target, "by-hand-"+target, "by-hand", "type=local,dest="+out).CombinedOutput(); err != nil {
		e.t.Fatalf("%v\n%s", err, said)
	}
	if answer, err := os.ReadFile(filepath.Join(out, "answer")); err != nil || strings.TrimSpace(string(answer)) != "olleh dlrow" {
		e.t.Errorf("linked by hand it answers %q, %v", answer, err)
	}
	return filepath.Join(out, "editline")
}

// answersAtTerminal types a line into a program through a pseudo-terminal of this
// machine's.
func answersAtTerminal(t *testing.T, program string) {
	t.Helper()
	here, there := terminal(t)
	cmd := exec.Command(program)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = there, there, there
	cmd.Env = []string{"TERM=vt100"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	there.Close()
	if err := here.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	seen := ""
	for _, step := range []struct{ wait, typed string }{{"> ", "static worlx\x7fd\r"}, {"answer: citats dlrow", "\x04"}} {
		for !strings.Contains(seen, step.wait) {
			buffer := make([]byte, 256)
			n, err := here.Read(buffer)
			if seen += string(buffer[:n]); err != nil {
				t.Fatalf("%s: %v after %q", program, err, seen)
			}
		}
		if _, err := here.WriteString(step.typed); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%s: %v after %q", program, err, seen)
	}
}

// terminal returns both ends of a pseudo-terminal.
func terminal(t *testing.T) (here, there *os.File) {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	here = os.NewFile(uintptr(fd), "/dev/ptmx")
	t.Cleanup(func() { here.Close() })
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	there, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return here, there
}
