package schema

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/userfile"
)

// inRepository is the folder "rust" of a repository, or one further down.
type inRepository struct {
	fs.FS
	all fs.FS
	dir string
}

func (r inRepository) Climb(levels int) (fs.FS, string, error) {
	at := strings.Split(r.dir, "/")
	if levels > len(at) {
		return nil, "", errors.New("so many folders do not lie above")
	}
	above, err := fs.Sub(r.all, filepath.Join(append([]string{"."}, at[:len(at)-levels]...)...))
	return above, strings.Join(at[len(at)-levels:], "/"), err
}

func (r inRepository) Look(levels int) (fs.FS, string, error) { return r.Climb(levels) }

// repository is a project in a folder of a repository; names of files begin there.
func repository(t *testing.T, dir, targets string, pairs ...string) inRepository {
	t.Helper()
	all := fstest.MapFS{}
	for name, f := range with(targets, pairs...) {
		if rest, beside := strings.CutPrefix(name, "/"); beside {
			all[rest] = f
		} else {
			all[dir+"/"+name] = f
		}
	}
	own, err := fs.Sub(all, dir)
	if err != nil {
		t.Fatal(err)
	}
	return inRepository{own, all, dir}
}

// What a build is sent, by what cargo reads and what the user names.
func TestContext(t *testing.T) {
	const two = "[dependencies]\none = { path = \"../libs/one\" }\n"
	libs := []string{"/libs/Cargo.toml", "[workspace]\n[workspace.package]\nversion = \"0.1.0\"\n",
		"/libs/one/Cargo.toml", "[package]\nname = \"one\"\nversion.workspace = true\n", "/libs/one/src/lib.rs", ""}
	for _, c := range []struct {
		name, rest string
		files      []string
		want       string // or what is refused
	}{
		{"alone", "", nil, ".,,"},
		{"in a repository", `context: root: ".."`, nil, "rust,,"},
		{"a file beside", `context: {root: "..", include: ["../README.md"]}`, []string{"/README.md", ""}, "rust,README.md,"},
		{"a folder beside", `context: {root: "..", include: ["../proto/", "assets"]}`, []string{"/proto/a", "", "assets/a", ""}, "rust,proto rust/assets,"},
		{"a crate beside", `context: {root: "..", include: ["../tool"]}`, []string{"/tool/Cargo.toml", crate("tool", "")}, "rust tool,,"},
		{"left out", `context: {exclude: ["videos", "src/old.bin"]}`, nil, ".,,src/old.bin videos"},
		{"all", `context: {root: "..", include: [".."]}`, nil, "rust,.,"},
		{"another workspace", `context: root: ".."`, append([]string{"Cargo.toml", crate("hello", two), "Cargo.lock", "version = 4\n" + locked("hello", "0.1.0", "one") + locked("one", "0.1.0")}, libs...), "libs/one rust,libs/Cargo.toml,"},

		{"a build script beside", `context: root: ".."`, []string{"Cargo.toml", crate("hello", "build = \"../gen/build.rs\"\n"), "/gen/build.rs", "", "/gen/more.rs", ""}, "rust,gen,"},
		{"a program beside", `context: root: ".."`, []string{"Cargo.toml", crate("hello", "[[bin]]\nname = \"hello\"\npath = \"../shared/main.rs\"\n"), "/shared/main.rs", ""}, "rust,shared,"},
		{"a library beside", `context: root: ".."`, []string{"Cargo.toml", crate("hello", "[lib]\npath = \"../lib.rs\"\n"), "/lib.rs", ""}, "rust,lib.rs,"},
		{"a library of a crate beside", `context: root: ".."`, []string{"Cargo.toml", crate("hello", two), "Cargo.lock", "version = 4\n" + locked("hello", "0.1.0", "one") + locked("one", "0.1.0"),
			"/libs/one/Cargo.toml", crate("one", "[lib]\npath = \"../../shared/one.rs\"\n"), "/shared/one.rs", ""}, "libs/one rust,shared,"},
		{"tests beside", `context: root: ".."`, []string{"Cargo.toml", crate("hello", "[[test]]\nname = \"t\"\npath = \"../tests/t.rs\"\n"), "/tests/t.rs", ""}, "rust,tests,"},
		{"a program in the package", `context: root: ".."`, []string{"Cargo.toml", crate("hello", "build = \"src/build.rs\"\n[[bin]]\nname = \"hello\"\npath = \"app/main.rs\"\n"), "app/main.rs", "", "src/build.rs", ""}, "rust,,"},
		{"no build script", "", []string{"Cargo.toml", crate("hello", "build = false\n")}, ".,,"},
		{"tests above", "", []string{"Cargo.toml", crate("hello", "[[test]]\nname = \"t\"\npath = \"../tests/t.rs\"\n"), "/tests/t.rs", ""}, ".,,"},
		{"another program above", "cargo: bins: [\"hello\"]", []string{"Cargo.toml", crate("hello", "[[bin]]\nname = \"tool\"\npath = \"../tool.rs\"\n"), "/tool.rs", ""}, ".,,"},
		{"the build script of a member that is not built", "cargo: packages: [\"hello\"]", []string{"Cargo.toml", crate("hello", "[workspace]\nmembers = [\"a\"]\n"), "a/Cargo.toml", crate("a", "build = \"../../gen/build.rs\"\n"), "a/src/lib.rs", ""}, ".,,"},

		{"a build script above", "", []string{"Cargo.toml", crate("hello", "build = \"../gen/build.rs\"\n"), "/gen/build.rs", ""},
			`Cargo.toml:5:1: package.build is "../gen/build.rs", which lies outside the project's root: name the folder above both in targets.cue, such as context: root: ".."`},
		{"a program above", "", []string{"Cargo.toml", crate("hello", "[[bin]]\nname = \"hello\"\npath = \"../main.rs\"\n"), "/main.rs", ""},
			`Cargo.toml:7:1: bin.path is "../main.rs", which lies outside`},
		{"tests above that are run", "test: {}", []string{"Cargo.toml", crate("hello", "[[test]]\nname = \"t\"\npath = \"../tests/t.rs\"\n"), "/tests/t.rs", ""},
			`Cargo.toml:7:1: test.path is "../tests/t.rs", which lies outside`},
		{"a library of this machine", "", []string{"Cargo.toml", crate("hello", "[lib]\npath = \"/opt/lib.rs\"\n")},
			`Cargo.toml:6:1: lib.path is "/opt/lib.rs", and a build has nothing of this machine there: write the path from the folder of the manifest`},
		{"above without a word", "", append([]string{"Cargo.toml", crate("hello", two)}, libs...),
			`targets.cue:1:1: cargo.manifest: Cargo.toml: path dependency "../libs/one" lies outside the project's root: name the folder above both in targets.cue, such as context: root: ".."`},
		{"above the root", `context: include: ["../proto"]`, nil,
			`targets.cue:3:20: context.include is "../proto": it must lie below the project's root, the folder of targets.cue: write a path from targets.cue that does, or context: root: ".."`},
		{"above a root", `context: {root: "..", include: ["../../proto"]}`, nil,
			`targets.cue:3:33: context.include is "../../proto": it must lie below the project's root, which context.root has as ..: write a path from targets.cue that does, or context: root: "../.."`},
		{"too far", `context: root: "../.."`, nil, `targets.cue:3:16: context.root is "../..": so many folders do not lie above`},
		{"down", `context: root: "sub"`, nil, `targets.cue:3:16: context.root is "sub": want "..", "../.." or the like`},
		{"not there", `context: include: ["proto"]`, nil, `targets.cue:3:20: context.include has "proto": there is no proto: write its path from the folder of targets.cue`},
		{"history", `context: {root: "..", include: ["../.git/HEAD"]}`, []string{"/.git/HEAD", ""}, `targets.cue:3:33: context.include has "../.git/HEAD": the repository's history is another in each clone: give what is wanted of it by an input`},
		{"what xgen makes", `context: include: ["dist/a"]`, []string{"dist/a/hello", ""}, `targets.cue:3:20: context.include has "dist/a": xgen itself writes in dist:`},
		{"what xgen emits", `context: include: ["xgen"]`, []string{"xgen/manifest", ""}, `targets.cue:3:20: context.include has "xgen": xgen itself writes in xgen:`},
		{"a pattern", `context: include: ["proto/*.proto"]`, nil, `targets.cue:3:20: context.include has "proto/*.proto": it holds a *, which is no plain character in a .dockerignore: name the file or the folder itself`},
		{"absolute", `context: include: ["/etc/passwd"]`, nil, `targets.cue:3:20: context.include has "/etc/passwd": it is no path from targets.cue`},
		{"nothing", `context: include: [""]`, nil, `targets.cue:3:20: context.include has "": it is no path from targets.cue`},
		{"needed", `context: exclude: ["src", "Cargo.lock"]`, nil, `targets.cue:3:27: context.exclude has "Cargo.lock", and the build needs Cargo.lock: leave it`},
		{"a member", `context: exclude: ["a"]`, []string{"Cargo.toml", crate("hello", "[workspace]\nmembers = [\"a\"]\n"), "a/Cargo.toml", crate("a", ""), "a/src/lib.rs", ""}, `targets.cue:3:20: context.exclude has "a", and the build needs a: leave it`},
	} {
		p, found := Load(repository(t, "rust", smallest+c.rest+"\n", c.files...))
		got := found.Error()
		if p != nil {
			got = strings.Join([]string{strings.Join(p.Context, " "), strings.Join(p.Included, " "), strings.Join(p.Excluded, " ")}, ",")
		}
		if got != c.want && (p != nil || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	if _, found := Load(repository(t, "my rust", smallest+"context: root: \"..\"\n")); !strings.HasPrefix(found.Error(), `targets.cue:3:16: targets.cue lies in "my rust" of context.root: rename the folder`) {
		t.Error(found)
	}
	if _, found := Load(project(smallest + "context: root: \"..\"\n")); found.Error() != `targets.cue:3:16: context.root is "..": nothing is known of the folders above targets.cue` {
		t.Error(found)
	}
}

// In a sub-folder paths are counted from targets.cue, in what the user writes and where
// a mistake is.
func TestPathsInARepository(t *testing.T) {
	diff := "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1 @@\n-a\n+b\n"
	p, found := Load(repository(t, "apps/hello", smallest+"context: root: \"../..\"\noutput: \"out\"\ncargo: manifest: \"../../crates/hello/Cargo.toml\"\n"+
		"patches: p: {crate: \"itoa\", version: \"1\", why: \"w\", files: [\"src/lib.rs\"], diff: \"../p.diff\"}\n",
		"/crates/hello/Cargo.toml", crate("hello", "[dependencies]\nitoa = \"1\"\n"), "/crates/hello/src/main.rs", "",
		"/crates/hello/Cargo.lock", "version = 4\n"+locked("hello", "0.1.0", "itoa")+locked("itoa", "1.0.0")+"source = \"registry+https://github.com/rust-lang/crates.io-index\"\n", "/apps/p.diff", diff))
	if p == nil {
		t.Fatal(found)
	}
	if p.Root != "../.." || p.Dir != "apps/hello" || p.Output != "apps/hello/out" || p.Targets[0].Cargo.Manifest != "crates/hello/Cargo.toml" || !strings.Contains(p.Targets[0].Patches[0].Text, "+b\n") {
		t.Errorf("%s, %s, %s, %s", p.Root, p.Dir, p.Output, p.Targets[0].Cargo.Manifest)
	}
	_, found = Load(repository(t, "rust", smallest+"context: root: \"..\"\n", "Cargo.toml", "[package]\nname = \n"))
	if !strings.HasPrefix(found.Error(), "Cargo.toml:2:") {
		t.Error(found)
	}
	_, found = Load(repository(t, "rust", smallest+"context: root: \"..\"\n", "Cargo.toml", crate("hello", "[dependencies]\none = { path = \"../one\" }\n"), "/one/Cargo.toml", "[package\n"))
	if !strings.HasPrefix(found.Error(), "../one/Cargo.toml:1:") {
		t.Error(found)
	}
}

// onDisk writes a repository, whose links begin with "->".
func onDisk(t *testing.T, files map[string]string) inRepository {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		to, link := strings.CutPrefix(text, "->")
		err := os.WriteFile(file, []byte(text), 0o644)
		if link {
			err = errors.Join(os.Remove(file), os.Symlink(to, file))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return inRepository{userfile.Folder(filepath.Join(dir, "rust")), userfile.Folder(dir), "rust"}
}

// Climb of a folder on disk: its file system has no Sub.
type diskRepository struct {
	userfile.FS
	above userfile.FS
}

func (d diskRepository) Climb(int) (fs.FS, string, error) { return d.above, "rust", nil }

func (d diskRepository) Look(levels int) (fs.FS, string, error) {
	if levels > 1 {
		return nil, "", errors.New("so many folders do not lie above")
	}
	return d.Climb(levels)
}

// What sources, links and a .dockerignore say of files that are not sent, and what is
// large, is said; nothing is said where all goes right.
func TestContextIsSaid(t *testing.T) {
	const root = "context: {root: \"..\"}\n"
	large := strings.Repeat("x", 30_000_000)
	for _, c := range []struct {
		name, rest string
		files      map[string]string
		want       string
	}{
		{"nothing", "", map[string]string{"rust/src/main.rs": "const A: &str = include_str!(\"a.txt\");", "rust/src/a.txt": ""}, ""},
		{"include_str", root, map[string]string{"rust/src/main.rs": "\nconst A: &str = include_str!(\"../../proto/a.txt\");", "proto/a.txt": ""},
			`src/main.rs:2:17: warning: include_str! reads "../../proto/a.txt", which builds are not sent: write context: include: ["../proto"]`},
		{"above", "", map[string]string{"rust/src/main.rs": "const A: &[u8] = include_bytes!(\"../../proto/a.txt\");", "proto/a.txt": ""},
			`src/main.rs:1:18: warning: include_bytes! reads "../../proto/a.txt", which lies above the project's root, of which builds are sent nothing: write context: {root: "..", include: ["../proto"]}`},
		{"by the manifest's folder", root, map[string]string{"rust/src/main.rs": `include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../gen.rs"));`, "gen.rs": ""},
			`src/main.rs:1:1: warning: include! reads "../gen.rs", which builds are not sent: write context: include: ["../gen.rs"]`},
		{"a module", root, map[string]string{"rust/src/main.rs": "#[path = \"../../shared/a.rs\"]\nmod a;", "shared/a.rs": ""},
			`src/main.rs:1:1: warning: mod reads "../../shared/a.rs", which builds are not sent: write context: include: ["../shared"]`},
		{"named", "context: {root: \"..\", include: [\"../proto\"]}\n", map[string]string{"rust/src/main.rs": "const A: &str = include_str!(\"../../proto/a.txt\");", "proto/a.txt": ""}, ""},
		{"one more", "context: {root: \"..\", include: [\"../proto\"]}\n", map[string]string{"rust/src/main.rs": "const A: &str = include_str!(\"../../other/a.txt\");", "proto/a.txt": "", "other/a.txt": ""},
			`src/main.rs:1:17: warning: include_str! reads "../../other/a.txt", which builds are not sent: write context: include: ["../other", "../proto"]`},
		{"several", root, map[string]string{"rust/src/main.rs": "const A: &str = include_str!(\"../../proto/a.txt\");", "proto/a.txt": "", "rust/src/b.rs": "->../../b.rs", "b.rs": ""},
			"src/b.rs:1:1: warning: it is a link to ../../b.rs, which builds are not sent: write context: include: [\"../b.rs\", \"../proto\"]\n" +
				`src/main.rs:1:17: warning: include_str! reads "../../proto/a.txt", which builds are not sent: write context: include: ["../b.rs", "../proto"]`},
		{"of a program beside", root, map[string]string{"rust/Cargo.toml": crate("hello", "[[bin]]\nname = \"hello\"\npath = \"../shared/main.rs\"\n"), "shared/main.rs": "const A: &str = include_str!(\"../a.txt\");", "a.txt": ""},
			`../shared/main.rs:1:17: warning: include_str! reads "../a.txt", which builds are not sent: write context: include: ["../a.txt"]`},
		{"of a build script beside", root, map[string]string{"rust/Cargo.toml": crate("hello", "build = \"../gen/build.rs\"\n"), "gen/build.rs": "const A: &str = \"../proto\";", "proto/a.txt": ""},
			`../gen/build.rs:1:17: warning: the build script reads "../proto", which builds are not sent: write context: include: ["../proto"]`},
		{"through a link above", "", map[string]string{"rust/out.txt": "->../proto/a.txt", "proto/a.txt": "", "rust/src/main.rs": "const A: &str = include_str!(\"../out.txt\");"},
			`src/main.rs:1:17: warning: include_str! reads "../out.txt", which leads to ../proto/a.txt above the project's root, of which builds are sent nothing: write context: {root: "..", include: ["../proto"]}`},
		{"through a link to nothing", "", map[string]string{"rust/out.txt": "->none.txt", "rust/src/main.rs": "const A: &str = include_str!(\"../out.txt\");"}, ""},
		{"a source that is a link above", "", map[string]string{"rust/src/a.rs": "->../../a.rs", "a.rs": ""},
			`src/a.rs:1:1: warning: it is a link to ../../a.rs above the project's root, of which builds are sent nothing: write context: {root: "..", include: ["../a.rs"]}`},
		{"a folder of sources that is a link above", "", map[string]string{"rust/src/shared": "->../../shared", "shared/a.rs": ""},
			`src/shared:1:1: warning: it is a link to ../../shared above the project's root, of which builds are sent nothing: write context: {root: "..", include: ["../shared"]}`},
		{"links above that no build reads", "", map[string]string{"rust/LICENSE": "->../LICENSE", "rust/src/README.md": "->../../README.md", "LICENSE": "", "README.md": ""}, ""},
		{"a comment, tests", root, map[string]string{"rust/src/main.rs": "// include_str!(\"../../a.txt\")\n#[cfg(test)]\nmod t { const A: &str = include_str!(\"../../a.txt\"); }", "a.txt": ""}, ""},
		{"a build script", root, map[string]string{"rust/build.rs": "fn main() { compile(&[\"../proto/a.proto\"], &[\"../proto\"]); let _ = \"../no/such\"; }", "proto/a.proto": ""},
			`build.rs:1:23: warning: the build script reads "../proto/a.proto", which builds are not sent: write context: include: ["../proto"]`},
		{"the repository's history", root, map[string]string{"rust/build.rs": "const H: &str = \"../.git/HEAD\";", ".git/HEAD": ""}, ""},
		{"no text of a program's", root, map[string]string{"rust/src/main.rs": "const H: &str = \"../proto\";", "proto/a": ""}, ""},
		{"left out", "context: {exclude: [\"a.txt\"]}\n", map[string]string{"rust/src/main.rs": "const A: &str = include_str!(\"../a.txt\");", "rust/a.txt": ""}, ""},

		{"a link to a folder", root, map[string]string{"rust/proto": "->../proto", "proto/a": ""},
			`proto:1:1: warning: it is a link to ../proto, which builds are not sent: write context: include: ["../proto"]`},
		{"a link to a source", root, map[string]string{"rust/src/a.rs": "->../../a.rs", "a.rs": ""},
			`src/a.rs:1:1: warning: it is a link to ../../a.rs, which builds are not sent: write context: include: ["../a.rs"]`},
		{"through a link", root, map[string]string{"rust/README.md": "->../README.md", "README.md": "", "rust/src/main.rs": "#![doc = include_str!(\"../README.md\")]"},
			`src/main.rs:1:10: warning: include_str! reads "../README.md", which builds are not sent: write context: include: ["../README.md"]`},
		{"a link that no build reads", root, map[string]string{"rust/LICENSE": "->../LICENSE", "LICENSE": ""}, ""},
		{"a link within", root, map[string]string{"rust/src/a.rs": "->main.rs"}, ""},
		{"an absolute link", root, map[string]string{"rust/src/a.rs": "->/usr/share/a.rs"}, `src/a.rs:1:1: warning: it is a link to /usr/share/a.rs, and a build has nothing of this machine there: `},

		{"large", "", map[string]string{"rust/assets/a/x": large, "rust/assets/b/x": large, "rust/target/x": large},
			`targets.cue:1:1: warning: builds are sent 60 MB, of which assets has 60 MB: write context: exclude: ["assets"], or, where builds read that, context: include: ["assets"]`},
		{"large and left out", "context: exclude: [\"assets\"]\n", map[string]string{"rust/assets/a/x": large, "rust/assets/b/x": large}, ""},
		{"large and wanted", "context: include: [\"assets\"]\n", map[string]string{"rust/assets/a/x": large, "rust/assets/b/x": large}, ""},
		{"not so large", "", map[string]string{"rust/assets/a/x": large}, ""},

		{".dockerignore", "", map[string]string{"rust/.dockerignore": "target\n.git\nsecret\n*.md\nsrc\n", "rust/secret/a": "", "rust/secret/b/c": "", "rust/README.md": "", "rust/target/x": ""},
			`.dockerignore:1:1: warning: it leaves out ["README.md", "secret"], which builds are sent: it holds for the project's own images alone: write context: exclude: ["README.md", "secret"] in targets.cue, or exclude: [] where builds need all`},
		{"a .dockerignore of nothing that is sent", "", map[string]string{"rust/.dockerignore": "target\n.git\ndist\n"}, ""},
		{"a .dockerignore that is known", "context: exclude: []\n", map[string]string{"rust/.dockerignore": "*.md\n", "rust/README.md": ""}, ""},
	} {
		files := map[string]string{}
		for name, f := range project(smallest + c.rest) {
			files["rust/"+name] = string(f.Data)
		}
		for name, text := range c.files {
			files[name] = text
		}
		r := onDisk(t, files)
		_, found := Load(diskRepository{r.FS.(userfile.FS), r.all.(userfile.FS)})
		if got := found.Error(); got != c.want && (c.want == "" || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// At home cargo and rustup read what lies above the root too, and builds have nothing of it.
func TestAboveTheRoot(t *testing.T) {
	const config = "/.cargo/config.toml"
	const git = "/.git/HEAD"
	const workflow = "ci: github: {\n" + installed + "actions: {\n" + pins + "\n}}\n"
	for _, c := range []struct {
		name, dir, rest string
		files           []string
		want            string
	}{
		{"flags", "rust", "", []string{git, "", config, "[alias]\nx = \"run\"\n[build]\nrustflags = [\"--cfg\", \"x\"]\n"},
			`../.cargo/config.toml:4:1: warning: build.rustflags: cargo reads it at home, and builds are sent nothing above the project's root: write context: root: "..", or, for what is a machine's own, write it in ~/.cargo/config.toml`},
		{"the old name", "rust", "", []string{git, "", "/.cargo/config", "[env]\nX = \"1\"\n"}, `../.cargo/config:2:1: warning: env.X: cargo reads it`},
		{"far above", "apps/hello", "", []string{git, "", config, "[profile.release]\nlto = true\n"}, `../../.cargo/config.toml:2:1: warning: profile.release.lto: cargo reads it at home, and builds are sent nothing above the project's root: write context: root: "../.."`},
		{"above a root", "apps/hello", `context: root: ".."`, []string{git, "", config, "[profile.release]\nlto = true\n"}, `../../.cargo/config.toml:2:1: warning: profile.release.lto: cargo reads it at home, and builds are sent nothing above the project's root: write context: root: "../.."`},
		{"a toolchain", "rust", "", []string{git, "", "/rust-toolchain.toml", "[toolchain]\nchannel = \"1.80.0\"\n"},
			`../rust-toolchain.toml:2:1: warning: rustup takes 1.80.0 at home, and builds, which are sent nothing above the project's root, take 1.95.0: write context: root: "..", or rust: channel: "…" with a "channel-why"`},
		{"a toolchain beside the user's", "rust", `rust: channel: "1.90.0"`, []string{git, "", "/rust-toolchain", "1.80.0\n"}, `../rust-toolchain:1:1: warning: rustup takes 1.80.0 at home, and builds, which are sent nothing above the project's root, take 1.90.0 (targets.cue:3:16): write`},
		{"a workspace", "rust", "", []string{git, "", "/Cargo.toml", "[workspace]\nmembers = [\"rust\"]\n"},
			`Cargo.toml:1:1: cargo takes the package for a part of the workspace of ../Cargo.toml, of which builds are sent nothing: write context: root: ".."`},

		{"a workflow", "rust", workflow, []string{git, ""}, `targets.cue:3:5: warning: the workflow is written below the project's root, and the repository's, where GitHub looks for it, lies above: write context: root: ".."`},
		{"a workflow far below", "apps/hello", "context: root: \"..\"\n" + workflow, []string{git, ""}, `targets.cue:4:5: warning: the workflow is written below the project's root, and the repository's, where GitHub looks for it, lies above: write context: root: "../.."`},

		{"a workflow in the repository's root", "rust", "context: root: \"..\"\n" + workflow, []string{git, ""}, ""},
		{"a workflow of the repository's own folder", "rust", workflow, []string{".git/HEAD", ""}, ""},
		{"a workflow and no repository", "rust", workflow, nil, ""},
		{"no repository", "rust", "", []string{config, "[build]\nrustflags = [\"--cfg\", \"x\"]\n", "/rust-toolchain", "1.80.0\n", "/Cargo.toml", "[workspace]\nmembers = [\"rust\"]\n"}, ""},
		{"another repository's", "a/rust", "", []string{"/a/.git", "", config, "[build]\nrustflags = [\"--cfg\", \"x\"]\n"}, ""},
		{"the repository's root", "rust", "", []string{".git/HEAD", "", config, "[build]\nrustflags = [\"--cfg\", \"x\"]\n"}, ""},
		{"a root that has it", "rust", `context: root: ".."`, []string{git, "", config, "[build]\nrustflags = [\"--cfg\", \"x\"]\n"}, ""},
		{"how somebody works", "rust", "", []string{git, "", config, "[alias]\nx = \"run\"\n[term]\ncolor = \"always\"\n[net]\nretry = 5\n[build]\njobs = 4\ntarget-dir = \"out\"\n"}, ""},
		{"a toolchain of the same release", "rust", "", []string{git, "", "/rust-toolchain", "1.95\n"}, ""},
		{"a toolchain without a channel", "rust", "", []string{git, "", "/rust-toolchain.toml", "[toolchain]\ncomponents = [\"clippy\"]\n"}, ""},
		{"a nearer toolchain", "rust", "", []string{git, "", "/rust-toolchain", "1.80.0\n", "rust-toolchain", "1.90.0\n"}, ""},
		{"two that are meant", "rust", `rust: {channel: "1.90.0", "channel-why": "w"}`, []string{git, "", "/rust-toolchain", "1.80.0\n"}, ""},
		{"a workspace that leaves it out", "rust", "", []string{git, "", "/Cargo.toml", "[workspace]\nexclude = [\"rust\"]\n"}, ""},
		{"a workspace above another", "rust", "", []string{git, "", "Cargo.toml", crate("hello", "[workspace]\n"), "/Cargo.toml", "[workspace]\n"}, ""},
		{"a package above", "rust", "", []string{git, "", "/Cargo.toml", crate("other", "")}, ""},
	} {
		_, found := Load(repository(t, c.dir, smallest+c.rest+"\n", c.files...))
		if got := found.Error(); got != c.want && (c.want == "" || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
