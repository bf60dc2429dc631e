package schema

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/model"
)

// filesOfProject are all files that Load reads, and what it says first of one
// that it cannot read.
var filesOfProject = map[string]string{
	"targets.cue":         "targets.cue:1:1: ",
	"Cargo.toml":          "targets.cue:1:1: cargo.manifest: Cargo.toml: ",
	"Cargo.lock":          "targets.cue:1:1: cargo.manifest: Cargo.lock: ",
	"rust-toolchain.toml": "targets.cue:1:1: cargo.manifest: rust-toolchain.toml: ",
	".cargo/config.toml":  "targets.cue:1:1: cargo.manifest: .cargo/config.toml: ",
	"a.patch":             "targets.cue:3:72: patches.p.diff: a.patch: ",
	"x.tgz":               "targets.cue:4:81: libraries.l.source.path: x.tgz: ",
	"member/Cargo.toml":   "targets.cue:1:1: cargo.manifest: member/Cargo.toml: ",
	acmeMIPS + ".json":    "targets.cue:5:56: spec: " + acmeMIPS + ".json: ",
}

// everyFile is a project with all of them.
func everyFile() fstest.MapFS {
	p := project("name: \"hello\"\n" + row +
		"patches: p: {crate: \"old\", version: \"1\", why: \"w\", files: [\"a\"], diff: \"a.patch\"}\n" +
		"libraries: l: {kind: \"autotools\", provides: [\"l\"], source: {kind: \"file\", path: \"x.tgz\", sha256: \"" + strings.Repeat("0", 64) + "\"}}\n" +
		"targets: own: {triple: \"" + acmeMIPS + "\", spec: \"" + acmeMIPS + ".json\"}\n")
	p["Cargo.toml"].Data = append(p["Cargo.toml"].Data, "[dependencies]\nmember = {path = \"member\"}\n"...)
	p["Cargo.lock"].Data = append(p["Cargo.lock"].Data, "\n[[package]]\nname = \"old\"\nversion = \"1.0.0\"\nsource = \"registry+https://x\"\n"...)
	for name := range filesOfProject {
		if p[name] == nil {
			p[name] = &fstest.MapFile{}
		}
	}
	p[acmeMIPS+".json"].Data, _ = os.ReadFile("../testdata/projects/acme/" + acmeMIPS + ".json") // a missing one is refused below
	p["member/Cargo.toml"].Data = []byte("[package]\nname = \"member\"\nversion = \"0.1.0\"\n")
	return p
}

// Nothing but a regular file is read, whichever it is and whatever stands there.
func TestRow66WhatIsNoFile(t *testing.T) {
	for name, place := range filesOfProject {
		for mode, what := range map[fs.FileMode]string{
			fs.ModeNamedPipe: "a named pipe", fs.ModeDir: "a folder", fs.ModeSocket: "a socket", fs.ModeDevice: "a device",
		} {
			p := everyFile()
			p[name] = &fstest.MapFile{Mode: mode}
			loaded, found := Load(p)
			want := place + "it is " + what + ": want a regular file"
			if loaded != nil || !slices.ContainsFunc(found, func(d model.Diagnostic) bool { return d.String() == want }) {
				t.Errorf("%s as %s:\n%v\nwant %s", name, what, found, want)
			}
			if found.HasUnreadable() {
				t.Errorf("%s as %s: the machine is not at fault", name, what)
			}
		}
	}
}

// denied is a project of which some paths cannot be read.
type denied struct {
	fs.FS
	name string
	err  error
}

func (d denied) Open(name string) (fs.File, error) {
	if name == d.name || strings.HasPrefix(name, d.name+"/") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: d.err}
	}
	return d.FS.Open(name)
}

// A file or folder that cannot be read is named, and says nothing about what
// is in it.
func TestRow67Unreadable(t *testing.T) {
	names := slices.Collect(maps.Keys(filesOfProject))
	for _, name := range append(names, "src", "src/main.rs", "src/bin", ".cargo", "member") {
		for _, cause := range []error{fs.ErrPermission, syscall.EIO} {
			loaded, found := Load(denied{everyFile(), name, cause})
			i := slices.IndexFunc(found, func(d model.Diagnostic) bool { return d.Rule == model.Unreadable })
			if loaded != nil || i < 0 || !strings.Contains(found[i].Message, name) || !strings.Contains(found[i].Message, cause.Error()) {
				t.Errorf("%s: %v: %v", name, cause, found)
			}
		}
	}
	for _, name := range []string{".", "config.cue"} {
		_, found := LoadMachine(denied{fstest.MapFS{"config.cue": {}}, name, fs.ErrPermission})
		if !found.HasUnreadable() {
			t.Errorf("user-level %s: %v", name, found)
		}
	}
}

// Sizes at which something was counted again and again: seconds have become
// hours, or megabytes gigabytes.
func TestRow66Large(t *testing.T) {
	list := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	const small = "name: \"hello\"\n" + row
	for what, c := range map[string]struct{ file, text, want string }{
		"a lock of 20,000 packages": {"Cargo.lock", string(project("")["Cargo.lock"].Data) + list(20000,
			"\n[[package]]\nname = \"c%d\"\nversion = \"0.1.0\"\nsource = \"registry+https://x\"\nchecksum = \"0\"\ndependencies = [\n \"c1\",\n]\n"), ""},
		"a triple of 900,000 letters": {"targets.cue", "name: \"hello\"\ntargets: a: triple: \"" + strings.Repeat("x", 900000) + "\"\n", "targets.cue:2:21: targets.a.triple is"},
		"a key of 480,000 parts":      {"Cargo.toml", strings.Repeat("a.", 480000) + "b = 1\n", "Cargo.toml:1:128: tables or arrays lie more than 64 deep in each other"},
		"300,000 brackets":            {"Cargo.toml", "a = " + strings.Repeat("[", 300000), "Cargo.toml:1:69: tables or arrays lie"},
		"200,000 inline tables":       {"Cargo.toml", "a = " + strings.Repeat("{a=", 200000), "Cargo.toml:1:197: tables or arrays lie"},
		"60,000 keys":                 {"Cargo.toml", "[features]\n" + list(60000, "f%d = []\n"), "Cargo.toml:5002:7: the table has more than 5000 keys"},
		"60,000 tables":               {".cargo/config.toml", list(60000, "[f%d]\n"), ".cargo/config.toml:5001:1: the file has more than 5000 different tables"},
		"a long channel":              {"rust-toolchain.toml", strings.Repeat("# x\n", 20000), "targets.cue:1:1: cargo.manifest: rust-toolchain.toml: the file has more than 65536 bytes"},
	} {
		p := project(small)
		p[c.file] = &fstest.MapFile{Data: []byte(c.text)}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		loaded, found := Load(p)
		runtime.ReadMemStats(&after)
		if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 200<<20 {
			t.Errorf("%s took %d MB of memory", what, bytes>>20)
		}
		if (loaded == nil) != (c.want != "") || !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s: %.300s\nwant %s", what, found, c.want)
		}
	}
}

// Brackets and points that are text count for nothing.
func TestRow66TextIsNoDepth(t *testing.T) {
	p := project("name: \"hello\"\n" + row)
	deep := strings.Repeat("[{a.", 100)
	p["Cargo.toml"].Data = append(p["Cargo.toml"].Data, fmt.Sprintf(
		"description = \"\\\"%s\" # %s\nlicense = '%s'\nauthors = ['''\n%s''', \"\"\"\n\\\"\"\" %s\"\"\"]\n[features]\na = [%s]\n",
		deep, deep, deep, deep, deep, strings.Repeat("\"b\", ", 200))...)
	p["Cargo.toml"].Data = append(p["Cargo.toml"].Data, "b = []\n"...)
	if _, found := Load(p); found.HasErrors() {
		t.Error(found)
	}
}
