package emit_test

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// configured is a project with cargo's configuration in several files and forms, whose
// program prints what it was built with.
var configured = map[string]string{
	"app/Cargo.toml": helloManifest + "[dependencies]\nitoa = \"1\"\n",
	"app/Cargo.lock": "version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\n \"itoa\",\n]\n\n" +
		"[[package]]\nname = \"itoa\"\nversion = \"1.0.99\"\n",
	"app/src/main.rs": `fn main() {
	println!("{:?} {:?} {:?} {:?} {:?} {}", option_env!("NEAR"), option_env!("FAR"), option_env!("FORCED"), option_env!("KEPT"), option_env!("MARK"), itoa::NAME);
	println!("{} {}", concat!(env!("FOLDER"), "app/Cargo.toml"), std::path::Path::new(concat!(env!("FOLDER"), "app/Cargo.toml")).exists());
	println!("{} {}", std::path::Path::new(env!("TEXT")).exists(), cfg!(debug_assertions));
}
`,
	"app/text":                   "",
	"app/.cargo/config.toml":     "[env]\nNEAR = \"near\"\nTEXT = { value = \"text\", relative = true }\n[profile.dev]\ndebug-assertions = false\n",
	".cargo/config.toml":         "include = [\"../build/common.toml\", { path = \"own.toml\", optional = true }]\n[env]\nNEAR = \"far\"\nFORCED = { value = \"by config\", force = true }\nKEPT = \"by config\"\nFOLDER = { value = \"\", relative = true }\n",
	"build/common.toml":          "[env]\nFAR = \"it's \\\"far\\\"\"\nMARK = \"@XGEN_SRC@/x\"\n[patch.crates-io]\nitoa = { path = \"third/itoa\" }\n",
	"third/itoa/Cargo.toml":      "[package]\nname = \"itoa\"\nversion = \"1.0.99\"\nedition = \"2021\"\n",
	"third/itoa/src/lib.rs":      "pub const NAME: &str = \"third\";\n",
	"third/itoa/.cargo/keep.txt": "",
}

// What is emitted of the project's own configuration builds what that itself would: the
// program is the same, though cargo reads none of the files.
func TestProjectConfigBuildsTheSame(t *testing.T) {
	need(t, "cargo", "https://rustup.rs")
	need(t, "cc", "apt-get install gcc")
	dir := filepath.Join(t.TempDir(), "it's a & b|c")
	for name, text := range configured {
		write(t, filepath.Join(dir, name), text, 0o644)
	}
	run := func(in string, more ...string) string {
		cmd := exec.Command("cargo", append([]string{"run", "--quiet", "--locked", "--offline", "--manifest-path=" + dir + "/app/Cargo.toml"}, more...)...)
		cmd.Dir = in
		cmd.Env = append(os.Environ(), "CARGO_TARGET_DIR="+t.TempDir(), "FORCED=by caller", "KEPT=by caller")
		return output(t, cmd)
	}
	config := filepath.Join(t.TempDir(), "project.toml")
	write(t, config, strings.ReplaceAll(string(projectConfigOf(t, configured)), "@XGEN_SRC@", dir), 0o644)
	own, emitted := run(filepath.Join(dir, "app")), run("/", "--config", config)
	want := `Some("near") Some("it's \"far\"") Some("by config") Some("by caller") Some("@XGEN_SRC@/x") third` + "\n" + dir + "/app/Cargo.toml true\ntrue false\n"
	if own != want || emitted != want {
		t.Errorf("by its own configuration the program prints\n%s\nby what is emitted\n%s\nwant\n%s", own, emitted, want)
	}
}

// projectConfigOf returns project.toml of a project below app, nil where there is none.
func projectConfigOf(t *testing.T, files map[string]string) []byte {
	t.Helper()
	all, err := emit.All(loadFiles(t, smallest+"cargo: manifest: \"app/Cargo.toml\"\n", files))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(a emit.Artifact) bool { return path.Base(a.Path) == "project.toml" })
	if i < 0 {
		return nil
	}
	return all[i].Bytes
}

// Each value has its place, and a project without anything that holds has no file.
func TestProjectConfigHasPlaces(t *testing.T) {
	text := string(projectConfigOf(t, configured))
	for _, want := range []string{
		"\n# app/.cargo/config.toml:2:1\nenv.NEAR.value = \"near\"\n",
		"\n# build/common.toml:2:1\nenv.FAR.value = \"it's \\\"far\\\"\"\n",
		"\n# build/common.toml:3:1\nenv.MARK.value = \"\\u0040XGEN_SRC@/x\"\n",
		"\n# .cargo/config.toml:6:12\nenv.FOLDER.value = \"@XGEN_SRC@/\"\n",
		"\n# build/common.toml:5:10\npatch.crates-io.itoa.path = \"@XGEN_SRC@/third/itoa\"\n",
		"\n# app/.cargo/config.toml:5:1\nprofile.dev.debug-assertions = false\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %s in\n%s", want, text)
		}
	}
	files := map[string]string{"app/Cargo.toml": helloManifest, "app/Cargo.lock": helloLock, "app/src/main.rs": "",
		".cargo/config.toml": "[alias]\nb = \"build\"\n[target.x86_64-pc-windows-msvc]\nlinker = \"x\"\n"}
	if text := projectConfigOf(t, files); text != nil {
		t.Errorf("emitted is\n%s", text)
	}
}

// pathCargo shows where it is called and what project.toml says to it.
const pathCargo = `#!/bin/sh

pwd
for word; do
	case "$word" in */project.toml) grep "^[a-z]" "$word" ;; --manifest-path=*) echo "$word" ;; esac
done
mkdir -p "$XGEN_TARGET/$XGEN_TRIPLE/release"
: >"$XGEN_TARGET/$XGEN_TRIPLE/release/hello"
`

// build.sh calls cargo where the project has no configuration, and writes the folder of
// the project in the place of its mark, whatever the name of that.
func TestBuildIsCalledElsewhere(t *testing.T) {
	all := map[string]emit.Artifact{}
	files := map[string]string{"Cargo.toml": helloManifest, "Cargo.lock": helloLock, "src/main.rs": "", ".cargo/config.toml": "[env]\nX = { value = \"x\", relative = true }\n"}
	list, err := emit.All(loadFiles(t, smallest, files))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		all[a.Path] = a
	}
	dir := place(t, all)
	src := filepath.Join(dir, "a|b&c")
	for name, text := range files {
		write(t, filepath.Join(src, name), text, 0o644)
	}
	want := "/\n--manifest-path=" + src + "/Cargo.toml\nenv.X.value = \"" + src + "/x\"\n"
	if said, err := built(t, dir, pathCargo, "XGEN_SRC="+src); err != nil || !strings.HasSuffix(said, want) {
		t.Errorf("%v\n%s\nwant\n%s", err, said, want)
	}
	if left, err := os.ReadDir(src); err != nil || len(left) != 4 {
		t.Errorf("%v: the project has %v", err, left)
	}
}
