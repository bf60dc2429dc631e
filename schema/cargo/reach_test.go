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
	for _, r := range w.Reached(nil) {
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
