package check_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/load"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/xgen-build/xgen/schema"
)

// Editors and the cue command check a targets.cue by the copy of the definitions that a
// project has. Here `cue vet -c` (cue/load, as the command loads it, and no network) and
// xgen read the same files, right and wrong ones; testdata/cuevet.txt lists where one of
// them refuses what the other takes. XGEN_UPDATE=1 writes it anew.
func TestCueVet(t *testing.T) {
	differ := map[string][]string{}
	both, neither := 0, 0
	for _, m := range vetted(t) {
		src := headed(m.src)
		ours, theirs := xgenRefuses(src), cueRefuses(t, src)
		switch {
		case ours != "" && theirs != "":
			both++
		case ours == "" && theirs == "":
			neither++
		case ours != "":
			differ["xgen alone refuses: "+ours] = append(differ["xgen alone refuses: "+ours], m.what)
		default:
			t.Errorf("cue alone refuses %s: %s", m.what, theirs)
		}
	}
	if both < 100 || neither < 20 {
		t.Errorf("both refuse %d files and take %d: too few to mean anything", both, neither)
	}
	var got strings.Builder
	for _, what := range slices.Sorted(maps.Keys(differ)) {
		fmt.Fprintf(&got, "%s, as %s\n", what, strings.ReplaceAll(differ[what][0], "\n", "\\n"))
	}
	isGolden(t, "testdata/cuevet.txt", got.String())
}

// vetted are the files: a part of those of the walk's own tests, the projects of this repository, and
// what the scripts show.
func vetted(t *testing.T) (out []mutant) {
	for i, m := range wrongValues() {
		if i%13 == 0 { // each kind of value, of one field after another
			out = append(out, m)
		}
	}
	out = append(out, written()...)
	scripts, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil || len(scripts) < 50 {
		t.Fatal(err, scripts)
	}
	for _, name := range scripts {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if path.Ext(f.Name) == ".cue" && strings.Contains(string(f.Data), "targets:") {
				out = append(out, mutant{path.Base(name) + " " + f.Name, string(f.Data)})
			}
		}
	}
	return out
}

// headed is a file with the beginning that has the cue command check it. What has imports
// of its own, or a package clause, is left as it is and so not compared.
func headed(src string) string {
	if strings.Contains(src, "import ") || strings.Contains(src, "package ") {
		return schema.Head() + "\nname: \"x\"\ntargets: a: triple: \"mips-unknown-linux-musl\"\n"
	}
	return schema.Head() + "\n" + src
}

// xgenRefuses returns the rule of the first error; "" where there is none. What a project
// has beside the file is left out: only the file is held against the definitions.
func xgenRefuses(src string) string {
	_, found := schema.Load(fstest.MapFS{
		"targets.cue": {Data: []byte(src)},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
	})
	for _, d := range found {
		if d.Severity == "error" {
			return d.Rule
		}
	}
	return ""
}

// cueRefuses returns the first words of the cue command's; "" where it takes the file.
func cueRefuses(t *testing.T, src string) string {
	t.Helper()
	dir := t.TempDir()
	overlay := map[string]load.Source{
		filepath.Join(dir, "targets.cue"):     load.FromString(src),
		filepath.Join(dir, schema.ModuleFile): load.FromBytes(schema.Module("hello")),
	}
	for name, text := range schema.Vendored() {
		overlay[filepath.Join(dir, filepath.FromSlash(name))] = load.FromBytes(text)
	}
	inst := load.Instances([]string{"."}, &load.Config{Dir: dir, Overlay: overlay, Env: []string{"CUE_REGISTRY=none", "HOME=" + dir}})[0]
	if inst.Err != nil {
		return inst.Err.Error()
	}
	if err := cuecontext.New().BuildInstance(inst).Validate(cue.Concrete(true), cue.Definitions(false)); err != nil {
		return err.Error()
	}
	return ""
}

// The projects of this repository are right for both.
func TestCueVetProjects(t *testing.T) {
	n := 0
	err := fs.WalkDir(os.DirFS("../.."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != schema.File {
			return err
		}
		src, err := os.ReadFile(path.Join("../..", name))
		if err != nil || strings.Contains(string(src), "package ") {
			return err
		}
		if said := cueRefuses(t, headed(string(src))); said != "" {
			t.Errorf("%s: %s", name, said)
		}
		n++
		return nil
	})
	if err != nil || n < 5 {
		t.Errorf("%v, %d projects", err, n)
	}
}

func isGolden(t *testing.T, name, got string) {
	t.Helper()
	if os.Getenv("XGEN_UPDATE") != "" {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil || string(want) != got {
		t.Errorf("%s: %v: is\n%s\nwant\n%s", name, err, got, want)
	}
}
