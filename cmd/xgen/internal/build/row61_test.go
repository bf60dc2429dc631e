//go:build linux || darwin

package build

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestMain runs, where it is asked to, one of the helpers below: a process
// that can be killed.
func TestMain(m *testing.M) {
	switch root := os.Getenv("XGEN_BUILD_ROOT"); os.Getenv("XGEN_BUILD_HELPER") {
	case "":
		os.Exit(m.Run())
	case "publish":
		publishForEver(root)
	case "hold":
		hold(root)
	}
}

// helper starts this test binary as another process.
func helper(t *testing.T, name, root string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), "XGEN_BUILD_HELPER="+name, "XGEN_BUILD_ROOT="+root)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd, bufio.NewReader(out)
}

// failHelper ends a helper.
func failHelper(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "helper:", err)
		os.Exit(9)
	}
}

// version is the text of a binary, long enough to be cut by a kill.
func version(i int) string {
	return string(bytes.Repeat(fmt.Appendf(nil, "version %d\n", i), 20_000))
}

func publishVersion(t *testing.T, root string, i int) {
	t.Helper()
	out := opened(t, root)
	publishes(t, out, version(i))
	out.close()
}

// publishForEver publishes one version after the other until it is killed.
func publishForEver(root string) {
	list := products(job().Target)
	for i := 0; ; i = 1 - i {
		out, err := openOutputs(context.Background(), root, "t", "", nil)
		failHelper(err)
		into, err := out.prepare()
		failHelper(errors.Join(err, export(into, version(i), version(i)), out.take(list)))
		_, err = out.publish(list, time.Now())
		failHelper(err)
		out.close()
		fmt.Println("published", i)
	}
}

// fast is a folder on a file system where fsync costs nothing, if there is one.
func fast(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "xgen-build-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestRow61KilledInPublication(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	root := fast(t)
	publishVersion(t, root, 0)
	left := 0
	for range rounds {
		out, err := openOutputs(t.Context(), root, "t", "", nil) // what a kill left is swept
		must(t, err)
		out.close()
		cmd, said := helper(t, "publish", root)
		_, err = said.ReadString('\n')
		must(t, err)
		end := time.Now().Add(time.Duration(rand.IntN(20_000)) * time.Microsecond)
		for looks := 0; looks == 0 || time.Now().Before(end); looks++ {
			if _, err := os.Lstat(filepath.Join(root, "dist", "t")); err != nil {
				t.Fatal(err)
			}
		}
		must(t, cmd.Process.Kill())
		_ = cmd.Wait()
		wholeVersion(t, root)
		for _, name := range []string{"t.new", "t.next"} {
			if _, err := os.Lstat(filepath.Join(root, "dist", ".xgen", name)); err == nil {
				left++
			}
		}
	}
	if left == 0 {
		t.Error("no kill left anything: the test does not hit")
	}
}

// wholeVersion holds that one version is published, its report with it.
func wholeVersion(t *testing.T, root string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "dist", "t", "a"))
	must(t, err)
	for i := range 2 {
		if string(text) != version(i) {
			continue
		}
		want := t.TempDir()
		must(t, export(want, version(i), version(i)))
		a, errA := os.ReadFile(filepath.Join(want, reportFile))
		b, errB := os.ReadFile(filepath.Join(root, "dist", "t", reportFile))
		if err := errors.Join(errA, errB); err != nil || !bytes.Equal(a, b) {
			t.Fatalf("version %d with the report %q (%v)", i, b, err)
		}
		return
	}
	t.Fatalf("%d bytes that are no version", len(text))
}

// Where a file system has no exchange, two renames do it, and a publication
// that was cut between them is undone (TestRow42CutPublicationIsUndone).
func TestRow61WithoutExchange(t *testing.T) {
	root := t.TempDir()
	publishVersion(t, root, 0)
	out, list := opened(t, root), products(job().Target)
	into, err := out.prepare()
	must(t, errors.Join(err, export(into, version(1), version(1)), out.take(list), out.finishNext(list), out.replaceInTwo()))
	wholeVersion(t, root)
	if text, _ := os.ReadFile(filepath.Join(root, "dist", "t", "a")); string(text) != version(1) {
		t.Error("the old version is published")
	}
	out.close()
	must(t, opened(t, root).empty())
	left, _ := filepath.Glob(filepath.Join(root, "dist", ".xgen", "t.*"))
	if len(left) != 3 { // the log, the lock, and when the sources were taken
		t.Errorf("left behind: %q", left)
	}
}

// The file systems of this machine know an exchange: what is tested above is
// not the fallback.
func TestRow61Exchange(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	must(t, err)
	must(t, errors.Join(root.Mkdir("a", 0o755), root.Mkdir("b", 0o755), root.WriteFile("a/x", nil, 0o644)))
	d := folder{root, "."}
	must(t, exchange(d, "a", d, "b"))
	if _, err := root.Lstat("b/x"); err != nil {
		t.Error(err)
	}
}
