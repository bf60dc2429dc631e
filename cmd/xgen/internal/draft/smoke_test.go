package draft

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/cargo"
)

// A program is run with what its parser of arguments is known to answer, and not where
// nothing is known of it.
func TestSmoke(t *testing.T) {
	const manifest = "[package]\nname = \"hello\"\nversion = \"0.1.0\"\nedition = \"2021\"\n%s"
	for name, c := range map[string]struct {
		rest, source, further string
		want                  string
	}{
		"derived":           {"[dependencies]\nclap = \"4\"\n", "use clap::Parser;\n#[derive(Parser)]\n#[command(\n  author,\n  version,\n)]\nstruct A;\n", "", "[contract.smoke.args=[--version]]"},
		"built":             {"[dependencies]\nclap = \"4\"\n", "clap::Command::new(\"x\")\n  .version(\"1\")", "", "[contract.smoke.args=[--version]]"},
		"in another file":   {"[dependencies]\nclap = \"4\"\n", "mod a;\n", "// clap\n#[clap(version = \"1\")]\nstruct A;\n", "[contract.smoke.args=[--version]]"},
		"no version":        {"[dependencies]\nclap = \"4\"\n", "use clap::Parser;\n#[derive(Parser)]\n#[command(about)]\nstruct A;\n", "", "[contract.smoke.args=[--help]]"},
		"of something else": {"[dependencies]\nclap = \"4\"\n", "request().version(HTTP_11)", "use clap::Parser;\nos.version()\n", "[contract.smoke.args=[--help]]"},
		"structopt":         {"[dependencies]\nstructopt = \"0.3\"\n", "", "", "[contract.smoke.args=[--version]]"},
		"optional":          {"[dependencies]\nclap = {version = \"4\", optional = true}\n", "// clap\n#[command(version)]", "", "[]"},
		"of tests":          {"[dev-dependencies]\nclap = \"4\"\n", "// clap\n#[command(version)]", "", "[]"},
		"of one system":     {"[target.'cfg(windows)'.dependencies]\nclap = \"4\"\n", "// clap\n#[command(version)]", "", "[]"},
		"none":              {"", "#[command(version)]", "", "[]"},
		"one of several":    {"[dependencies]\nstructopt = \"0.3\"\n[[bin]]\nname = \"hello\"\npath = \"src/main.rs\"\n[[bin]]\nname = \"other\"\npath = \"src/a.rs\"\n", "", "", "[contract.smoke.bin=hello contract.smoke.args=[--version]]"},
		"cargo run's":       {"default-run = \"other\"\n[dependencies]\nstructopt = \"0.3\"\n[[bin]]\nname = \"hello\"\npath = \"src/main.rs\"\n[[bin]]\nname = \"other\"\npath = \"src/a.rs\"\n", "", "", "[contract.smoke.args=[--version]]"},
		"any of several":    {"[dependencies]\nstructopt = \"0.3\"\n[[bin]]\nname = \"one\"\npath = \"src/main.rs\"\n[[bin]]\nname = \"other\"\npath = \"src/a.rs\"\n", "", "", "[]"},
	} {
		root := fstest.MapFS{
			"Cargo.toml": {Data: fmt.Appendf(nil, manifest, c.rest)}, "src/main.rs": {Data: []byte(c.source)}, "src/a.rs": {Data: []byte(c.further)},
		}
		ws, err := cargo.Read(root, "Cargo.toml")
		if err != nil {
			t.Fatal(name, err)
		}
		d := &draft{project: project{fs: root, dir: ".", root: ".", ws: ws}}
		d.smoke()
		got := []string{}
		for _, m := range d.fields.all {
			got = append(got, fmt.Sprintf("%s=%v", m.Name(), m.Value))
		}
		if fmt.Sprint(got) != c.want || (len(got) == 0) != (len(d.notes) == 1) {
			t.Errorf("%s: got %v, want %s: %v", name, got, c.want, d.notes)
		}
	}
}
