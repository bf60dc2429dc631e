//go:build unix

package build

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/xgen-build/xgen/schema/model"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// hostile are things that a build script does to /out, and what is said of them.
var hostile = map[string]struct {
	do   func(dir string) error
	want string
}{
	"a setuid program": {func(dir string) error {
		return os.Chmod(filepath.Join(dir, "a"), 0o755|fs.ModeSetuid)
	}, `"a" (a setuid or setgid file)`},
	"a setgid program": {func(dir string) error {
		return os.Chmod(filepath.Join(dir, "a"), 0o755|fs.ModeSetgid)
	}, `"a" (a setuid or setgid file)`},
	"a link for a binary": {func(dir string) error {
		return errors.Join(os.Remove(filepath.Join(dir, "a")), os.Symlink("/etc/passwd", filepath.Join(dir, "a")))
	}, `"a" (a link to "/etc/passwd")`},
	"a link for the report": {func(dir string) error {
		return errors.Join(os.Remove(filepath.Join(dir, "report.json")), os.Symlink("a", filepath.Join(dir, "report.json")))
	}, `"report.json" (a link to "a")`},
	"a folder of git's": {func(dir string) error { return os.Mkdir(filepath.Join(dir, ".git"), 0o755) }, `".git" (a folder)`},
	"a FIFO":            {func(dir string) error { return syscall.Mkfifo(filepath.Join(dir, "f"), 0o644) }, `"f" (a named pipe)`},
	"a socket": {func(dir string) error {
		return unix.Mknod(filepath.Join(dir, "s"), unix.S_IFSOCK|0o644, 0)
	}, `"s" (a socket)`},
	"a hard link between products": {func(dir string) error {
		return errors.Join(os.Remove(filepath.Join(dir, "report.json")), os.Link(filepath.Join(dir, "a"), filepath.Join(dir, "report.json")))
	}, `"a" (a hard link to another file), "report.json" (a hard link to another file)`},
	"a name with a newline": {func(dir string) error {
		return os.WriteFile(filepath.Join(dir, "x\n\x1b[2J\u202e"), nil, 0o644)
	}, `"x\n\x1b[2J\u202e" (a file)`},
	"a binary in other letters":   {func(dir string) error { return os.WriteFile(filepath.Join(dir, "A"), nil, 0o755) }, `"A" (a file)`},
	"tests that nobody asked for": {func(dir string) error { return os.WriteFile(filepath.Join(dir, testsFile), nil, 0o644) }, `"tests.json" (a file)`},
	"a report without an end":     {func(dir string) error { return os.Truncate(filepath.Join(dir, "report.json"), reportLimit+1) }, `"report.json" (larger than 16 MiB)`},
	"a binary without an end":     {func(dir string) error { return os.Truncate(filepath.Join(dir, "a"), binaryLimit+1) }, `"a" (larger than 4096 MiB)`},
	"a long name and a long target": {func(dir string) error {
		return os.Symlink(strings.Repeat("y", 4000), filepath.Join(dir, strings.Repeat("z", 255)))
	}, strings.Repeat("z", 80) + `"… (a link to "` + strings.Repeat("y", 80) + `"…)`},
	"a folder that only root can empty": {func(dir string) error {
		locked := filepath.Join(dir, "locked", "in")
		return errors.Join(os.MkdirAll(locked, 0o755), os.Chmod(locked, 0), os.Chmod(filepath.Dir(locked), 0o500))
	}, `"locked" (a folder)`},
	"very many": {func(dir string) (err error) {
		for i := range 1000 {
			err = errors.Join(err, os.WriteFile(filepath.Join(dir, fmt.Sprint("x", i)), nil, 0o644))
		}
		return err
	}, ` and more: only a, report.json, .sources may leave it`},
}

func TestRow59OnlyProductsLeave(t *testing.T) {
	for name, tt := range hostile {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			published(t, root, "old")
			out := opened(t, root)
			into, err := out.prepare()
			must(t, errors.Join(err, export(into, "new", "new"), tt.do(into)))
			err = out.take(products(job().Target))
			var foreign *Foreign
			if !errors.As(err, &foreign) || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
			if !strings.Contains(foreign.Hint(), "no step of the build leaves such a thing") {
				t.Errorf("the hint is %q", foreign.Hint())
			}
			if len(err.Error()) > 3000 {
				t.Errorf("%d bytes are said", len(err.Error()))
			}
			if out.next.Root != nil {
				t.Error("something was taken")
			}
			out.close()
			checkOld(t, root)
		})
	}
}

// Of a product its bytes alone are published: neither its owner, its mode, its
// attributes nor its file.
func TestRow59OnlyBytesAreTaken(t *testing.T) {
	root := t.TempDir()
	out := opened(t, root)
	into, err := out.prepare()
	must(t, errors.Join(err, export(into, "text", "text")))
	from := filepath.Join(into, "a")
	must(t, os.Chmod(from, 0))
	if os.Geteuid() == 0 {
		must(t, os.Chown(from, 12345, 12345))
	}
	before, err := os.Lstat(from)
	must(t, err)
	if err := unix.Setxattr(from, "user.xgen", []byte("x"), 0); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		t.Fatal(err)
	}
	list := products(job().Target)
	must(t, out.take(list))
	dir, err := out.publish(list, time.Now())
	must(t, err)
	to := filepath.Join(dir, "a")
	info, err := os.Lstat(to)
	must(t, err)
	if text, _ := os.ReadFile(to); string(text) != "text" || info.Mode() != 0o755 || os.SameFile(info, before) {
		t.Errorf("%q, %v", text, info)
	}
	if uid := info.Sys().(*syscall.Stat_t).Uid; int(uid) != os.Geteuid() {
		t.Errorf("it belongs to %d", uid)
	}
	if n, err := unix.Getxattr(to, "user.xgen", nil); err == nil {
		t.Errorf("an attribute of %d bytes is published", n)
	}
}

// A user who is not root may be left a file that its mode keeps from being read.
func TestRow59UnreadableProductIsTaken(t *testing.T) {
	root := t.TempDir()
	out := opened(t, root)
	into, err := out.prepare()
	must(t, errors.Join(err, export(into, "text", "text")))
	nobodys(t, root)
	must(t, os.Chmod(filepath.Join(into, "a"), 0))
	asNobody(func() { err = out.take(products(job().Target)) })
	must(t, err)
}

// What the client was told to write into and what is looked at are one folder.
func TestRow59ExportThatWasReplaced(t *testing.T) {
	root, elsewhere := t.TempDir(), t.TempDir()
	out := opened(t, root)
	into, err := out.prepare()
	must(t, errors.Join(err, export(elsewhere, "a", "a"), os.Remove(into), os.Symlink(elsewhere, into)))
	if info, err := os.Lstat(into); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Fatal(info, err)
	}
	if err := out.take(products(job().Target)); !errors.Is(err, errReplaced) {
		t.Errorf("got %v", err)
	}
}

func TestRow59ExportIsPrivate(t *testing.T) {
	into, err := opened(t, t.TempDir()).prepare()
	must(t, err)
	if info, err := os.Lstat(into); err != nil || info.Mode() != fs.ModeDir|0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestRow59NamesOfBinaries(t *testing.T) {
	for name, want := range map[string]string{
		"report.json": "report.json and the file of that name that xgen itself makes", "Tests.JSON": "Tests.JSON and tests.json", "HELLO": "HELLO and hello", "other": "",
	} {
		target := &model.Target{Name: "t", Toolchain: withZig, Test: &model.Test{}, Cargo: model.Cargo{Bins: []string{name, "hello"}}}
		_, err := Plan(&model.Project{Output: "xgen"}, []*model.Target{target}, Options{})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A log is read with cat.
func TestRow59LogShowsNoControls(t *testing.T) {
	root := t.TempDir()
	out := opened(t, root)
	must(t, out.log.restart())
	for _, part := range []string{"a\x1b[31mred\x1b[0", "m\x1b]0;title\x07\r\nb\x9b\xff", "\u202e\nrest"} {
		_, err := out.log.Write([]byte(part))
		must(t, err)
	}
	must(t, func() error { _, err := out.log.Write([]byte("\n")); return err }())
	text, err := os.ReadFile(out.abs("t.log"))
	if want := "ared\nb\\x9b\\xff\\u202e\nrest\n"; err != nil || string(text) != want {
		t.Errorf("got %q, want %q", text, want)
	}
}
