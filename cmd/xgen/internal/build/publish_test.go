package build

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

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
	out, err := openOutputs(t.Context(), root, "t", "", nil)
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

// What the system says of a path is said with what to do.
func TestUnwritable(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&os.LinkError{Op: "rename", Err: syscall.EPERM}, "nothing was published: make dist a folder that you may write to (ls -ld dist dist/.xgen), or move it away"},
		{errors.Join(&fs.PathError{Op: "mkdir", Err: syscall.ENOSPC}), "nothing was published: make room on the disk of dist"},
		{&inTheWay{"a socket", "a file"}, "nothing was written there and nothing was published: move dist/x away or remove it"},
	} {
		var u *Unwritable
		if err := failed("dist/x", c.err); !errors.As(err, &u) || u.Hint() != c.want {
			t.Errorf("%v: %v, want %q", c.err, err, c.want)
		}
	}
	if err := failed("dist/x", nil); err != nil {
		t.Error(err)
	}
}

func TestPublishedFolderIsReadable(t *testing.T) {
	root := t.TempDir()
	out := opened(t, root)
	defer syscall.Umask(syscall.Umask(0o077))
	dir := publishes(t, out, "text")
	for name, mode := range map[string]fs.FileMode{"": 0o755, "a": 0o755, "report.json": 0o644} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// opened is the place of the target t.
func opened(t *testing.T, root string) *outputs {
	t.Helper()
	out, err := openOutputs(t.Context(), root, "t", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(out.close)
	return out
}

// publishes exports a binary of that text and publishes it.
func publishes(t *testing.T, out *outputs, text string) string {
	t.Helper()
	list := products(job().Target)
	into, err := out.prepare()
	if err == nil {
		err = errors.Join(export(into, text, text), out.take(list))
	}
	if err != nil {
		t.Fatal(err)
	}
	dir, err := out.publish(list, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
