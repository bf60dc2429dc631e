package emit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// collect runs collect.sh over what a function has left in a folder.
func collect(t *testing.T, leave func(out string) error) (into, said string, err error) {
	t.Helper()
	dir := place(t, compile(t, smallest))
	out := filepath.Join(dir, "out")
	write(t, filepath.Join(out, "hello"), "program", 0o755)
	if err := leave(out); err != nil {
		t.Fatal(err)
	}
	into = filepath.Join(dir, "outputs")
	cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/collect.sh"), out, into, "0755", "hello")
	all, err := cmd.CombinedOutput()
	return into, strings.TrimSpace(string(all)), err
}

// TestRow59Collect has other people's code write where the binaries go: only the
// declared binary leaves, a regular file with the mode that xgen chooses.
func TestRow59Collect(t *testing.T) {
	into, said, err := collect(t, func(out string) error {
		return os.Chmod(filepath.Join(out, "hello"), 0o755|os.ModeSetuid)
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if info, err := os.Lstat(filepath.Join(into, "hello")); err != nil || info.Mode() != 0o755 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	instead := func(make func(name string) error) func(string) error {
		return func(out string) error {
			if err := os.Remove(filepath.Join(out, "hello")); err != nil {
				return err
			}
			return make(filepath.Join(out, "hello"))
		}
	}
	const noFile = "xgen: the build left no regular file hello"
	for what, c := range map[string]struct {
		leave func(out string) error
		says  string
	}{
		"a setuid program": {func(out string) error {
			write(t, filepath.Join(out, "su"), "evil", 0o755)
			return os.Chmod(filepath.Join(out, "su"), 0o755|os.ModeSetuid)
		}, "xgen: the build was asked for hello, and something that it ran also wrote: -rwsr-xr-x su"},
		"a folder":         {func(out string) error { return os.Mkdir(filepath.Join(out, ".git"), 0o755) }, "also wrote: drwxr-xr-x .git"},
		"a link":           {func(out string) error { return os.Symlink("/etc/passwd", filepath.Join(out, "x")) }, "also wrote: lrwxrwxrwx x"},
		"an odd name":      {func(out string) error { return os.WriteFile(filepath.Join(out, "a\n\x1b[31m"), nil, 0o644) }, "?[31m"},
		"nothing":          {instead(func(string) error { return nil }), noFile},
		"a link instead":   {instead(func(name string) error { return os.Symlink("/etc/passwd", name) }), noFile},
		"a pipe instead":   {instead(func(name string) error { return syscall.Mkfifo(name, 0o644) }), noFile},
		"a folder instead": {instead(func(name string) error { return os.Mkdir(name, 0o755) }), noFile},
	} {
		if _, said, err := collect(t, c.leave); err == nil || !strings.Contains(said, c.says) || strings.Contains(said, "\x1b") {
			t.Errorf("%s: %v\n%s", what, err, said)
		}
	}
}

// TestRow59ByHand has the stage artifact of every Dockerfile take nothing but
// what collect.sh has let through.
func TestRow59ByHand(t *testing.T) {
	eachProject(t, func(t *testing.T, all map[string]emit.Artifact) {
		for _, a := range ending(all, "/Dockerfile") {
			text := string(a.Bytes)
			if !strings.Contains(text, "FROM scratch AS artifact\nCOPY --from=outputs /outputs /\n\n") {
				t.Errorf("%s: the stage artifact is another", a.Path)
			}
			if strings.Contains(text, "COPY --from=build /out") {
				t.Errorf("%s: something is copied from the build's own folder", a.Path)
			}
		}
	})
}

// evilCargo has a build script of the package evil write where the binaries go.
const evilCargo = `#!/bin/sh
for package in early-0a evil-1b2c late-3d; do
	mkdir -p "$XGEN_TARGET/$XGEN_TRIPLE/release/build/$package"
	: >"$XGEN_TARGET/$XGEN_TRIPLE/release/build/$package/invoked.timestamp"
	[ "$package" != evil-1b2c ] || sh -c "$EVIL"
	sleep 0.02
	: >"$XGEN_TARGET/$XGEN_TRIPLE/release/build/$package/output"
	sleep 0.02
done
: >"$XGEN_TARGET/$XGEN_TRIPLE/release/hello"
`

// built runs build.sh with a cargo that is a script.
func built(t *testing.T, dir, cargo string, env ...string) (string, error) {
	t.Helper()
	vendor := filepath.Join(dir, "vendor")
	for _, name := range []string{"stamp/rust", "stamp/cc", "vendor.stamp", "src/Cargo.toml"} {
		write(t, filepath.Join(dir, name), "", 0o644)
	}
	write(t, filepath.Join(dir, "rust/bin/cargo"), cargo, 0o755)
	cmd := exec.Command(filepath.Join(dir, "xgen/armv5te/entrypoint.sh"))
	cmd.Env = append(append(os.Environ(), "XGEN_PREFIX="+dir, "XGEN_SRC="+filepath.Join(dir, "src"), "XGEN_VENDOR="+vendor,
		"XGEN_TARGET="+filepath.Join(dir, "target"), "XGEN_OUT="+filepath.Join(dir, "out")), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestRow59Writer has build.sh name the package whose build script wrote into
// the folder of the binaries, and leave alone what was there before.
func TestRow59Writer(t *testing.T) {
	for what, c := range map[string]struct{ evil, says string }{
		"nothing":   {":", ""},
		"a program": {`cp /bin/true "$XGEN_OUT/su"`, "su was written into OUT, where only binaries belong, while the build script of evil ran\n"},
		"a folder":  {`mkdir -p "$XGEN_OUT/.git/hooks"`, ".git was written into OUT, where only binaries belong, while the build script of evil ran\n"},
	} {
		dir := place(t, compile(t, smallest))
		write(t, filepath.Join(dir, "out/README"), "the user's own", 0o644)
		said, err := built(t, dir, evilCargo, "EVIL="+c.evil)
		said = strings.ReplaceAll(said, filepath.Join(dir, "out"), "OUT")
		if (err == nil) != (c.says == "") || !strings.Contains(said, c.says) {
			t.Errorf("%s: %v\n%s", what, err, said)
		}
	}
}

// TestRow58LinkThatMoves has a link lead elsewhere, to files whose contents and
// times stay: what is read through it is new all the same.
func TestRow58LinkThatMoves(t *testing.T) {
	const cargo = `#!/bin/sh
cd "$XGEN_SRC"
[ ! -e "$XGEN_TARGET/mark" ] || find -L . -type f -newer "$XGEN_TARGET/mark" | sed 's/^/new: /'
touch "$XGEN_TARGET/mark"
mkdir -p "$XGEN_TARGET/$XGEN_TRIPLE/release"
: >"$XGEN_TARGET/$XGEN_TRIPLE/release/hello"
`
	dir := place(t, compile(t, smallest))
	for _, name := range []string{"src/one/v.rs", "src/two/v.rs"} {
		write(t, filepath.Join(dir, name), name, 0o644)
	}
	link := filepath.Join(dir, "src/current")
	for i, c := range []struct {
		target string
		new    bool
	}{{"one", false}, {"one", false}, {"two", true}, {"two", false}, {"one", true}} {
		os.Remove(link)
		if err := os.Symlink(c.target, link); err != nil {
			t.Fatal(err)
		}
		said, err := built(t, dir, cargo)
		if err != nil || strings.Contains(said, "new: ./current/v.rs") != c.new {
			t.Errorf("build %d, with a link to %s: %v\n%s", i, c.target, err, said)
		}
	}
}

// TestRow58Folders has folders come and go that hold no file: a build script that
// looks into them runs anew.
func TestRow58Folders(t *testing.T) {
	const cargo = `#!/bin/sh
cd "$XGEN_SRC"
[ ! -e "$XGEN_TARGET/mark" ] || find . -newer "$XGEN_TARGET/mark" -printf 'new: %p\n'
sleep 0.02
touch "$XGEN_TARGET/mark"
mkdir -p "$XGEN_TARGET/$XGEN_TRIPLE/release"
: >"$XGEN_TARGET/$XGEN_TRIPLE/release/hello"
`
	dir := place(t, compile(t, smallest))
	src := filepath.Join(dir, "src")
	write(t, filepath.Join(src, "data/sub/f"), "text", 0o644)
	for what, c := range []struct {
		change func() error
		new    bool
	}{
		{func() error { return nil }, false},
		{func() error { return nil }, false},
		{func() error { return os.Mkdir(filepath.Join(src, "data/empty"), 0o755) }, true},
		{func() error { return nil }, false},
		{func() error { return os.RemoveAll(filepath.Join(src, "data/sub")) }, true},
		{func() error { return os.Remove(filepath.Join(src, "data/empty")) }, true},
		{func() error { return nil }, false},
	} {
		if err := c.change(); err != nil {
			t.Fatal(err)
		}
		// What the engine copies has one time.
		if out, err := exec.Command("find", src, "-exec", "touch", "-d", "@1", "{}", "+").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		said, err := built(t, dir, cargo)
		if err != nil || strings.Contains(said, "new: ./data") != c.new {
			t.Errorf("build %d: %v\n%s", what, err, said)
		}
	}
}

// TestRow58Records has a build script write what decides which sources are new:
// nothing of that build is used, and nothing of it is left for the next.
func TestRow58Records(t *testing.T) {
	for _, record := range []string{"sources.new", "tree.new", "xgen.stamp", "out"} {
		dir := place(t, compile(t, smallest))
		said, err := built(t, dir, evilCargo, `EVIL=echo forged >"$XGEN_TARGET/`+record+`"`)
		if err == nil || !strings.Contains(said, "wrote into "+filepath.Join(dir, "target")+" what decides which sources are new") {
			t.Errorf("%s: %v\n%s", record, err, said)
		}
		if left, _ := os.ReadDir(filepath.Join(dir, "target")); len(left) > 0 {
			t.Errorf("%s: left behind are %v", record, left)
		}
	}
}

// TestRow59Limit has a program under test leave a report without an end.
func TestRow59Limit(t *testing.T) {
	t.Setenv("XGEN_LIMIT", "7")
	if _, said, err := collect(t, func(string) error { return nil }); err != nil {
		t.Errorf("seven bytes: %v\n%s", err, said)
	}
	t.Setenv("XGEN_LIMIT", "6")
	if _, said, err := collect(t, func(string) error { return nil }); err == nil || said != "xgen: hello has more than 6 bytes" {
		t.Errorf("%v\n%s", err, said)
	}
}
