//go:build unix

package build

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

// noBytes has the test below run where a file can be made and not written, as
// on a full disk. The limit is a whole process's.
const noBytes = "XGEN_TEST_NO_BYTES"

// A run fails where it cannot keep git from seeing what it puts into dist/.
func TestRow74IgnoreFileThatCannotBeWritten(t *testing.T) {
	root := os.Getenv(noBytes)
	if root == "" {
		root = t.TempDir()
		again := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		again.Env = append(os.Environ(), noBytes+"="+root)
		if text, err := again.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
		if _, err := os.Stat(filepath.Join(root, "dist")); err != nil {
			t.Error(err)
		}
		return
	}
	e := &fakeEngine{solve: func(engine.Request, func(engine.Event)) error { return errors.New("it builds") }}
	r := runner(t, e, root)
	var usual unix.Rlimit
	none := func() error { return unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 0, Max: usual.Max}) }
	if err := errors.Join(unix.Getrlimit(unix.RLIMIT_FSIZE, &usual), none()); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unix.Setrlimit(unix.RLIMIT_FSIZE, &usual) }() // go test -cover writes at the end
	err := r.one(t.Context(), job(), "test").Err
	_, ok := errors.AsType[*Unwritable](err)
	if !ok || !errors.Is(err, syscall.EFBIG) || !strings.Contains(err.Error(), ".gitignore") || e.solves.Load() != 0 {
		t.Errorf("got %v after %d solves, want the ignore file's error before any", err, e.solves.Load())
	}
}

// A run fails where a file stands in the place of dist/.xgen.
func TestRow74FileInThePlaceOfTheWorkFolder(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "dist"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "dist", ".xgen"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	e := &fakeEngine{solve: func(engine.Request, func(engine.Event)) error { return errors.New("it builds") }}
	if _, ok := errors.AsType[*Unwritable](run(t, root, e).Err); !ok || e.solves.Load() != 0 {
		t.Errorf("%d solves, want the folder's error before any", e.solves.Load())
	}
}
