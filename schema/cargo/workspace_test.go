package cargo

import (
	"strings"
	"testing"
	"testing/fstest"
)

func files(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

func pack(name string, more ...string) string {
	return "[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\n" + strings.Join(more, "\n") + "\n"
}

// bins writes each binary with the features that it misses.
func bins(list []Bin) string {
	var words []string
	for _, b := range list {
		words = append(words, strings.Join(append([]string{b.Name}, b.Missing...), "-"))
	}
	return strings.Join(words, " ")
}

func TestBins(t *testing.T) {
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"main.rs", files("Cargo.toml", pack("a"), "src/main.rs", ""), "a"},
		{"library only", files("Cargo.toml", pack("a"), "src/lib.rs", ""), ""},
		{"src/bin", files("Cargo.toml", pack("a"), "src/main.rs", "", "src/bin/b.rs", "", "src/bin/c/main.rs", "", "src/bin/c/x.rs", ""), "a b c"},
		{"renamed main", files("Cargo.toml", pack("a", "[[bin]]", "name = \"z\"", "path = \"src/main.rs\""), "src/main.rs", ""), "z"},
		{"beside main", files("Cargo.toml", pack("a", "edition = \"2021\"", "[[bin]]", "name = \"z\"", "path = \"tools/z.rs\""), "src/main.rs", ""), "a z"},
		{"no discovery", files("Cargo.toml", pack("a", "autobins = false", "[[bin]]", "name = \"z\""), "src/main.rs", "", "src/bin/b.rs", ""), "z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, err := Read(c.files, "Cargo.toml")
			if err != nil {
				t.Fatal(err)
			}
			if got := bins(w.Bins(Choice{})); got != c.want {
				t.Errorf("bins are %q, want %q", got, c.want)
			}
		})
	}
}

// workspace has two members, one of them with a path dependency beside the
// workspace's folder.
var workspace = files(
	"app/Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/old\"]\n[profile.release]\nstrip = true\n",
	"app/Cargo.lock", "version = 4\n",
	"app/crates/one/Cargo.toml", pack("one", "rust-version = \"1.80\"", "[features]", "extra = []", "[dependencies]", "shared = { path = \"../../../shared\" }"),
	"app/crates/one/src/main.rs", "",
	"app/crates/two/Cargo.toml", pack("two"),
	"app/crates/two/src/bin/second.rs", "",
	"app/crates/old/Cargo.toml", pack("old"),
	"app/crates/old/src/main.rs", "",
	"shared/Cargo.toml", pack("shared"),
	"shared/src/lib.rs", "",
)

func TestWorkspace(t *testing.T) {
	for _, manifest := range []string{"app/Cargo.toml", "app/crates/one/Cargo.toml"} {
		w, err := Read(workspace, manifest)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ what, got, want string }{
			{"root", w.Root, "app"},
			{"lock", w.Lock, "app/Cargo.lock"},
			{"outside", strings.Join(w.Outside, " "), "shared"},
			{"bins", bins(w.Bins(Choice{})), map[string]string{"app/Cargo.toml": "one second", "app/crates/one/Cargo.toml": "one"}[manifest]},
			{"bins of one", bins(w.Bins(Choice{Packages: []string{"one"}})), "one"},
			{"bins of two", bins(w.Bins(Choice{Packages: []string{"two"}})), "second"},
			{"features", strings.Join(w.Features([]string{"one"}), " "), "extra"},
		} {
			if c.got != c.want {
				t.Errorf("%s: %s is %q, want %q", manifest, c.what, c.got, c.want)
			}
		}
		if w.Profiles["release"].Strip != true {
			t.Errorf("%s: the profile is %v", manifest, w.Profiles["release"])
		}
	}
}

func TestExcludedMember(t *testing.T) {
	w, err := Read(workspace, "app/crates/old/Cargo.toml")
	if err != nil {
		t.Fatal(err)
	}
	if w.Root != "app/crates/old" || w.Lock != "" {
		t.Errorf("an excluded package belongs to %s with lock %q", w.Root, w.Lock)
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"missing", files(), "Cargo.toml: no such file"},
		{"syntax", files("Cargo.toml", "[package]\nname = \n"), "Cargo.toml:2:"},
		{"outside", files("Cargo.toml", pack("a", "[dependencies]", "b = { path = \"../b\" }")), "Cargo.toml: path dependency \"../b\" lies outside"},
		{"a member's folder", files("Cargo.toml", "[workspace]\nmembers = [\"a/*\"]\n", "a/b/readme", ""), "Cargo.toml: workspace member \"a/*\": a/b has no Cargo.toml, which cargo refuses: add the folder to exclude, or remove it"},
		{"missing path", files("Cargo.toml", pack("a", "[dependencies]", "b = { path = \"b\" }")), "Cargo.toml:5:7: dependency b lies in b, and there is no b/Cargo.toml: correct its path"},
		{"missing patch", files("Cargo.toml", pack("a", "[patch.crates-io]", "b = { path = \"b\" }")), "Cargo.toml:5:7: dependency b lies in b, and there is no b/Cargo.toml: correct its path"},
		{"toolchain", files("Cargo.toml", pack("a"), "rust-toolchain.toml", "[toolchain]\nchannel = 3\n"), "rust-toolchain.toml:2:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(c.files, "Cargo.toml")
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error is %v, want %s…", err, c.want)
			}
		})
	}
}

func TestToolchainFile(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"rust-toolchain", "1.90.0\n", "1.90.0"},
		{"rust-toolchain.toml", "[toolchain]\nchannel = \"nightly-2026-04-14\"\n", "nightly-2026-04-14"},
		{"rust-toolchain", "[toolchain]\nchannel = \"1.91.0\"\n", "1.91.0"},
	} {
		w, err := Read(files("sub/Cargo.toml", pack("a"), c.file, c.text), "sub/Cargo.toml")
		if err != nil || w.Toolchain.Channel != c.want || w.Toolchain.File != c.file {
			t.Errorf("%s gives %q from %q (%v), want %q", c.file, w.Toolchain.Channel, w.Toolchain.File, err, c.want)
		}
	}
}
