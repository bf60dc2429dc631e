package schema

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
)

// Several words in one element are refused where the compiler refuses them, and nowhere
// else.
func TestFlagWords(t *testing.T) {
	dir := t.TempDir()
	rs, c := filepath.Join(dir, "a.rs"), filepath.Join(dir, "a.c")
	for _, file := range []string{rs, c} {
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	rustc := append(compiler(t, catalog.Load().Defaults.Channel), "--crate-type", "lib", "--emit", "metadata", "-o", filepath.Join(dir, "a"), rs)
	for _, row := range []struct {
		kind, word, write string
	}{
		{"rustc", "-C link-arg=-s", `"-C", "link-arg=-s"`},
		{"rustc", "-C opt-level=3 -C debuginfo=0", `"-C", "opt-level=3", "-C", "debuginfo=0"`},
		{"rustc", "-g -O", `"-g", "-O"`},
		{"rustc", "--cfg foo", `"--cfg", "foo"`},
		{"rustc", `--cfg foo="a b"`, `"--cfg", "foo=\"a b\""`},
		{"rustc", "-Clink-args=-s -v", ""},
		{"rustc", "-Clink-arg=-Wl,-rpath,/a b", ""},
		{"rustc", `--cfg=foo="a b"`, ""},
		{"rustc", "-L/a b", ""},
		{"c", "-O2 -g", `"-O2", "-g"`},
		{"c", "-Wall -Wextra", `"-Wall", "-Wextra"`},
		{"c", "-fPIC -g", `"-fPIC", "-g"`},
		{"c", "-std=c11 -O2", `"-std=c11", "-O2"`},
		{"c", "-pthread ", `"-pthread"`},
		{"link", "-static-libgcc -s", `"-static-libgcc", "-s"`},
		{"c", "-DA=1 -DB=2", ""},
		{"c", "-DFLAGS=\"-O2 -g\"", ""},
		{"c", "-ffile-prefix-map=/a b=/c", ""},
		{"c", "-I/a b", ""},
	} {
		quoted := strings.ReplaceAll(row.word, `"`, `\"`)
		_, found := Load(project(smallest + "flags: x: " + row.kind + ": [\"" + quoted + "\"]\n"))
		said := found.Error()
		if row.write == "" && strings.Contains(said, "is one word") || row.write != "" && (len(found) != 1 || !strings.HasSuffix(said, " is one word, with a space in it, which the compiler refuses: write "+row.write)) {
			t.Errorf("%s %q: %s", row.kind, row.word, said)
		}
		command := run(rustc, row.word)
		if row.kind != "rustc" {
			if _, err := exec.LookPath("gcc"); err != nil {
				continue
			}
			command = exec.Command("gcc", "-c", row.word, "-o", filepath.Join(dir, "a"), c)
		}
		if said, err := command.CombinedOutput(); (err != nil) != (row.write != "") {
			t.Errorf("%s %q: the compiler says %v: %s", row.kind, row.word, err, said)
		}
	}
}
