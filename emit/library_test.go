package emit_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"

	"github.com/xgen-build/xgen/emit"
)

// A library's source as autotools leave it, as far as library.sh can tell.
const configureScript = `#!/bin/sh
for a; do case "$a" in CFLAGS=*) CFLAGS=${a#CFLAGS=} ;; esac; done
[ "$FAIL" != configure ] || { printf 'first\nconfigure: error: no such thing\n## Cache variables. ##\nnoise\n' >config.log; exit 1; }
mkdir -p usr/lib/pkgconfig usr/include usr/bin usr/share/man usr/share/pkgconfig
echo "$CC $CFLAGS" >usr/lib/lib$NAME.a
touch usr/lib/lib$NAME.la usr/bin/$NAME usr/share/man/$NAME.1 usr/include/$NAME.h
cat >usr/lib/pkgconfig/$NAME.pc <<END
prefix=/usr
exec_prefix="/usr"
libdir="/usr/lib"
includedir=/usr/include
Name: $NAME
Description: a test
Version: 1.0
Libs: -L/usr/lib -l$NAME
Libs.private: -L$XGEN_LIBRARIES/lib
Cflags: -I\${includedir}
END
printf 'all:\n\ttrue\ninstall:\n\tmkdir -p $(DESTDIR)\n\tcp -r usr $(DESTDIR)\n' >Makefile
`

// library runs library.sh on such a source, and returns what it says and where
// the libraries are.
func library(t *testing.T, dir, name string, env ...string) (said, libraries string, err error) {
	t.Helper()
	for _, tool := range []string{"make", "pkg-config"} {
		need(t, tool, "apt-get install "+tool)
	}
	source := filepath.Join(dir, "source-"+name)
	script := "configure"
	if _, err := os.Stat(filepath.Join(source, "configure.ac")); err == nil {
		script = "made"
	}
	write(t, filepath.Join(source, script), configureScript, 0o755)
	cmd := exec.Command("sh", filepath.Join(dir, "xgen/stage/library.sh"), "autotools", name, "--own")
	cmd.Env = append(os.Environ(), append([]string{
		"XGEN_PREFIX=" + filepath.Join(dir, "prefix"), "XGEN_HERE=" + dir, "XGEN_GCC=arm-linux-musleabi", "NAME=" + name,
		"XGEN_SOURCE=" + source, "XGEN_FOLDER=", "XGEN_PROVIDES=" + name, "XGEN_LINK=-s", "XGEN_LINK_ARGS=-fno-PIC",
	}, env...)...)
	out, err := cmd.CombinedOutput()
	return string(out), filepath.Join(dir, "prefix/libraries"), err
}

// What is installed is static and names no folder of the build; pkg-config
// finds it wherever it is moved.
func TestLibrary(t *testing.T) {
	dir := place(t, compile(t, smallest))
	for _, name := range []string{"one", "two"} {
		if said, _, err := library(t, dir, name); err != nil || said != "" {
			t.Fatal(err, said)
		}
	}
	moved := filepath.Join(dir, "elsewhere")
	if err := os.Rename(filepath.Join(dir, "prefix/libraries"), moved); err != nil {
		t.Fatal(err)
	}
	var files []string
	filepath.WalkDir(moved, func(p string, e os.DirEntry, _ error) error {
		if !e.IsDir() {
			files = append(files, strings.TrimPrefix(p, moved+"/"))
		}
		return nil
	})
	if got := strings.Join(files, " "); got != "include/one.h include/two.h lib/libone.a lib/libtwo.a lib/pkgconfig/one.pc lib/pkgconfig/two.pc" {
		t.Errorf("installed are %s", got)
	}
	cmd := exec.Command("pkg-config", "--static", "--libs", "--cflags", "one")
	cmd.Env = append(os.Environ(), "PKG_CONFIG_LIBDIR="+moved+"/lib/pkgconfig")
	got := strings.ReplaceAll(output(t, cmd), moved+"/lib/pkgconfig/../..", "@")
	for _, want := range []string{"-I@/include", "-L@/lib", "-lone"} {
		if !strings.Contains(got, want) {
			t.Errorf("pkg-config says %s", got)
		}
	}
	for _, where := range []string{dir + "/prefix", "-L/usr", "-I/usr"} {
		if strings.Contains(got, where) {
			t.Errorf("pkg-config says %s", got)
		}
	}
	if data, _ := os.ReadFile(filepath.Join(moved, "lib/libone.a")); string(data) != "arm-linux-musleabi-cc -O2 -fPIC\n" {
		t.Errorf("it was built by %q", data)
	}
}

// A source without a configure script has one made, and what that says is shown where it fails.
func TestLibraryWithoutConfigure(t *testing.T) {
	dir := place(t, compile(t, smallest))
	for _, name := range []string{"one", "two"} {
		write(t, filepath.Join(dir, "source-"+name, "configure.ac"), "AC_INIT\n", 0o644)
	}
	write(t, filepath.Join(dir, "bin/autoreconf"), "#!/bin/sh\necho \"autoreconf $*\"\ncp made configure\n", 0o755)
	said, libraries, err := library(t, dir, "one")
	if err != nil || said != "" {
		t.Fatal(err, said)
	}
	if _, err := os.Stat(filepath.Join(libraries, "lib/libone.a")); err != nil {
		t.Error(err)
	}
	write(t, filepath.Join(dir, "bin/autoreconf"), "#!/bin/sh\necho 'configure.ac:1: error: AC_INIT'\nexit 1\n", 0o755)
	if said, _, err := library(t, dir, "two"); err == nil || !strings.Contains(said, "configure.ac:1: error: AC_INIT") {
		t.Errorf("%v\n%s", err, said)
	}
}

// A failure says what the library's own log says last, and keeps nothing.
func TestLibraryFails(t *testing.T) {
	dir := place(t, compile(t, smallest))
	said, libraries, err := library(t, dir, "one", "FAIL=configure")
	if err == nil || !strings.Contains(said, "configure: error: no such thing") || strings.Contains(said, "noise") {
		t.Errorf("%v\n%s", err, said)
	}
	if _, stat := os.Stat(libraries); stat == nil {
		t.Error("something was kept")
	}
	said, _, err = library(t, dir, "one", "XGEN_PROVIDES=other")
	if err == nil || !strings.Contains(said, "xgen: the library one does not provide other to pkg-config; there are one") {
		t.Errorf("%v\n%s", err, said)
	}
	said, _, err = library(t, dir, "one", "XGEN_PROVIDES=")
	if err == nil || !strings.Contains(said, "xgen: the library one and one before it both have the file include/one.h") {
		t.Errorf("%v\n%s", err, said)
	}
}

// tool runs tool.sh on a folder that holds one program.
func tool(t *testing.T, program string, data []byte, args ...string) (said, tools string, err error) {
	t.Helper()
	return toolIn(t, place(t, compile(t, smallest)), "protoc", program, data, args...)
}

func toolIn(t *testing.T, dir, name, program string, data []byte, args ...string) (said, tools string, err error) {
	t.Helper()
	write(t, filepath.Join(dir, "pulled/tree", program), string(data), 0o644)
	write(t, filepath.Join(dir, "pulled/tree/include/any.proto"), "", 0o644)
	write(t, filepath.Join(dir, "pulled/file"), string(data), 0o644)
	cmd := exec.Command("sh", append([]string{filepath.Join(dir, "xgen/stage/tool.sh"), name}, args...)...)
	cmd.Env = append(os.Environ(), "XGEN_PREFIX="+dir, "XGEN_PULLED="+filepath.Join(dir, "pulled"))
	out, err := cmd.CombinedOutput()
	return string(out), filepath.Join(dir, "tools"), err
}

// A tool is found on the PATH and by its variables; one for another machine is
// refused, and so is what the archive does not have.
func TestTool(t *testing.T) {
	script := []byte("#!/bin/sh\necho 'libprotoc 30.2'\n")
	for name, args := range map[string][]string{
		"archive": {"bin/protoc", "PROTOC=", "INCLUDE=include"},
		"file":    {"", "PROTOC="},
	} {
		said, tools, err := tool(t, "bin/protoc", script, args...)
		if err != nil {
			t.Fatal(name, err, said)
		}
		if got := output(t, exec.Command(filepath.Join(tools, "bin/protoc"))); got != "libprotoc 30.2\n" {
			t.Errorf("%s: %q", name, got)
		}
		env, _ := os.ReadFile(filepath.Join(tools, "env"))
		program := strings.TrimPrefix(string(env), "PROTOC=")
		program, rest, _ := strings.Cut(program, "\n")
		if _, err := os.Stat(filepath.Join(tools, program)); err != nil {
			t.Errorf("%s: %q: %v", name, env, err)
		}
		include, both := strings.CutPrefix(strings.TrimSuffix(rest, "\n"), "INCLUDE=")
		if _, err := os.Stat(filepath.Join(tools, include, "any.proto")); both != (name == "archive") || both && err != nil {
			t.Errorf("%s: %q: %v", name, env, err)
		}
	}
	said, _, err := tool(t, "bin/protoc", script, "bin/protoc", "INCLUDE=no/such/include")
	if err == nil || !strings.Contains(said, "xgen:   bin/protoc\nxgen:   include/any.proto\nxgen: the source of tools.protoc has no file or folder no/such/include: write one of those above\n") {
		t.Errorf("%v\n%s", err, said)
	}
	said, _, err = tool(t, "bin/other", script, "bin/protoc")
	if err == nil || !strings.Contains(said, "xgen:   bin/other\nxgen:   include/any.proto\nxgen: the source of tools.protoc has no file bin/protoc: write one of those above\n") {
		t.Errorf("%v\n%s", err, said)
	}
	arm := append([]byte("\x7fELF\x01\x01\x01"), make([]byte, 45)...)
	arm[18] = 40
	said, _, err = tool(t, "bin/protoc", arm, "bin/protoc")
	if err == nil || !strings.Contains(said, "xgen: tools.protoc is a program for another machine than this ") {
		t.Errorf("%v\n%s", err, said)
	}
}

// A tool may be called like what tool.sh itself makes.
func TestToolNames(t *testing.T) {
	dir := place(t, compile(t, smallest))
	names := []string{"env", "bin", "stamp", "by-name"}
	for _, name := range names {
		if said, _, err := toolIn(t, dir, name, "bin/p", []byte("#!/bin/sh\necho "+name+"\n"), "", "TOOL="); err != nil {
			t.Fatal(name, err, said)
		}
	}
	env, _ := os.ReadFile(filepath.Join(dir, "tools/env"))
	stamp, _ := os.ReadFile(filepath.Join(dir, "tools/stamp"))
	for _, name := range names {
		if got := output(t, exec.Command(filepath.Join(dir, "tools/bin", name))); got != name+"\n" {
			t.Errorf("%s: %q", name, got)
		}
		if !strings.Contains(string(env), "TOOL=by-name/"+name+"/"+name+"\n") || !strings.Contains(string(stamp), "  ./by-name/"+name+"/"+name+"\n") {
			t.Errorf("%s is not noted:\n%s\n%s", name, env, stamp)
		}
	}
}

// A file that is a source reaches the build, wherever the project's crates are.
func TestFileSourceReachesTheBuild(t *testing.T) {
	all, err := emit.All(loadFiles(t, smallest+"cargo: manifest: \"app/Cargo.toml\"\ntools: t: hosts: x86_64: {kind: \"file\", path: \"vendor/t\", sha256: \""+sumOf(pinnedBytes)+"\"}\n", map[string]string{
		"app/Cargo.toml": helloManifest, "app/src/main.rs": "", "app/Cargo.lock": helloLock, "vendor/t": pinnedBytes,
	}))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"Dockerfile.dockerignore": "\n!vendor/t\n",
		"Dockerfile":              "--mount=type=bind,source=vendor/t,target=/xgen/file ",
	}
	for _, a := range all {
		if text, ok := want[filepath.Base(a.Path)]; ok && !strings.Contains(string(a.Bytes), text) {
			t.Errorf("%s has no %q:\n%s", a.Path, text, a.Bytes)
		}
	}
}

// … and also where else all is left out: below target/, dist/ and the emitted files.
func TestFileSourceAmongProducts(t *testing.T) {
	for _, name := range []string{"target/t", "dist/t", "dist/armv5te/t", "xgen/t"} {
		all, err := emit.All(loadFiles(t, smallest+"tools: t: hosts: x86_64: {kind: \"file\", path: \""+name+"\", sha256: \""+sumOf(pinnedBytes)+"\"}\n",
			map[string]string{name: pinnedBytes}))
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			if filepath.Base(a.Path) != "Dockerfile.dockerignore" {
				continue
			}
			patterns, err := ignorefile.ReadAll(bytes.NewReader(a.Bytes))
			if err != nil {
				t.Fatal(err)
			}
			if out, err := patternmatcher.Matches(name, patterns); out || err != nil {
				t.Errorf("%s leaves out %s: %v\n%s", a.Path, name, err, a.Bytes)
			}
		}
	}
}
