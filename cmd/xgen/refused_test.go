package main

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/askcargo"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/userfile"
)

// refusedRow is a project and what vet must say of it, "" where nothing.
type refusedRow struct {
	manifest string // behind [package]
	targets  string
	more     map[string]string
	after    map[string]string // what changes once it is locked
	want     string
}

const aTarget = "targets: a: triple: \"aarch64-unknown-linux-musl\"\n"

const ofOwn = "[dependencies]\nown = {path = \"own\"}\n"

var own = map[string]string{"own/Cargo.toml": member("own", "[features]\nx = []\n"), "own/src/lib.rs": "\n"}

// ownByFeature is a crate that has another one for a feature.
var ownByFeature = map[string]string{
	"own/Cargo.toml": member("own", "[dependencies]\nmore = {path = \"../more\", optional = true}\n[features]\nf = [\"dep:more\"]\n"), "own/src/lib.rs": "\n",
	"more/Cargo.toml": member("more", ""), "more/src/lib.rs": "",
}

// refusedRows are projects that our own reader takes. Half of them cargo does not.
var refusedRows = map[string]refusedRow{
	"a feature of no crate":        {manifest: "[features]\na = [\"nope/x\"]\n", want: "Cargo.toml:6:5: cargo 1. refuses this manifest: feature `a` includes `nope/x`, but `nope` is not a dependency$"},
	"a feature of nothing":         {manifest: "[features]\nb = []\ndefault = [\"zzz\"]\n", want: "Cargo.toml:7:1: cargo 1. refuses this manifest: feature `default` includes `zzz` which is neither a dependency nor another feature"},
	"no optional crate":            {manifest: ofOwn + "[features]\na = [\"dep:own\"]\n", more: own, want: "Cargo.toml:8:1: cargo 1. refuses this manifest: feature `a` includes `dep:own`, but `own` is not an optional dependency"},
	"an edition to come":           {manifest: "[lib]\nname = \"e\"\nedition = \"2077\"\n", more: map[string]string{"src/lib.rs": ""}, want: "Cargo.toml:7:1: cargo 1. refuses this manifest: "},
	"a resolver to come":           {manifest: "resolver = \"4\"\n", want: "Cargo.toml:5:1: cargo 1. refuses this manifest: `resolver` setting `4` is not valid"},
	"two binaries":                 {manifest: "[[bin]]\nname = \"two\"\npath = \"src/main.rs\"\n[[bin]]\nname = \"two\"\npath = \"src/main.rs\"\n", want: "Cargo.toml:9:1: cargo 1. refuses this manifest: found duplicate binary name two"},
	"a folder's name":              {manifest: "[[bin]]\nname = \"build\"\npath = \"src/main.rs\"\n", want: "Cargo.toml:6:1: cargo 1. refuses this manifest: the binary target name `build` is forbidden"},
	"no such version":              {manifest: "[dependencies.own]\npath = \"own\"\nversion = \"1.x.y.z\"\n", more: own, want: "Cargo.toml:7:1: cargo 1. refuses this manifest: failed to parse the version requirement `1.x.y.z` for dependency `own`: unexpected"},
	"nothing of a crate":           {manifest: "[dependencies]\nown = {}\n", more: own, want: "Cargo.toml:6:1: cargo 1. refuses this manifest: dependency (own) specified without"},
	"an optional crate of tests":   {manifest: "[dev-dependencies]\nown = {path = \"own\", optional = true}\n", more: own, want: "Cargo.toml:6:"},
	"a panic":                      {manifest: "[profile.release]\npanic = \"abrt\"\n", want: "Cargo.toml:6:1: cargo 1. refuses this manifest: `panic` setting of `abrt` is not a valid setting"},
	"the panic of a package":       {manifest: "[profile.release.package.hello]\npanic = \"abort\"\n", want: "Cargo.toml:6:1: cargo 1. refuses this manifest: `panic` may not be specified in a `package` profile$"},
	"a lint's level":               {manifest: "[lints.rust]\nunsafe_code = \"denied\"\n", want: "Cargo.toml:6:15: cargo 1. refuses this manifest: unknown variant `denied`"},
	"a version of Rust":            {manifest: "rust-version = \"1.70.0-beta\"\n", want: "Cargo.toml:5:16: cargo 1. refuses this manifest: unexpected prerelease field"},
	"a link without a script":      {manifest: "links = \"z\"\n", want: "Cargo.toml:5:1: cargo 1. refuses this manifest: package specifies that it links to `z`"},
	"no expression":                {manifest: "[target.\"cfg(unix\".dependencies]\nown = {path = \"own\"}\n", more: own, want: "Cargo.toml:6:"},
	"a library's name":             {manifest: "[lib]\nname = \"hello-x\"\n", more: map[string]string{"src/lib.rs": ""}, want: "Cargo.toml:6:1: cargo 1. refuses this manifest: library target names cannot contain hyphens: hello-x$"},
	"no library":                   {manifest: "[lib]\n", want: "Cargo.toml:2:1: cargo 1. refuses this manifest: can't find library"},
	"a path's manifest":            {manifest: ofOwn, more: own, after: map[string]string{"own/Cargo.toml": member("own", "[features]\nb = [\"zzz\"]\n")}, want: "own/Cargo.toml:6:1: cargo 1. refuses this manifest: feature `b` includes `zzz`"},
	"a feature of targets.cue":     {manifest: ofOwn, more: own, targets: "targets: a: {triple: \"aarch64-unknown-linux-musl\", cargo: features: [\"own/nope\"]}\n", want: "targets.cue:2:69: cargo 1. refuses the features that are asked for: package `hello` depends on `own` with feature `nope` but `own` does not have that feature$"},
	"a stale lock":                 {manifest: "[dependencies]\nown = {path = \"own\", features = [\"f\"]}\n", more: ownByFeature, want: "Cargo.lock:1:1: Cargo.lock does not fit the manifests, and cargo 1. would change it: run cargo update --workspace and commit Cargo.lock$"},
	"a feature called nightly":     {manifest: "[features]\nnightly = [\"zzz\"]\n", want: "Cargo.toml:6:1: cargo 1. refuses this manifest: feature `nightly` includes `zzz` which is neither a dependency nor another feature"},
	"a version of a nightly":       {manifest: "rust-version = \"1.70.0-nightly\"\n", want: "Cargo.toml:5:16: cargo 1. refuses this manifest: unexpected prerelease field"},
	"two of one name":              {manifest: "[workspace]\nmembers = [\"two\"]\n", after: map[string]string{"two/Cargo.toml": member("hello", ""), "two/src/main.rs": anyMain}, want: "two/Cargo.toml:2:1: cargo 1. refuses this project: two packages named `hello` in this workspace: - "},
	"two roots":                    {manifest: "[workspace]\nmembers = [\"two\"]\n", after: map[string]string{"two/Cargo.toml": member("two", "[workspace]\n"), "two/src/main.rs": anyMain, "Cargo.lock": "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n[[package]]\nname = \"two\"\nversion = \"0.1.0\"\n"}, want: "Cargo.toml:6:1: cargo 1. refuses this project: multiple workspace roots found in the same workspace: "},
	"a cycle":                      {manifest: ofOwn, more: own, after: map[string]string{"own/Cargo.toml": member("own", "[dependencies]\nhello = {path = \"..\"}\n"), "Cargo.lock": "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"own\"]\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\"hello\"]\n"}, want: "Cargo.toml:6:8: cargo 1. refuses this project: cyclic package dependency: package `hello v0.1.0` depends on itself"},
	"two links":                    {manifest: "[dependencies]\nown = {path = \"own\"}\nmore = {path = \"more\"}\n", more: ownByFeature, after: map[string]string{"own/Cargo.toml": member("own", "links = \"z\"\n"), "own/build.rs": anyMain, "more/Cargo.toml": member("more", "links = \"z\"\n"), "more/build.rs": anyMain, "Cargo.lock": "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"more\", \"own\"]\n[[package]]\nname = \"more\"\nversion = \"0.1.0\"\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n"}, want: "Cargo.toml:7:9: cargo 1. refuses this project: failed to select a version for `own`: "},
	"a lock of a word":             {after: map[string]string{"Cargo.lock": "version = \"4\"\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n"}, want: "Cargo.lock:1:11: cargo 1. refuses this project: failed to parse lock file at: Cargo.lock: invalid type: string \"4\", expected u32$"},
	"a package twice in the lock":  {after: map[string]string{"Cargo.lock": "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n"}, want: "Cargo.lock:5:1: cargo 1. refuses this project: failed to parse lock file at: Cargo.lock: package `hello` is specified twice in the lockfile$"},
	"a default member of nothing":  {manifest: "[workspace]\nmembers = []\ndefault-members = [\".\", \"nope\"]\n", want: "Cargo.toml:7:1: cargo 1. refuses this project: package `nope` is listed in default-members but is not a member"},
	"a source that is none":        {manifest: "[dependencies]\nitoa = \"1\"\n", after: damaged(vendoredItoa("1.0.15", sumOfItoa)), want: "Cargo.lock:9:10: cargo 1. refuses this project: failed to parse lock file at: Cargo.lock: invalid source `registry-https:"},
	"another version of a folder":  {manifest: "[dependencies]\nown = {path = \"own\", version = \"7\"}\n", more: own, want: "Cargo.toml:6:8: cargo 1. refuses this project: failed to select a version for the requirement `own = \"^7\"`"},
	"another package of a folder":  {manifest: ofOwn, more: own, after: map[string]string{"own/Cargo.toml": member("other", "")}, want: "Cargo.toml:6:8: cargo 1. refuses this project: no matching package named `own` found: location searched: own: required by package `hello v0.1.0`$"},
	"a vendored crate":             {manifest: "[dependencies]\nitoa = \"1\"\n", after: vendoredItoa("1.0.15", sumOfItoa)},
	"an old vendored crate":        {manifest: "[dependencies]\nitoa = \"1\"\n", after: vendoredItoa("1.0.14", sumOfItoa), want: "Cargo.toml:6:1: cargo 1. refuses this project: failed to select a version for the requirement `itoa = \"^1\"` (locked to 1.0.15): "},
	"a vendored crate of other":    {manifest: "[dependencies]\nitoa = \"1\"\n", after: vendoredItoa("1.0.15", strings.Repeat("0", 64)), want: "Cargo.lock:6:1: cargo 1. refuses this project: checksum for `itoa v1.0.15` changed between lock files"},
	"a vendored crate of no sum":   {manifest: "[dependencies]\nitoa = \"1\"\n", after: vendoredItoa("1.0.15", ""), want: "Cargo.toml:6:1: cargo 1. refuses this project: failed to get `itoa` as a dependency of package `hello v0.1.0`: "},
	"nothing":                      {},
	"a feature of a crate":         {manifest: ofOwn, more: own, targets: "targets: a: {triple: \"aarch64-unknown-linux-musl\", cargo: features: [\"own/x\"]}\n"},
	"a registry at home":           {after: map[string]string{"Cargo.toml": member("hello", "[dependencies]\nown = {version = \"1\", registry = \"corp\"}\n"), "Cargo.lock": withOwn}},
	"a cargo to come":              {manifest: "[features]\na = [\"nope/x\"]\n", targets: "rust: channel: \"1.999.0\"\n" + aTarget},
	"a nightly to come":            {manifest: "[features]\na = [\"nope/x\"]\n", targets: "rust: channel: \"nightly-2026-11-30\"\n" + aTarget},
	"a profile of nobody's":        {manifest: "[profile.other]\ninherits = \"release\"\npanic = \"abort\"\n"},
	"a table of a tool's":          {manifest: "[package.metadata.x]\npanic = \"abrt\"\n"},
	"a workspace above":            {after: map[string]string{"../Cargo.toml": "[workspace]\nmembers = [\"gone\"]\n"}},
	"a broken workspace above":     {after: map[string]string{"../Cargo.toml": "[workspace]\nmembers = 3\n"}},
	"the project's own registries": {more: map[string]string{".cargo/config.toml": "[registries.corp]\nindex = \"sparse+https://example.com/index/\"\n"}},
}

const withOwn = "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"own\"]\n[[package]]\nname = \"own\"\nversion = \"1.0.0\"\nsource = \"sparse+https://example.com/index/\"\nchecksum = \"7f2c3d0b8a1e4f5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9001122334\"\n"

const sumOfItoa = "4a5f13b858c8d314ee3e8f639011f7ccefe71f97f96e50151fb991f267928e2c"

// vendoredItoa is a project that locks itoa 1.0.15, and has a version of it in a folder,
// with a checksum or without one.
func vendoredItoa(version, sum string) map[string]string {
	files := map[string]string{
		"Cargo.lock": "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"itoa\"]\n[[package]]\nname = \"itoa\"\nversion = \"1.0.15\"\n" +
			"source = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"" + sumOfItoa + "\"\n",
		".cargo/config.toml":     "[source.crates-io]\nreplace-with = \"mine\"\n[source.mine]\ndirectory = \"vendor\"\n",
		"vendor/itoa/Cargo.toml": strings.Replace(member("itoa", ""), "0.1.0", version, 1), "vendor/itoa/src/lib.rs": "",
	}
	if sum != "" {
		files["vendor/itoa/.cargo-checksum.json"] = "{\"files\": {}, \"package\": \"" + sum + "\"}"
	}
	return files
}

// damaged writes sources that are none into a lock.
func damaged(files map[string]string) map[string]string {
	files["Cargo.lock"] = strings.Replace(files["Cargo.lock"], "registry+https", "registry-https", 1)
	return files
}

// What cargo refuses, vet does, in cargo's words and at the line that it means; and
// nothing else.
func TestRefused(t *testing.T) {
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not installed: make test installs it")
	}
	for name, row := range refusedRows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := lockedProject(t, row)
			ask := &askcargo.Cargo{Context: t.Context(), Root: dir, Env: os.Getenv, Within: 5 * time.Minute}
			_, found := schema.LoadAsking(userfile.Folder(dir), ask)
			said := release.ReplaceAllString(found.Error(), "cargo 1.")
			if row.want == "" && len(found) > 0 || row.want != "" && (len(found) != 1 || !strings.HasPrefix(said+"$", "error: "+row.want) && !strings.HasPrefix(said+"$", row.want)) {
				t.Errorf("got\n%s\nwant\n%s", said, row.want)
			}
			if _, found := loadRow(t, dir, false); len(found) > 0 {
				t.Errorf("without cargo: %v", found.Error())
			}
		})
	}
}

// builtRows are projects that cargo tree takes, and of which a build takes half.
var builtRows = map[string]refusedRow{
	"a program's file":           {manifest: "[[bin]]\nname = \"x\"\npath = \"src/x.rs\"\n", want: "Cargo.toml:7:1: bin.path is \"src/x.rs\", and there is no src/x.rs, which cargo finds out when it compiles: correct the path"},
	"a program's folder":         {manifest: "[[bin]]\nname = \"x\"\npath = \"src\"\n", want: "Cargo.toml:7:1: bin.path is \"src\", and src is a folder"},
	"a library's file":           {manifest: "[lib]\npath = \"src/nope.rs\"\n", want: "Cargo.toml:6:1: lib.path is \"src/nope.rs\", and there is no src/nope.rs"},
	"a build script":             {manifest: "build = \"bld.rs\"\n", want: "Cargo.toml:5:1: package.build is \"bld.rs\", and there is no bld.rs"},
	"a path's library":           {manifest: ofOwn, more: own, after: map[string]string{"own/Cargo.toml": member("own", "[lib]\npath = \"l.rs\"\n")}, want: "own/Cargo.toml:6:1: lib.path is \"l.rs\", and there is no own/l.rs"},
	"another program's file":     {manifest: "[[bin]]\nname = \"x\"\npath = \"src/x.rs\"\nrequired-features = [\"f\"]\n[features]\nf = []\n"},
	"a test's file":              {manifest: "[[test]]\nname = \"x\"\npath = \"src/x.rs\"\n"},
	"a path's program":           {manifest: ofOwn, more: own, after: map[string]string{"own/Cargo.toml": member("own", "[[bin]]\nname = \"x\"\npath = \"x.rs\"\n")}},
	"an optional path's library": {manifest: "[dependencies]\nown = {path = \"own\", optional = true}\n", more: own, after: map[string]string{"own/Cargo.toml": member("own", "[lib]\npath = \"l.rs\"\n")}},
	"a script above":             {manifest: "build = \"./src/../b.rs\"\n", more: map[string]string{"b.rs": anyMain}},
	"a profile of another name":  {manifest: "[profile.dist]\ninherits = \"relese\"\n", want: "Cargo.toml:6:1: profile.dist inherits from \"relese\", and there is no such profile"},
	"a profile of nothing":       {manifest: "[profile.dist]\nlto = true\n", want: "Cargo.toml:6:1: profile.dist does not say from which profile it inherits"},
	"the profile of benchmarks":  {manifest: "[profile.bench]\ninherits = \"nope\"\n", want: "Cargo.toml:6:1: profile.bench inherits from \"nope\""},
	"the root of profiles":       {manifest: "[profile.dev]\ninherits = \"release\"\n", want: "Cargo.toml:6:1: profile.dev inherits from none, and cargo refuses that it says so: remove inherits"},
	"a circle of two":            {manifest: "[profile.a]\ninherits = \"test\"\n[profile.test]\ninherits = \"a\"\n", want: "Cargo.toml:6:1: profile.a inherits from itself"},
	"profiles of two files":      {manifest: "[profile.a]\ninherits = \"b\"\n", more: map[string]string{".cargo/config.toml": "[profile.b]\ninherits = \"nope\"\n"}, want: ".cargo/config.toml:2:1: profile.b inherits from \"nope\""},
	"a configured profile":       {more: map[string]string{".cargo/config.toml": "[profile.x]\ninherits = \"nope\"\n"}},
	"its origin is configured":   {manifest: "[profile.a]\nlto = true\n", more: map[string]string{".cargo/config.toml": "[profile.a]\ninherits = \"dev\"\n"}},
	"the profile of tests":       {manifest: "[profile.test]\ninherits = \"release\"\n"},
	"a value of another profile": {manifest: "[profile.dist]\ninherits = \"release\"\nlto = \"bogus\"\n"},
}

// What a build refuses before it compiles, and cargo tree does not, the files alone tell.
func TestBuildRefuses(t *testing.T) {
	for name, row := range builtRows {
		t.Run(name, func(t *testing.T) {
			dir := lockedProject(t, row)
			_, found := loadRow(t, dir, false)
			if said := found.Error(); row.want == "" && found.HasErrors() || !strings.HasPrefix(said, row.want) {
				t.Errorf("got\n%s\nwant\n%s", said, row.want)
			}
			build := exec.Command("cargo", "check", "--release", "--locked", "--offline", "--quiet")
			build.Dir = dir
			if said, err := build.CombinedOutput(); (err != nil) != (row.want != "") {
				t.Errorf("cargo says %v: %s", err, said)
			}
		})
	}
}

// sourceRows are configurations with what vet says of them and what cargo does, "" where
// nothing.
var sourceRows = map[string][3]string{
	"gone":       {"[source.crates-io]\nreplace-with = \"x\"\n", ".cargo/config.toml:2:1: source.crates-io.replace-with is \"x\", and cargo's configuration in the project has no such source", "could not find a configured source with the name `x`"},
	"a circle":   {"[source.crates-io]\nreplace-with = \"a\"\n[source.a]\nregistry = \"https://example.com/i\"\nreplace-with = \"crates-io\"\n", ".cargo/config.toml:5:1: source.a.replace-with is \"crates-io\", whose place it takes itself", "detected a cycle"},
	"two places": {"[source.crates-io]\nreplace-with = \"a\"\n[source.a]\nregistry = \"https://example.com/i\"\ngit = \"https://example.com/g\"\n", ".cargo/config.toml:5:1: source.a has registry and git, and cargo takes one of them", "more than one source location specified"},
	"no place":   {"[source.a]\nreplace-with = \"crates-io\"\n", ".cargo/config.toml:2:1: source.a does not say where it is", "no source location specified"},
	"no address": {"[source.a]\nregistry = \"mirrors.example\"\n", ".cargo/config.toml:2:1: source.a.registry is \"mirrors.example\", which is no address", "invalid url"},
	"a chain":    {"[source.crates-io]\nreplace-with = \"a\"\n[source.a]\nregistry = \"https://example.com/i\"\nreplace-with = \"b\"\n[source.b]\nregistry = \"sparse+https://example.com/j/\"\n", "", ""},
	"a registry": {"[source.crates-io]\nreplace-with = \"a\"\n[registries.a]\nindex = \"sparse+https://example.com/i/\"\n", "", ""},
	"another's":  {"[source.a]\nregistry = \"https://example.com/i\"\nreplace-with = \"gone\"\n", "", ""},
	"no retries": {"[net]\nretry = \"x\"\n", ".cargo/config.toml:2:1: net.retry is \"x\", which cargo refuses: write a number", ""},
	"a proxy":    {"[http]\nproxy = 3\n", ".cargo/config.toml:2:1: http.proxy is 3, which cargo refuses: write a string", ""},
	"a version":  {"[http]\nssl-version = \"tls1.2\"\n", ".cargo/config.toml:2:1: http.ssl-version is \"tls1.2\", which cargo refuses: write \"default\"", ""},
}

const withItoa = "version = 4\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\"itoa\"]\n[[package]]\nname = \"itoa\"\nversion = \"1.0.15\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"4a5f13b858c8d314ee3e8f639011f7ccefe71f97f96e50151fb991f267928e2c\"\n"

// What cargo says of sources of crates, vet says; net and http cargo reads where it fetches.
func TestSourcesOfConfiguration(t *testing.T) {
	const refusals = "could not find a configured source|detected a cycle|source location specified|invalid url"
	for name, row := range sourceRows {
		t.Run(name, func(t *testing.T) {
			dir := lockedProject(t, refusedRow{after: map[string]string{
				"Cargo.toml": member("hello", "[dependencies]\nitoa = \"1\"\n"), "Cargo.lock": withItoa, ".cargo/config.toml": row[0],
			}})
			_, found := loadRow(t, dir, false)
			if said := found.Error(); row[1] == "" && found.HasErrors() || !strings.HasPrefix(said, row[1]) {
				t.Errorf("got\n%s\nwant\n%s", said, row[1])
			}
			tree := exec.Command("cargo", "tree", "--locked", "--offline")
			tree.Dir, tree.Env = dir, append(os.Environ(), "CARGO_HOME="+t.TempDir())
			said, _ := tree.CombinedOutput()
			if !strings.Contains(string(said), row[2]) || row[2] == "" && regexp.MustCompile(refusals).Match(said) {
				t.Errorf("cargo says %s", said)
			}
		})
	}
}

var release = regexp.MustCompile(`cargo 1[.][0-9.]+[0-9](-[a-z0-9.]+)?`)

// lockedProject writes the project of a row. Its lock is made before the last of its files.
func lockedProject(t *testing.T, row refusedRow) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "p")
	writeFiles(t, dir, map[string]string{
		"Cargo.toml":  member("hello", ""),
		"src/main.rs": anyMain,
		"targets.cue": "name: \"hello\"\n" + cmp.Or(row.targets, aTarget),
	})
	if row.more["own/src/lib.rs"] != "" {
		writeFiles(t, dir, map[string]string{"Cargo.toml": member("hello", ofOwn)})
	}
	writeFiles(t, dir, row.more)
	lock := exec.Command("cargo", "generate-lockfile", "--offline", "--quiet")
	lock.Dir = dir
	if said, err := lock.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	writeFiles(t, dir, map[string]string{"Cargo.toml": member("hello", row.manifest)})
	writeFiles(t, dir, row.after)
	return dir
}
