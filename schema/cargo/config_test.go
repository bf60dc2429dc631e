package cargo

import (
	"strings"
	"testing"
)

// vendors puts a folder in the place of crates.io.
func vendors(directory string) string {
	return "[source.crates-io]\nreplace-with = \"own\"\n[source.own]\ndirectory = \"" + directory + "\"\n"
}

// The folders of vendored crates are those that take a source's place; outside
// of the workspace they are part of the build all the same. Whether they are
// there decides nothing: many are made for each build.
func TestVendored(t *testing.T) {
	for _, c := range []struct{ file, text, vendored, outside string }{
		{".cargo/config.toml", vendors("vendor"), "vendor", "vendor"},
		{"app/.cargo/config", vendors("../vendor"), "vendor", "vendor"},
		{"app/.cargo/config.toml", vendors("vendor"), "app/vendor", ""},
		{"app/.cargo/config.toml", vendors("./a b/"), "app/a b", ""},
		{".cargo/config.toml", vendors("../vendor"), "../vendor", ""},
		{".cargo/config.toml", vendors("/vendor"), "/vendor", ""},
		{".cargo/config.toml", "[source]\ncrates-io = {replace-with = \"own\"}\nown = {directory = \"vendor\"}\n", "vendor", "vendor"},
		{".cargo/config.toml", "source.crates-io.replace-with = 'own'\nsource.own.directory = 'vendor'\n", "vendor", "vendor"},
		{".cargo/config.toml", "[source.unused]\ndirectory = \"vendor\"\n", "", ""},
		{".cargo/config.toml", "[source.crates-io]\nreplace-with = \"own\"\n[source.own]\nregistry = \"https://example.com\"\n", "", ""},
	} {
		w, err := Read(files("app/Cargo.toml", pack("a"), c.file, c.text), "app/Cargo.toml")
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(w.Vendored, "|"); got != c.vendored {
			t.Errorf("%s: %s: vendored are %q, want %q", c.file, c.text, got, c.vendored)
		}
		if got := strings.Join(w.Outside, "|"); got != c.outside {
			t.Errorf("%s: %s: outside are %q, want %q", c.file, c.text, got, c.outside)
		}
	}
}

// Of two configurations the nearer one is heard, key by key, and the file
// without an ending before the other.
func TestNearerConfig(t *testing.T) {
	w, err := Read(files("app/Cargo.toml", pack("a"), ".cargo/config.toml", vendors("far"),
		"app/.cargo/config.toml", vendors("other"), "app/.cargo/config", "[source.own]\ndirectory = \"near\"\n"), "app/Cargo.toml")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.Vendored, " "); got != "app/near" {
		t.Errorf("vendored are %q", got)
	}
}

// A folder whose name no .dockerignore can hold is refused where it is named.
func TestVendoredName(t *testing.T) {
	for text, want := range map[string]string{
		vendors("third*"): ".cargo/config.toml:4:1: source.own.directory is \"third*\": it holds a *, which is no plain character in a .dockerignore: rename the folder",
		"[source]\n own = {directory = \"a\\nb\"}\n": ".cargo/config.toml:2:9: source.own.directory is \"a\\nb\": it holds the control character U+000A: rename the folder",
		vendors("third party"):                       "",
	} {
		_, err := Read(files("app/Cargo.toml", pack("a"), ".cargo/config.toml", text), "app/Cargo.toml")
		if err == nil && want != "" || err != nil && err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
