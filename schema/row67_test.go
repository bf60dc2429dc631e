package schema

import (
	"strings"
	"testing"
)

// Every text of the definitions that becomes the name of a file or folder has
// its place when it is too long for one.
func TestRow67LongNames(t *testing.T) {
	long := strings.Repeat("x", 300)
	const name = "name: \"hello\"\n"
	sum := strings.Repeat("ab", 32)
	for what, c := range map[string]struct{ src, want string }{
		"bins":        {name + row + "cargo: bins: [\"" + long + "\"]\n", "targets.cue:3:15: cargo.bins[0] is "},
		"output":      {name + row + "output: \"" + long + "\"\n", "targets.cue:3:9: output is "},
		"output deep": {name + row + "output: \"" + strings.Repeat("xxxxxxxxx/", 120) + "x\"\n", "targets.cue:3:9: output is "},
		"below":       {name + row + "output: \"xgen/" + long[:201] + "\"\n", "targets.cue:3:9: output is "},
		"target":      {name + "targets: " + long + ": triple: \"mips-unknown-linux-musl\"\n", "targets.cue:2:10: targets: "},
		"patch":       {name + row + "patches: " + long + ": {crate: \"a\", version: \"1\", why: \"w\", files: [\"a\"], diff: \"a\"}\n", "targets.cue:3:10: patches: "},
		"library":     {name + row + "libraries: " + long + ": {kind: \"autotools\", provides: [\"z\"], source: {kind: \"file\", path: \"a\", sha256: \"" + sum + "\"}}\n", "targets.cue:3:12: libraries: "},
		"gcc":         {name + row + ownImage("arm-linux-"+long, ""), "targets.cue:3:133: toolchain.gcc is "},
		"workflow":    {name + row + "ci: github: {file: \"" + long + ".yml\", install: [{name: \"a\", run: \"b\"}], actions: {}}\n", "targets.cue:3:20: ci.github.file is "},
		"manifest":    {name + row + "cargo: manifest: \"" + long + "/Cargo.toml\"\n", "targets.cue:3:18: cargo.manifest: "},
	} {
		if p, found := Load(project(c.src)); p != nil || !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s: %.200s\nwant %s", what, found, c.want)
		}
	}
	p := project(name + row)
	p["Cargo.toml"].Data = append(p["Cargo.toml"].Data, "[[bin]]\nname = \""+long+"\"\n"...)
	if loaded, found := Load(p); loaded != nil || !strings.HasPrefix(found.Error(), "targets.cue:2:10: Cargo.toml: the binary ") {
		t.Errorf("bin: %.200s", found)
	}
	// What just fits is accepted.
	if p, found := Load(project(name + row + "output: \"" + long[:200] + "\"\n")); p == nil {
		t.Error(found)
	}
}
