package build

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

func TestDropSecretProxies(t *testing.T) {
	jobs := []Job{{}, {}}
	for i := range jobs {
		jobs[i].Request.Proxies = map[string]string{"HTTP_PROXY": "http://me:pw@p", "NO_PROXY": "localhost"}
	}
	docker := engine.NewDocker(nil)
	if left := DropSecretProxies(jobs, docker); left != nil || len(jobs[1].Request.Proxies) != 2 {
		t.Errorf("docker: %v, %v", left, jobs)
	}
	left := DropSecretProxies(jobs, engine.NewBuildctl("buildctl", "unix:///x"))
	if len(left) != 1 || left[0] != "HTTP_PROXY" || len(jobs[0].Request.Proxies) != 1 || len(jobs[1].Request.Proxies) != 1 {
		t.Errorf("buildctl: %v, %v", left, jobs)
	}
}

// A dist/ folder of the project's own stays what git sees of it.
func TestOwnDistIsNotIgnored(t *testing.T) {
	root := t.TempDir()
	dist := filepath.Join(root, "dist")
	if err := os.Mkdir(dist, 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := openOutputs(t.Context(), root, "t")
	if err != nil {
		t.Fatal(err)
	}
	out.close()
	if _, err := os.Stat(filepath.Join(dist, ".gitignore")); err == nil {
		t.Error("dist/ is hidden")
	}
	if _, err := os.Stat(filepath.Join(dist, ".xgen", ".gitignore")); err != nil {
		t.Error(err)
	}
}

// What the system says of a path is said with what to do; the end of a run is
// something else.
func TestUnwritable(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&os.LinkError{Op: "rename", Err: syscall.EPERM}, "nothing was published: make dist a folder that you may write to (ls -ld dist dist/.xgen), or move it away"},
		{errors.Join(&fs.PathError{Op: "mkdir", Err: syscall.ENOSPC}), "nothing was published: make room on the disk of dist"},
		{context.Canceled, ""},
		{nil, ""},
	} {
		var u *Unwritable
		got := ""
		if errors.As(unwritable(c.err), &u) {
			got = u.Hint()
		}
		if got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestPublishedFolderIsReadable(t *testing.T) {
	root := t.TempDir()
	out, err := openOutputs(t.Context(), root, "t")
	if err != nil {
		t.Fatal(err)
	}
	defer out.close()
	if err := os.Mkdir(out.private, 0o700); err != nil {
		t.Fatal(err)
	}
	dir, err := out.publish()
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
