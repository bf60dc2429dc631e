package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asUser makes the package believe that a user of this id runs it.
func asUser(t *testing.T, id int) {
	t.Helper()
	before := euid
	euid = func() int { return id }
	t.Cleanup(func() { euid = before })
}

// Without root a private BuildKit is of no use: that is said before anything
// is built or written.
func TestInstallNeedsRootFirst(t *testing.T) {
	asUser(t, 1000)
	t.Setenv("PATH", "") // no go, should it come to that
	p := &Private{Dir: filepath.Join(t.TempDir(), "b"), Supervisor: []string{"/bin/false"}}
	for what, err := range map[string]error{
		"install": p.Install(t.Context(), func(line string) { t.Error("progress: " + line) }),
		"check":   p.Engine().Check(t.Context()),
	} {
		checkUnusable(t, err, "the private BuildKit needs root", "sudo xgen engine install, and sudo xgen run …, or make a Docker >= 23 usable for this user")
		if err == nil {
			t.Error(what)
		}
	}
	if _, err := os.Stat(p.Dir); err == nil {
		t.Error("a folder was made")
	}
}

// A supervisor that has ended, with no other beside it, is not waited for.
func TestAwaitEndsEarly(t *testing.T) {
	p := &Private{Dir: t.TempDir()}
	if err := p.makeRun(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	ended <- nil
	begun := time.Now()
	err := p.await(t.Context(), ended)
	var u *Unusable
	if !errors.As(err, &u) || !strings.Contains(err.Error(), "no other runs") || time.Since(begun) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(begun), err)
	}
}
