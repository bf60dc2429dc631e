package cargo

import (
	"strings"
	"testing"
	"testing/fstest"
)

const reachLock = `version = 4
[[package]]
name = "app"
version = "0.1.0"
dependencies = ["dev", "direct 2.0.0", "extra", "own", "script", "windows"]
[[package]]
name = "deep"
version = "1.0.0"
source = "r"
[[package]]
name = "dev"
version = "1.0.0"
source = "r"
[[package]]
name = "direct"
version = "1.0.0"
source = "r"
[[package]]
name = "direct"
version = "2.0.0"
source = "r"
dependencies = ["deep"]
[[package]]
name = "extra"
version = "1.0.0"
source = "r"
[[package]]
name = "own"
version = "0.1.0"
dependencies = ["within"]
[[package]]
name = "script"
version = "1.0.0"
source = "r"
[[package]]
name = "unused"
version = "1.0.0"
source = "r"
[[package]]
name = "windows"
version = "1.0.0"
source = "r"
[[package]]
name = "within"
version = "1.0.0"
source = "r"
`

func TestReached(t *testing.T) {
	w, err := Read(fstest.MapFS{
		"Cargo.lock": {Data: []byte(reachLock)},
		"Cargo.toml": {Data: []byte(`[package]
name = "app"
version = "0.1.0"
[dependencies]
renamed = {package = "direct", version = "2"}
extra = {version = "1", optional = true}
own = {path = "own"}
[target.'cfg(windows)'.dependencies]
windows = "1"
[build-dependencies]
script = "1"
[dev-dependencies]
dev = "1"
`)},
		"src/main.rs":    {},
		"own/Cargo.toml": {Data: []byte("[package]\nname = \"own\"\nversion = \"0.1.0\"\n[dependencies]\nwithin = \"1\"\n")},
		"own/src/lib.rs": {},
	}, "Cargo.toml")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range w.Reached(nil, Platform{}) {
		word := r.Name + " " + r.Version
		if r.Certain {
			word += "!"
		}
		got = append(got, word)
	}
	if want := "deep 1.0.0, direct 2.0.0!, extra 1.0.0, windows 1.0.0, within 1.0.0!"; strings.Join(got, ", ") != want {
		t.Errorf("reached are %s, want %s", strings.Join(got, ", "), want)
	}
}

// TestInheritedOptional: only the member can say that a dependency is optional,
// however the workspace writes it.
func TestInheritedOptional(t *testing.T) {
	for _, shared := range []string{`"1"`, `{version = "1"}`} {
		w, err := Read(fstest.MapFS{
			"Cargo.lock": {Data: []byte("version = 4\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\"deep\"]\n" +
				"[[package]]\nname = \"deep\"\nversion = \"1.0.0\"\nsource = \"r\"\n")},
			"Cargo.toml": {Data: []byte("[package]\nname = \"app\"\nversion = \"0.1.0\"\n[workspace.dependencies]\ndeep = " + shared +
				"\n[dependencies]\ndeep = {workspace = true, optional = true}\n[workspace]\n")},
			"src/main.rs": {},
		}, "Cargo.toml")
		if err != nil {
			t.Fatal(err)
		}
		if r := w.Reached(nil, Platform{}); len(r) != 1 || r[0].Certain {
			t.Errorf("with %s: %+v", shared, r)
		}
	}
}

// TestReachedFromParts: what tests alone use is not reached, whoever's tests they are;
// what a package of the project's depends on is certain where that package is.
func TestReachedFromParts(t *testing.T) {
	crate := func(name string) string {
		return "[[package]]\nname = \"" + name + "\"\nversion = \"1.0.0\"\nsource = \"r\"\n"
	}
	own := func(name, needs string) string {
		return "[[package]]\nname = \"" + name + "\"\nversion = \"0.1.0\"\ndependencies = [" + needs + "]\n"
	}
	w := read(t, "app/Cargo.toml", pack("app", "[dependencies]", "one = {path = \"one\"}", "two = {path = \"two\", optional = true}", "[build-dependencies]", "script = \"1\"",
		"[target.'cfg(windows)'.build-dependencies]", "far = \"1\"", "[workspace]"),
		"app/src/main.rs", "",
		"app/one/Cargo.toml", pack("one", "[dependencies]", "in-one = \"1\"", "[dev-dependencies]", "tests-one = \"1\""), "app/one/src/lib.rs", "",
		"app/two/Cargo.toml", pack("two", "[dependencies]", "in-two = \"1\""), "app/two/src/lib.rs", "",
		"app/Cargo.lock", "version = 4\n"+own("app", `"one", "two", "script", "far"`)+own("one", `"in-one", "tests-one"`)+own("two", `"in-two"`)+
			crate("far")+crate("in-one")+crate("in-two")+crate("script")+crate("tests-one"))
	words := func(all []Reached) string {
		var out []string
		for _, r := range all {
			word := r.Name
			if r.Certain {
				word += "!"
			}
			out = append(out, word)
		}
		return strings.Join(out, " ")
	}
	if got := words(w.Reached(nil, Platform{})); got != "in-one! in-two" {
		t.Errorf("reached are %s", got)
	}
	if got := words(w.ReachedByAll(nil)); got != "far in-one! in-two script" {
		t.Errorf("reached by all are %s", got)
	}
}
