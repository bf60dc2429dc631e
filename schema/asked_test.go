package schema

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
)

// answering is a cargo that says one thing to each of its commands.
type answering map[string]string

func (a answering) Ask(q cargo.Question) ([]byte, error) {
	if said, ok := a[q.Args[0]]; ok {
		return []byte(said), nil
	}
	return nil, &cargo.Silence{Reason: cargo.Unfetched}
}

// silent is a cargo that does not answer.
type silent struct{ cargo.Silence }

func (s silent) Ask(cargo.Question) ([]byte, error) { return nil, &s.Silence }

// openProject is one of which the files do not say whether it has openssl-sys.
func openProject(rest string) fstest.MapFS {
	return withCrates(rest, `client = "1"`, "client", "openssl-sys")
}

// Why something was judged by the files alone is said once, where they leave it open,
// with what helps.
func TestUnanswered(t *testing.T) {
	configured := openProject("")
	configured[".cargo/config.toml"] = &fstest.MapFile{Data: []byte("paths = [\"x\"]\n")}
	two := openProject("targets: b: triple: \"mipsel-unknown-linux-musl\"\n")
	for name, c := range map[string]struct {
		root fstest.MapFS
		cargo.Silence
		want string
	}{
		"no cargo":   {openProject(""), cargo.Silence{Reason: cargo.NoCargo}, "cargo is not on the PATH, so what is compiled is judged by Cargo.lock, which has the crates of all targets and features: install it, or see what xgen run says of it within seconds"},
		"unfetched":  {openProject(""), cargo.Silence{Reason: cargo.Unfetched}, "cargo has not fetched the crates, so what is compiled is judged by Cargo.lock, which has the crates of all targets and features: run cargo fetch --locked"},
		"two":        {two, cargo.Silence{Reason: cargo.Unfetched}, "cargo has not fetched the crates, so"},
		"too late":   {openProject(""), cargo.Silence{Reason: cargo.TooLate}, "cargo gave no answer in time, as while another cargo fetches, so what is compiled is judged by Cargo.lock, which has the crates of all targets and features: try cargo tree --locked --target " + armsoft},
		"refused":    {openProject(""), cargo.Silence{Reason: cargo.Refused, Said: "it will not"}, "cargo refuses: it will not: see cargo tree --locked --target " + armsoft},
		"configured": {configured, cargo.Silence{Reason: cargo.Refused, Said: "it will not"}, "cargo gave no answer, so"},
	} {
		_, found := LoadAsking(c.root, silent{c.Silence})
		notes := 0
		for _, d := range found {
			if d.Rule == "cargo-answers" {
				notes++
				if !strings.HasPrefix(d.Message, c.want) || d.Severity != model.Warning {
					t.Errorf("%s: got\n%s\nwant\n%s", name, d, c.want)
				}
			}
		}
		if notes != 1 {
			t.Errorf("%s: it is said %d times:\n%v", name, notes, found.Error())
		}
	}
	late := silent{cargo.Silence{Reason: cargo.TooLate}}
	for name, c := range map[string]struct {
		root fstest.MapFS
		want string
	}{
		"certain":   {withCrates("env: OPENSSL_DIR: \"/usr\"\n", `openssl = "1"`, "openssl", "openssl-sys"), " and Cargo.lock is not known: try"},
		"no crates": {project(rowOf(armsoft)), " and Cargo.lock is not known: try"},
		"two":       {project(rowOf(armsoft) + "targets: b: triple: \"mipsel-unknown-linux-musl\"\n"), " and Cargo.lock is not known: try"},
	} {
		_, found := LoadAsking(c.root, late)
		const head = "targets.cue:1:1: warning: cargo gave no answer in time, as while another cargo fetches, so whether it takes the manifests"
		if want := head + c.want + " cargo tree --locked --target " + armsoft; len(found) != 1 || found[0].String() != want {
			t.Errorf("%s: got\n%v\nwant\n%s", name, found.Error(), want)
		}
	}
	for name, root := range map[string]fstest.MapFS{
		"certain":    withCrates("env: OPENSSL_DIR: \"/usr\"\n", `openssl = "1"`, "openssl", "openssl-sys"),
		"no crates":  project(rowOf(armsoft)),
		"other ones": withCrates("", `client = "1"`, "client", "deep"),
	} {
		if _, found := LoadAsking(root, silent{cargo.Silence{Reason: cargo.Unfetched}}); len(found) > 0 {
			t.Errorf("%s: %v", name, found.Error())
		}
	}
}

// What cargo says counts, and not what the lock has.
func TestAnswered(t *testing.T) {
	const head = "@@hello v0.1.0 (/p)@@@@\n`-- @@client v1.0.0@@@@\n"
	const want = "targets.cue:2:10: Cargo.lock has openssl-sys 1.0.0, whose build script asks pkg-config for openssl, and a has no such library"
	for tree, want := range map[string]string{
		head: "",
		head + "    `-- @@openssl-sys v1.0.0@@@@\n": want,
		head + "    `-- @@openssl-sys v1.0.0@@@@\n        [build-dependencies]\n        `-- @@openssl-src v1.0.0@@@@\n": "",
		head + "    `-- @@openssl-sys v2.0.0@@@@\n":                                                                                        "",
		head + "[build-dependencies]\n`-- @@openssl-sys v1.0.0@@@@\n":                                                                      "",
		head + "`-- @@m v1.0.0 (proc-macro)@@@@\n    `-- @@openssl-sys v1.0.0@@@@\n":                                                       "",
		head + "`-- @@m v1.0.0 (proc-macro)@@@@\n    `-- @@openssl-sys v1.0.0@@@@\n`-- @@n v1@@@@\n    `-- @@openssl-sys v1.0.0@@@@ (*)\n": want,
	} {
		_, found := LoadAsking(openProject(""), answering{"tree": tree})
		found = slices.DeleteFunc(found, func(d model.Diagnostic) bool { return d.Rule == "host-library" })
		if want == "" && len(found) > 0 || want != "" && (len(found) != 1 || !strings.HasPrefix(found[0].String(), want)) {
			t.Errorf("%s\ngives\n%v\nwant %s", tree, found.Error(), want)
		}
	}
	_, found := LoadAsking(openProject(""), answering{"tree": "something else"})
	if len(found) != 2 || found[0].Rule != "cargo-answers" || !strings.Contains(found[0].Message, "cargo tree printed") {
		t.Errorf("%v", found.Error())
	}
}

// The project is the same, whatever cargo says.
func TestSameProject(t *testing.T) {
	p, _ := LoadAsking(openProject(""), answering{"tree": "@@hello v0.1.0 (/p)@@@@\n"})
	q, _ := Load(openProject(""))
	if p == nil || q == nil || len(p.Targets[0].Lacks) != 1 || len(q.Targets[0].Lacks) != 1 {
		t.Error(p, q)
	}
}

// Where cargo reads the manifests otherwise, that is xgen's mistake, and the build
// would be of something else.
func TestSameReading(t *testing.T) {
	root := project(rowOf(armsoft))
	const said = `{"packages": [{"name": "NAME", "manifest_path": "/p/Cargo.toml", "features": {}, "targets": [{"name": "hello", "kind": ["bin"]}]}], "workspace_root": "/p"}`
	if _, found := LoadAsking(root, answering{"metadata": strings.Replace(said, "NAME", "hello", 1)}); len(found) > 0 {
		t.Error(found.Error())
	}
	_, found := LoadAsking(root, answering{"metadata": strings.Replace(said, "NAME", "other", 1)})
	const want = "Cargo.toml:1:1: xgen does not read the project as cargo does: cargo alone has package other in .; xgen alone has package hello in .; cargo alone has binary hello of package other; …: that is a mistake of xgen: please report it with the manifests"
	if len(found) != 1 || found[0].String() != want || found[0].Severity != model.Error {
		t.Errorf("%v, want %s", found.Error(), want)
	}
}

// refusing is a cargo that refuses what it is asked.
type refusing map[string]cargo.Silence

func (r refusing) Ask(q cargo.Question) ([]byte, error) {
	s, ok := r[q.Args[0]]
	if !ok {
		s = cargo.Silence{Reason: cargo.Unfetched}
	}
	return nil, &s
}

// What cargo refuses of the project is an error, at the line that it means; what it lacks,
// or may have learnt since, is none.
func TestRefusedByCargo(t *testing.T) {
	refused := func(words string) cargo.Silence {
		return cargo.Silence{Reason: cargo.Refused, Words: words, Release: "1.95.0"}
	}
	manifest := func(words string) refusing {
		return refusing{"metadata": refused("error: failed to parse manifest at `Cargo.toml`\n\nCaused by:\n  " + words + "\n")}
	}
	const nightly = "rust: channel: \"nightly-2026-01-10\"\n"
	const stale = "error: cannot update the lock file Cargo.lock because --locked was passed to prevent this\nhelp: to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.\n"
	old := refused(stale)
	old.Release = "1.80.0"
	for name, c := range map[string]struct {
		more string // of targets.cue
		refusing
		want string
	}{
		"the words and the line": {"", manifest("failed to parse the `edition` key\n\nCaused by:\n  supported edition values are `2015`, but `2021` is unknown"),
			"Cargo.toml:4:1: cargo 1.95.0 refuses this manifest: failed to parse the `edition` key: supported edition values are `2015`, but `2021` is unknown"},
		"the place": {"", refusing{"metadata": refused("error: bad name\n --> Cargo.toml:2:8\n  |\n2 | name = \"hello\"\n  |        ^^^^^^^\n")},
			"Cargo.toml:2:8: cargo 1.95.0 refuses this manifest: bad name"},
		"a manifest that the tree needs": {"", refusing{"tree": refused("error: failed to get `own` as a dependency of package `hello v0.1.0`\n\nCaused by:\n  failed to parse manifest at `own/Cargo.toml`\n\nCaused by:\n  no version\n")},
			"own/Cargo.toml:1:1: cargo 1.95.0 refuses this manifest: no version"},
		"two targets":             {"targets: b: triple: \"mipsel-unknown-linux-musl\"\n", manifest("no `name`"), "Cargo.toml:2:1: cargo 1.95.0 refuses this manifest: no `name`"},
		"a stale lock":            {"", refusing{"tree": refused(stale)}, "Cargo.lock:1:1: Cargo.lock does not fit the manifests, and cargo 1.95.0 would change it: run cargo update --workspace and commit Cargo.lock"},
		"an older cargo's lock":   {"", refusing{"tree": old}, ""},
		"what is unstable":        {"", manifest("feature `x` is required\n\n  The package requires the Cargo feature called `x`"), "Cargo.toml:1:1: cargo 1.95.0 refuses this manifest: feature `x` is required: The package requires the Cargo feature called `x`"},
		"what a nightly may read": {nightly, manifest("feature `x` is required\n\n  The package requires the Cargo feature called `x`"), ""},
		"what no nightly reads":   {nightly, manifest("no `name`"), "Cargo.toml:2:1: cargo 1.95.0 refuses this manifest: no `name`"},
		"something else":          {"", refusing{"tree": refused("warning: w\nerror: two packages named `hello` in this workspace:\n- a/Cargo.toml\n- Cargo.toml\n")}, "a/Cargo.toml:1:1: cargo 1.95.0 refuses this project: two packages named `hello` in this workspace: - a/Cargo.toml: - Cargo.toml"},
		"something of the lock":   {"", refusing{"tree": refused("error: failed to parse lock file at: Cargo.lock\n\nCaused by:\n  TOML parse error at line 2, column 11\n    |\n  2 | version = \"4\"\n    |           ^^^\n  invalid type: string \"4\", expected u32\n")}, "Cargo.lock:2:11: cargo 1.95.0 refuses this project: failed to parse lock file at: Cargo.lock: invalid type: string \"4\", expected u32"},
		"an unnamed file":         {"", refusing{"tree": refused("error: cyclic package dependency: package `hello v0.1.0` depends on itself. Cycle:\n")}, "Cargo.toml:1:1: cargo 1.95.0 refuses this project: cyclic package dependency: package `hello v0.1.0` depends on itself. Cycle"},
		"a registry":              {"", manifest("registry index was not found in any configuration: `corp`"), ""},
		"another project":         {"", refusing{"metadata": refused("error: failed to parse manifest at `/home/me/Cargo.toml`\n\nCaused by:\n  no version\n")}, ""},
		"a configuration":         {"", refusing{"metadata": refused("error: could not load Cargo configuration\n"), "tree": refused("error: could not load Cargo configuration\n")}, ""},
		"a toolchain":             {"", refusing{"metadata": refused("error: failed to run `rustc` to learn about target-specific information\n")}, ""},
		"a newer build":           {"rust: channel: \"1.999.0\"\n", manifest("no `name`"), ""},
		"no release that is told": {"", refusing{"metadata": {Reason: cargo.Refused, Words: "error: bad\n --> Cargo.toml:2:8\n"}}, ""},
	} {
		_, found := LoadAsking(project(rowOf(armsoft)+c.more), c.refusing)
		found = slices.DeleteFunc(found, func(d model.Diagnostic) bool { return d.Severity == model.Warning })
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || found[0].String() != c.want) {
			t.Errorf("%s: got\n%v\nwant\n%s", name, found.Error(), c.want)
		}
	}
}

// What the build's cargo passes over of its configuration switches no refusal off, and a
// nightly that reads it is judged by all but what is unstable.
func TestRefusedBesideUnstable(t *testing.T) {
	refused := func(words string) refusing {
		return refusing{"metadata": {Reason: cargo.Refused, Words: "error: failed to parse manifest at `Cargo.toml`\n\nCaused by:\n  " + words + "\n", Release: "1.95.0"}}
	}
	for _, c := range []struct {
		channel, words string
		told           bool
	}{
		{"", "feature `a` includes `zz` which is neither a dependency nor another feature", true},
		{"", "`artifact = …` requires `-Z bindeps` (b)", true},
		{"rust: channel: \"nightly-2026-01-10\"\n", "feature `a` includes `zz` which is neither a dependency nor another feature", true},
		{"rust: channel: \"nightly-2026-01-10\"\n", "`artifact = …` requires `-Z bindeps` (b)", false},
	} {
		root := project(rowOf(armsoft) + c.channel)
		root[".cargo/config.toml"] = &fstest.MapFile{Data: []byte("[unstable]\ngitoxide = true\n")}
		_, found := LoadAsking(root, refused(c.words))
		told := slices.ContainsFunc(found, func(d model.Diagnostic) bool { return d.Rule == "cargo-refuses" })
		if told != c.told {
			t.Errorf("%q, %s: %v", c.channel, c.words, found.Error())
		}
	}
}

// edges is a cargo that says what the edges of its tree lead to.
type edges map[string]string

func (e edges) Ask(q cargo.Question) ([]byte, error) {
	if i := slices.Index(q.Args, "--edges"); i >= 0 {
		return []byte(e[q.Args[i+1]]), nil
	}
	return nil, &cargo.Silence{Reason: cargo.Unfetched}
}

// What tests depend on counts where they are built, and nowhere else.
func TestOfTests(t *testing.T) {
	const normal = "@@hello v0.1.0 (/p)@@@@\n"
	said := edges{"normal,build": normal, "normal,build,dev": normal + "[dev-dependencies]\n`-- @@openssl-sys v1.0.0@@@@\n"}
	const want = "targets.cue:2:10: Cargo.lock has openssl-sys 1.0.0, whose build script asks pkg-config for openssl, and a has no such library"
	for rest, want := range map[string]string{"": "", "test: {}\n": want} {
		root := withCrates(rest, "", "openssl-sys")
		root["Cargo.toml"] = &fstest.MapFile{Data: []byte(crate("hello", "[dev-dependencies]\nopenssl-sys = \"1\"\n"))}
		for ask, severity := range map[cargo.Asker]model.Severity{&said: model.Error, &silent{cargo.Silence{Reason: cargo.Unfetched}}: model.Warning} {
			_, found := LoadAsking(root, ask)
			found = slices.DeleteFunc(found, func(d model.Diagnostic) bool { return d.Rule == "cargo-answers" })
			if want == "" && len(found) > 0 || want != "" && (len(found) != 1 || !strings.HasPrefix(strings.Replace(found[0].String(), ": warning", "", 1), want) || found[0].Severity != severity) {
				t.Errorf("%q gives\n%v\nwant %s", rest, found.Error(), want)
			}
		}
	}
}

// What is compiled for the machine that builds looks for its libraries there.
func TestHostLibrary(t *testing.T) {
	const head = "@@hello v0.1.0 (/p)@@@@\n"
	const host = head + "[build-dependencies]\n`-- @@openssl-sys v1.0.0@@@@\n"
	const want = "targets.cue:2:10: openssl-sys 1.0.0 is compiled for the machine that builds too, where its build script asks pkg-config for openssl: write host: packages: [\"libssl-dev\"]"
	for name, c := range map[string]struct{ rest, tree, want string }{
		"a build script's":  {"", host, want},
		"a macro's":         {"", head + "`-- @@m v1.0.0 (proc-macro)@@@@\n    `-- @@openssl-sys v1.0.0@@@@\n", want},
		"two targets":       {"targets: b: triple: \"mipsel-unknown-linux-musl\"\n", host, want},
		"it is there":       {"host: packages: [\"libssl-dev\"]\n", host, ""},
		"a variable":        {"env: X86_64_UNKNOWN_LINUX_GNU_OPENSSL_DIR: \"/opt\"\n", host, ""},
		"it is brought":     {"", host + "    [build-dependencies]\n    `-- @@openssl-src v1.0.0@@@@\n", ""},
		"nothing":           {"", head, ""},
		"a crate of others": {"", head + "[build-dependencies]\n`-- @@cc v1.0.0@@@@\n", ""},
	} {
		_, found := LoadAsking(openProject(c.rest), answering{"tree": c.tree})
		if got := found.Error(); got != c.want {
			t.Errorf("%s gives\n%v\nwant\n%s", name, got, c.want)
		}
	}
}
