package cargo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// configs are small projects by what they show: files, of which cargo is asked in the
// folder app.
var configs = map[string][]string{
	"one file": {".cargo/config.toml", "[build]\njobs = 2\nrustflags = [\"a\", \"b\"]\n[env]\nX = \"1\"\n"},
	"the nearer before the other, lists joined": {
		".cargo/config.toml", "[build]\nrustflags = [\"far\"]\njobs = 1\n[env]\nX = \"far\"\nY = \"far\"\n",
		"app/.cargo/config.toml", "[build]\nrustflags = [\"near\"]\n[env]\nX = \"near\"\n"},
	"no ending before an ending": {"app/.cargo/config", "[env]\nX = \"bare\"\n", "app/.cargo/config.toml", "[env]\nX = \"toml\"\nY = \"toml\"\n"},
	"a string joins no string":   {".cargo/config.toml", "[build]\nrustflags = \"a b\"\n", "app/.cargo/config.toml", "[build]\nrustflags = \"c\"\n"},
	"a string and a list":        {".cargo/config.toml", "[build]\nrustflags = \"a b\"\n", "app/.cargo/config.toml", "[build]\nrustflags = [\"c\"]\n"},
	"a table and a string":       {".cargo/config.toml", "[env]\nX = { value = \"a\" }\n", "app/.cargo/config.toml", "[env]\nX = \"b\"\n"},
	"two runners":                {".cargo/config.toml", "[target.x]\nrunner = [\"a\"]\n", "app/.cargo/config.toml", "[target.x]\nrunner = [\"b\", \"c\"]\n"},
	"a runner in both forms":     {".cargo/config.toml", "[target.x]\nrunner = [\"a\"]\n", "app/.cargo/config.toml", "[target.x]\nrunner = \"b\"\n"},
	"inline tables":              {".cargo/config.toml", "env = { X = { value = \"a\", relative = true }, Y = \"b\" }\nprofile.release = { lto = true, codegen-units = 1 }\n"},
	"parts of a table":           {".cargo/config.toml", "[env.X]\nvalue = \"a\"\nforce = true\n", "app/.cargo/config.toml", "[env.X]\nvalue = \"b\"\n"},
	"include": {".cargo/config.toml", "include = [\"more.toml\"]\n[env]\nX = \"own\"\n[build]\nrustflags = [\"own\"]\n",
		".cargo/more.toml", "[env]\nX = \"more\"\nY = \"more\"\n[build]\nrustflags = [\"more\"]\n"},
	"include of several": {".cargo/config.toml", "include = [\"a.toml\", { path = \"../build/b.toml\" }, { path = \"none.toml\", optional = true }]\n",
		".cargo/a.toml", "[env]\nX = \"a\"\n[build]\nrustflags = [\"a\"]\n", "build/b.toml", "[env]\nX = \"b\"\n[build]\nrustflags = [\"b\"]\n"},
	"include of includes": {"app/.cargo/config.toml", "include = [\"a.toml\"]\n", "app/.cargo/a.toml", "include = [\"b.toml\"]\n[env]\nX = \"a\"\n",
		"app/.cargo/b.toml", "[env]\nX = \"b\"\nY = \"b\"\n", ".cargo/config.toml", "[env]\nY = \"far\"\nZ = \"far\"\n"},
	"include of itself":  {".cargo/config.toml", "include = [\"a.toml\"]\n", ".cargo/a.toml", "include = [\"config.toml\"]\n"},
	"include of nothing": {".cargo/config.toml", "include = [\"none.toml\"]\n"},
	"a mark and CRLF":    {".cargo/config.toml", "\ufeff[build]\r\nrustflags = [\r\n  \"a\",\r\n]\r\n[env]\r\nX = \"1\"\r\n"},
	"cfg tables":         {".cargo/config.toml", "[target.'cfg(unix)']\nrustflags = [\"a\"]\n", "app/.cargo/config.toml", "[target.'cfg(unix)']\nrustflags = [\"b\"]\n[target.\"cfg(windows)\"]\nlinker = \"l\"\n"},
	"sources":            {".cargo/config.toml", "[source.crates-io]\nreplace-with = \"own\"\n", "app/.cargo/config.toml", "[source.own]\ndirectory = \"vendor\"\n"},
	"values":             {".cargo/config.toml", "[profile.release]\ndebug = 1\nlto = \"fat\"\nincremental = false\n[profile.release.package.\"*\"]\nopt-level = 3\n"},
	"paths":              {".cargo/config.toml", "paths = [\"a\"]\n", "app/.cargo/config.toml", "paths = [\"b\", \"c\"]\n"},
}

// What is read of cargo's configuration is what cargo reads; what cannot be joined, or
// is not there, is an error of both.
func TestMergedAsCargo(t *testing.T) {
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is missing: https://rustup.rs")
	}
	for name, pairs := range configs {
		fsys := files(append([]string{"app/Cargo.toml", pack("a")}, pairs...)...)
		dir := t.TempDir()
		for file, f := range fsys {
			full := filepath.Join(dir, file)
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, said := askCargo(t, filepath.Join(dir, "app"))
		w, err := Read(fsys, "app/Cargo.toml")
		switch {
		case err != nil && want == nil:
		case err != nil:
			t.Errorf("%s: %v, and cargo reads it", name, err)
		case want == nil:
			t.Errorf("%s: cargo does not read it:\n%s", name, said)
		default:
			if got := asTree(t, w.Config); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: read is\n%v\nand cargo reads\n%v", name, got, want)
			}
		}
	}
}

// askCargo returns cargo's configuration in a folder, nil where it has none that it can
// read.
func askCargo(t *testing.T, dir string) (tree map[string]any, said string) {
	t.Helper()
	cmd := exec.Command("cargo", "-Zunstable-options", "config", "get", "--format", "json-value")
	cmd.Dir = dir
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "CARGO_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "RUSTC_BOOTSTRAP=1", "CARGO_HOME="+t.TempDir(), "RUSTUP_TOOLCHAIN=1.95.0")
	var words bytes.Buffer
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		return nil, words.String()
	}
	if err := json.Unmarshal(out, &tree); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return tree, ""
}

// asTree returns settings as cargo prints its own.
func asTree(t *testing.T, all Settings) (tree map[string]any) {
	t.Helper()
	tree = map[string]any{}
	for _, s := range all {
		at := tree
		for _, word := range s.Key[:len(s.Key)-1] {
			if at[word] == nil {
				at[word] = map[string]any{}
			}
			at = at[word].(map[string]any)
		}
		value := s.Last().Value
		if isList(s) {
			value = []any{}
			for _, p := range s.Parts {
				value = append(value.([]any), p.Value.([]any)...)
			}
		}
		at[s.Key[len(s.Key)-1]] = value
	}
	data, err := json.Marshal(tree)
	if err == nil {
		err = json.Unmarshal(data, &tree)
	}
	if err != nil {
		t.Fatal(err)
	}
	return maps.Clone(tree)
}

// What the book does not let cargo do is said at its line, with what to write.
func TestConfigFaults(t *testing.T) {
	for _, c := range []struct {
		want  string
		files []string
	}{
		{".cargo/config.toml:1:1: include names \"none.toml\", and there is no .cargo/none.toml: write its path from the folder of this file", configs["include of nothing"]},
		{".cargo/a.toml:1:1: include names \"config.toml\", which includes this file: remove one of the two", configs["include of itself"]},
		{".cargo/config.toml:1:1: include names \"../../x.toml\", which lies outside the project's root: name the folder above both in targets.cue, such as context: root: \"..\"", []string{".cargo/config.toml", "include = \"../../x.toml\"\n"}},
		{".cargo/config.toml:1:1: include holds what names no file", []string{".cargo/config.toml", "include = [{ optional = true }]\n"}},
		{"app/.cargo/config.toml:2:1: build.rustflags is a list here and a single value in .cargo/config.toml:2:1, which cargo does not join: write both in one form", configs["a string and a list"]},
		{"app/.cargo/config.toml:2:1: env.X is a single value here and a table in .cargo/config.toml:2:7, which cargo does not join", configs["a table and a string"]},
		{".cargo/config.toml:1:1: patch.crates-io.a.path is \"../../a\", which lies outside the project's root: name the folder above both in targets.cue, such as context: root: \"..\"", []string{".cargo/config.toml", "patch.crates-io.a.path = \"../../a\"\n"}},
		{".cargo/config.toml:1:1: patch.crates-io.a.path is \"a\", and there is no a/Cargo.toml: write the path from the folder that holds .cargo", []string{".cargo/config.toml", "patch.crates-io.a.path = \"a\"\n"}},
		{".cargo/config.toml:2:1: profile.release.strip is \"all\": want", []string{".cargo/config.toml", "[profile.release]\nstrip = \"all\"\n"}},
	} {
		_, err := Read(files(append([]string{"app/Cargo.toml", pack("a")}, c.files...)...), "app/Cargo.toml")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	twice := []string{"Cargo.toml", pack("a"), ".cargo/config.toml", "include = [\"0.toml\"]\n"}
	for i := range 20 { // a million files, by their includes
		twice = append(twice, fmt.Sprintf(".cargo/%d.toml", i), fmt.Sprintf("include = [\"%d.toml\", \"%d.toml\"]\n", i+1, i+1))
	}
	if _, err := Read(files(append(twice, ".cargo/20.toml", "")...), "Cargo.toml"); err == nil || !strings.HasSuffix(err.Error(), "is made of more than 100 files: include fewer") {
		t.Errorf("an endless configuration: %v", err)
	}
	if _, err := Read(files("Cargo.toml", pack("a"), ".cargo/config.toml", "include = [{ path = \"/home/me/x.toml\", optional = true }, \"in.toml\"]\n", ".cargo/in.toml", ""), "Cargo.toml"); err != nil {
		t.Errorf("what only a machine has: %v", err)
	}
}

// The crates that the configuration puts in the place of others come along, and theirs.
func TestLocalCrates(t *testing.T) {
	w, err := Read(files("app/Cargo.toml", pack("a"), "app/.cargo/config.toml", "paths = [\"../over\", \"../many\"]\n[patch.crates-io]\nb = { path = \"../third/b\" }\n",
		"third/b/Cargo.toml", pack("b")+"[dependencies]\nc = { path = \"../c\" }\n", "third/c/Cargo.toml", pack("c"), "over/Cargo.toml", pack("d"), "many/e/Cargo.toml", pack("e")), "app/Cargo.toml")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.Outside, " "); got != "many over third/b third/c" {
		t.Errorf("outside are %q", got)
	}
}
