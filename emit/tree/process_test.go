//go:build unix

package tree

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
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/xgen-build/xgen/emit"
)

// TestMain runs, where it is asked to, one of the helpers below: a process
// that can be killed.
func TestMain(m *testing.M) {
	switch dir := os.Getenv("XGEN_TREE_ROOT"); os.Getenv("XGEN_TREE_HELPER") {
	case "":
		os.Exit(m.Run())
	case "flip":
		flip(dir)
	case "hold":
		hold(dir)
	case "once":
		once(dir)
	case "limit":
		limit(dir)
	}
}

func helper(t *testing.T, name, root string, env ...string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	cmd := exec.Command(exe)
	cmd.Env = append(append(os.Environ(), "XGEN_TREE_HELPER="+name, "XGEN_TREE_ROOT="+root), env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	return cmd, bufio.NewReader(out)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "helper:", err)
		os.Exit(9)
	}
}

// large are artifacts that take a while to write: the kill must hit. One
// target comes and another goes with each version.
func large(version int) []emit.Artifact {
	var arts []emit.Artifact
	for i := range 12 {
		line := fmt.Sprintf("file %d of version %d\n", i, version)
		arts = append(arts, emit.Artifact{
			Path: fmt.Sprintf("xgen/t%d/file%d", i/3+version, i), Mode: 0o644,
			Bytes: bytes.Repeat([]byte(line), 3000+i),
		})
	}
	return arts
}

// run is what emit does: lock, sweep, diff, apply.
func run(root *os.Root, want []emit.Artifact) error {
	release, err := Lock(context.Background(), root)
	if err != nil {
		return err
	}
	defer release()
	if err := Sweep(root, "xgen"); err != nil {
		return err
	}
	changes, err := Diff(root, "xgen", want)
	if err != nil {
		return err
	}
	_, err = Apply(root, changes, Options{})
	return err
}

// flip emits one version after the other until it is killed.
func flip(dir string) {
	root, err := os.OpenRoot(dir)
	check(err)
	for i := 0; ; i++ {
		check(run(root, large(i%2)))
		fmt.Println("done", i)
	}
}

// fast returns a folder on a file system where fsync costs nothing, if there is
// one.
func fast(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "xgen-tree-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestRow28KilledInMidWrite(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	root := openRoot(t, fast(t))
	whole := map[string]bool{}
	for _, a := range append(large(0), large(1)...) {
		whole[a.Path+string(a.Bytes)] = true
	}
	complete := []map[string]string{snapshot(t, emitted(t, large(0))), snapshot(t, emitted(t, large(1)))}
	var left int
	for range rounds {
		cmd, out := helper(t, "flip", root.Name())
		must(t, cmd.Start())
		_, err := out.ReadString('\n')
		must(t, err)
		time.Sleep(time.Duration(rand.IntN(30_000)) * time.Microsecond)
		must(t, cmd.Process.Kill())
		_ = cmd.Wait()
		left += wholeOrNothing(t, root, whole)
		// The next run wants either version, and takes nothing that it finds
		// for the work of a hand.
		version := rand.IntN(2)
		must(t, run(root, large(version)))
		wantSame(t, complete[version], snapshot(t, root))
		if t.Failed() {
			return
		}
	}
	if left == 0 {
		t.Error("no kill left a temporary file: the test does not hit")
	}
}

// wholeOrNothing counts the temporary files and checks all others.
func wholeOrNothing(t *testing.T, root *os.Root, whole map[string]bool) (temps int) {
	t.Helper()
	for name, content := range snapshot(t, root) {
		_, text, regular := strings.Cut(content, " ")
		switch base := filepath.Base(name); {
		case !regular:
		case isTemp(base):
			temps++
		case base == manifestName:
			if _, err := parseManifest("xgen", name, []byte(text)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case !whole[name+text]:
			t.Errorf("%s is neither old nor new: %d bytes", name, len(text))
		}
	}
	return temps
}

// hold takes the lock and keeps it.
func hold(dir string) {
	root, err := os.OpenRoot(dir)
	check(err)
	_, err = Lock(context.Background(), root)
	check(err)
	fmt.Println("held")
	time.Sleep(time.Minute)
}

func TestRow30KilledHolderFreesTheLock(t *testing.T) {
	root := openRoot(t, t.TempDir())
	cmd, out := helper(t, "hold", root.Name())
	must(t, cmd.Start())
	_, err := out.ReadString('\n')
	must(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Millisecond)
	defer cancel()
	if _, err := Lock(ctx, root); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v while another process holds the lock", err)
	}
	must(t, cmd.Process.Kill())
	_ = cmd.Wait()
	ctx, cancel = context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	release, err := Lock(ctx, root)
	must(t, err)
	release()
}

func TestRow30TwoAtOnce(t *testing.T) {
	root := openRoot(t, t.TempDir())
	var all []*exec.Cmd
	for range 3 {
		cmd, out := helper(t, "flip", root.Name())
		must(t, cmd.Start())
		go func() { _, _ = out.WriteTo(&bytes.Buffer{}) }()
		all = append(all, cmd)
	}
	time.Sleep(700 * time.Millisecond)
	for _, cmd := range all {
		// A helper ends by itself only where another was in its way.
		must(t, cmd.Process.Kill())
		if _ = cmd.Wait(); cmd.ProcessState.Exited() {
			t.Error("a helper failed")
		}
	}
	must(t, run(root, large(0)))
	wantSame(t, snapshot(t, emitted(t, large(0))), snapshot(t, root))
}

// big is more than the small file system holds, in many files: it fills up
// in the middle.
func big() []emit.Artifact {
	want := wanted("2")
	for i := range 40 {
		want = append(want, emit.Artifact{
			Path: "xgen/new/deep/" + strings.Repeat("x", i+1), Mode: 0o644,
			Bytes: []byte(strings.Repeat("0123456789abcde\n", 1024)),
		})
	}
	return want
}

// limit is a process whose files may not grow as far as they should.
func limit(dir string) {
	root, err := os.OpenRoot(dir)
	check(err)
	changes, err := Diff(root, "xgen", big())
	check(err)
	check(unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 12_000, Max: 12_000}))
	_, err = Apply(root, changes, Options{})
	var ioErr *IOError
	if !errors.As(err, &ioErr) || !errors.Is(err, syscall.EFBIG) || ioErr.Path != "xgen/new/deep/x" {
		check(fmt.Errorf("got %w, want an IOError at the first large file", err))
	}
}

// once emits once, under the umask that it was given.
func once(dir string) {
	mask, err := strconv.ParseInt(os.Getenv("XGEN_TREE_UMASK"), 8, 32)
	check(err)
	syscall.Umask(int(mask))
	root, err := os.OpenRoot(dir)
	check(err)
	check(run(root, wanted("1")))
}

func TestRow31SameBytesAndModesAnywhere(t *testing.T) {
	pick := func(of ...string) string { return of[rand.IntN(len(of))] }
	want := snapshot(t, emitted(t, wanted("1")))
	for range 100 {
		root := openRoot(t, fast(t))
		env := []string{
			"XGEN_TREE_UMASK=" + pick("0", "002", "022", "027", "077", "0277"),
			"TZ=" + pick("UTC", "Asia/Kathmandu", ""), "LANG=" + pick("C", "tr_TR.UTF-8", "de_DE@euro"),
			"HOME=" + pick("/", "/nonexistent", ""), "GOMAXPROCS=" + pick("1", "2", "7"),
		}
		cmd, _ := helper(t, "once", root.Name(), env...)
		cmd.Dir = pick("/", t.TempDir(), root.Name())
		if err := cmd.Run(); err != nil {
			t.Fatalf("%q: %v", env, err)
		}
		if wantSame(t, want, snapshot(t, root)); t.Failed() {
			t.Fatalf("with %q", env)
		}
	}
}
