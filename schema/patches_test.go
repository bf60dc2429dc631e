package schema

import (
	"strings"
	"testing"
	"testing/fstest"
)

const patchLock = `version = 4

[[package]]
name = "coarse"
version = "0.1.34"
source = "registry+https://example.com/index"
checksum = "1111111111111111111111111111111111111111111111111111111111111111"

[[package]]
name = "hello"
version = "0.1.0"

[[package]]
name = "twin"
version = "1.2.0"
source = "registry+https://example.com/index"

[[package]]
name = "twin"
version = "1.10.0"
source = "registry+https://example.com/index"

[[package]]
name = "portable"
version = "1.0.0"
source = "registry+https://example.com/index"
`

const patchDiff = "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1 @@\n-old\n+new\n"

// patchProject has a Cargo.lock with a few crates and a diff.
func patchProject(targets string) fstest.MapFS {
	p := project("name: \"hello\"\n" + targets)
	p["Cargo.lock"] = &fstest.MapFile{Data: []byte(patchLock)}
	p["a.patch"] = &fstest.MapFile{Data: []byte(patchDiff)}
	p["prose.patch"] = &fstest.MapFile{Data: []byte("hello\n")}
	p["dots.patch"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(patchDiff, "src/lib.rs", "../lib.rs"))}
	return p
}

// change is a patch of one line, so that columns are easy to say.
func change(fields string) string { return "patches: p: {" + fields + "}\n" }

const coarse = `crate: "coarse", version: "0.1.34", why: "w", diff: "a.patch", files: ["src/lib.rs"]`

func TestPatchApplies(t *testing.T) {
	sum := strings.Repeat("a", 64)
	p, found := Load(patchProject(`
targets: old: triple: "armv5te-unknown-linux-musleabi"
targets: new: triple: "riscv64gc-unknown-linux-musl"
patches: twins: {crate: "twin", version: ">=1, <2", count: 2, why: "both", diff: "a.patch", files: ["src/lib.rs"]}
patches: narrow: {
	crate: "coarse", version: "0.1.30", when: {atomics: "<64", endian: "little"}, why: "narrow", diff: "a.patch", files: ["src/lib.rs"]
	adds: "portable-atomic": {version: "1.11.1", sha256: "` + sum + `"}
}
`))
	if len(found) > 0 {
		t.Fatal(found)
	}
	old, young := p.Target("old"), p.Target("new")
	if len(old.Patches) != 2 || len(young.Patches) != 1 || len(young.Unpatched) != 1 {
		t.Fatalf("old has %v, new has %v and not %v", old.Patches, young.Patches, young.Unpatched)
	}
	narrow, twins := old.Patches[0], old.Patches[1]
	for _, c := range []struct{ what, got, want string }{
		{"name", narrow.Name, "narrow"},
		{"versions", strings.Join(narrow.Versions, " "), "0.1.34"},
		{"in order", strings.Join(twins.Versions, " "), "1.2.0 1.10.0"},
		{"files", strings.Join(narrow.Files, " "), "src/lib.rs"},
		{"adds", narrow.Adds[0].Name + " " + narrow.Adds[0].Version + " " + narrow.Adds[0].SHA256, "portable-atomic 1.11.1 " + sum},
		{"place", narrow.Origin.String(), "targets.cue:6:10"},
		{"because", young.Unpatched[0].Because, "atomics are 64 bits wide, not <64"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
}

// TestPatchFaults holds rows 25 and 26 as far as they can be seen without the
// crates: nothing has been fetched by then.
func TestPatchFaults(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"Row25Prose", change(strings.Replace(coarse, "a.patch", "prose.patch", 1)), []string{"prose.patch:1:1: is no part of a unified diff"}},
		{"Row25Dots", change(strings.Replace(coarse, "a.patch", "dots.patch", 1)), []string{`dots.patch:1:1: path "a/../lib.rs" leads out of the source`}},
		{"Row25Missing", change(strings.Replace(coarse, "a.patch", "b.patch", 1)), []string{"targets.cue:3:66: patches.p.diff: b.patch: no such file"}},
		{"Row25Above", change(strings.Replace(coarse, "a.patch", "..", 1)), []string{`targets.cue:3:66: patches.p.diff is "..": it must lie below the project's root, the folder of targets.cue: write a path from targets.cue that does, or context: root: ".."`}},
		{"Row25Outside", change(strings.Replace(coarse, "a.patch", "../b.patch", 1)), []string{`targets.cue:3:66: patches.p.diff is "../b.patch": it must lie below the project's root`}},
		{"DotFiles", change(strings.Replace(strings.Replace(coarse, "src/lib.rs", "./src/lib.rs", 1), "a.patch", "./a.patch", 1)), nil},
		{"CompatibleAdd", change(coarse + `, adds: portable: {version: "1.2.0", sha256: "` + strings.Repeat("a", 64) + `"}`), []string{"targets.cue:3:116: patches.p.adds: Cargo.lock has portable 1.0.0 already, and cargo keeps to that"}},
		{"OtherAdd", change(coarse + `, adds: portable: {version: "2.0.0", sha256: "` + strings.Repeat("a", 64) + `"}`), nil},
		{"Row25Undeclared", change(strings.Replace(coarse, "src/lib.rs", "src/main.rs", 1)), []string{
			`targets.cue:3:84: patches.p: a.patch touches src/lib.rs, which files does not name`,
			`targets.cue:3:84: patches.p: files names "src/main.rs", which a.patch does not touch`}},
		{"Row26NoSuchCrate", change(strings.Replace(coarse, `"coarse"`, `"quite-another"`, 1)), []string{`targets.cue:3:21: patches.p: Cargo.lock has no crate quite-another: remove the patch, or run cargo update --workspace`}},
		{"Row26NoCrate", change(strings.Replace(coarse, `"coarse"`, `"coars"`, 1)), []string{`targets.cue:3:21: patches.p: Cargo.lock has no crate coars: did you mean "coarse"?`}},
		{"Row26OtherVersion", change(strings.Replace(coarse, "0.1.34", "0.2", 1)), []string{"targets.cue:3:40: patches.p is for coarse 0.2 and Cargo.lock has 0.1.34: see whether"}},
		{"Row26Ambiguous", change(strings.NewReplacer("coarse", "twin", "0.1.34", "1").Replace(coarse)), []string{"targets.cue:3:38: patches.p fits 2 versions of twin in Cargo.lock (1.2.0, 1.10.0) and is for 1: narrow version, or write count: 2"}},
		{"Row26Count", change(coarse + ", count: 2"), []string{"targets.cue:3:40: patches.p is for 2 versions of coarse and fits only 0.1.34 in Cargo.lock: write count: 1"}},
		{"Row26Unused", change(coarse + `, when: std: "build-std"`), []string{`targets.cue:3:10: patches.p is for targets with std: "build-std" and none is: remove it`}},
		{"Row26NoCrateWhen", change(strings.Replace(coarse, `"coarse"`, `"coars"`, 1) + `, when: std: "build-std"`), []string{`targets.cue:3:21: patches.p: Cargo.lock has no crate coars: did you mean "coarse"?`}},
		{"OwnCrate", change(strings.NewReplacer("coarse", "hello", "0.1.34", "0.1.0").Replace(coarse)), []string{"targets.cue:3:21: patches.p: hello is a folder of this project"}},
		{"KnownAdd", change(coarse + `, adds: portable: {version: "1.0.0", sha256: "` + strings.Repeat("a", 64) + `"}`), []string{"targets.cue:3:116: patches.p.adds: Cargo.lock has portable 1.0.0 already"}},
		{"Requirement", change(strings.Replace(coarse, "0.1.34", "newest", 1)), []string{`targets.cue:3:40: patches.p.version is "newest": want a version requirement of cargo's`}},
		{"When", change(coarse + `, when: atomics: "64"`), []string{`targets.cue:3:115: patches.p.when.atomics is "64": want a comparison such as "<64"`}},
		{"WhenWord", change(coarse + `, when: atomic: "<64"`), []string{`targets.cue:3:106: unknown field "atomic" in patches.p.when: did you mean "atomics"?`}},
		{"WhenNumber", change(coarse + `, when: width: 16`), []string{`targets.cue:3:113: patches.p.when.width is 16: want 32 or 64`}},
		{"NoReason", change(strings.Replace(coarse, `why: "w", `, "", 1)), []string{"targets.cue:3:13: patches.p.why is missing: want the reason"}},
		{"EmptyReason", change(strings.Replace(coarse, `"w"`, `""`, 1)), []string{`targets.cue:3:55: patches.p.why is "": want the reason, one line of text`}},
		{"BlankReason", change(strings.Replace(coarse, `"w"`, `" "`, 1)), []string{`targets.cue:3:55: patches.p.why is " ": want the reason, one line of text`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := Load(patchProject(row + c.src))
			if len(found) != len(c.want) {
				t.Fatalf("%d diagnostics, want %d:\n%v", len(found), len(c.want), found.Error())
			}
			for i, want := range c.want {
				if got := found[i].String(); !strings.HasPrefix(got, want) {
					t.Errorf("got  %s\nwant %s…", got, want)
				}
			}
		})
	}
}

// TestPatchOfOneRow: a patch for all rows serves those whose workspace has the
// crate; without a Cargo.lock it is that which is refused.
func TestPatchOfOneRow(t *testing.T) {
	p := patchProject(row + "targets: other: {triple: \"armv5te-unknown-linux-musleabi\", cargo: manifest: \"other/Cargo.toml\"}\n" + change(coarse))
	p["other/Cargo.toml"] = &fstest.MapFile{Data: []byte("[package]\nname = \"other\"\nversion = \"0.1.0\"\n[workspace]\n")}
	p["other/src/main.rs"] = &fstest.MapFile{}
	p["other/Cargo.lock"] = &fstest.MapFile{Data: []byte("version = 4\n[[package]]\nname = \"other\"\nversion = \"0.1.0\"\n")}
	got, found := Load(p)
	if len(found) > 0 || len(got.Target("armv5te").Patches) != 1 || len(got.Target("other").Unpatched) != 1 {
		t.Fatal(found)
	}
	if because := got.Target("other").Unpatched[0].Because; because != "other/Cargo.lock has no crate coarse" {
		t.Errorf("other does without because %s", because)
	}
	p = patchProject(row + change(coarse))
	delete(p, "Cargo.lock")
	if _, found := Load(p); len(found) != 1 || !strings.Contains(found[0].Message, "has no Cargo.lock") {
		t.Errorf("without a lock: %v", found)
	}
}

// troubleProject depends on crates that are known not to compile everywhere.
func troubleProject(targets, dependencies string) fstest.MapFS {
	p := project("name: \"hello\"\n" + targets)
	p["Cargo.toml"].Data = append(p["Cargo.toml"].Data, "[dependencies]\n"+dependencies...)
	p["Cargo.lock"] = &fstest.MapFile{Data: []byte(`version = 4

[[package]]
name = "coarsetime"
version = "0.1.36"
source = "registry+https://example.com/index"

[[package]]
name = "hello"
version = "0.1.0"
dependencies = ["coarsetime", "middle", "schemars"]

[[package]]
name = "indexmap"
version = "1.9.3"
source = "registry+https://example.com/index"

[[package]]
name = "middle"
version = "1.0.0"
source = "registry+https://example.com/index"
dependencies = ["prometheus"]

[[package]]
name = "prometheus"
version = "0.13.4"
source = "registry+https://example.com/index"

[[package]]
name = "schemars"
version = "0.8.22"
source = "registry+https://example.com/index"
dependencies = ["indexmap"]
`)}
	if strings.Contains(dependencies, "#fork") { // a copy of the user's own, by [patch]
		lock := strings.ReplaceAll(string(p["Cargo.lock"].Data), "registry+https://example.com/index", "git+https://example.com/coarsetime#1234")
		p["Cargo.lock"].Data = []byte(lock)
		p["Cargo.toml"].Data = append(p["Cargo.toml"].Data, "\n[patch.crates-io]\n"...)
		for _, name := range []string{"coarsetime", "middle", "schemars"} {
			p["Cargo.toml"].Data = append(p["Cargo.toml"].Data, name+" = {git = \"https://example.com/coarsetime\"}\n"...)
		}
	}
	p["a.patch"] = &fstest.MapFile{Data: []byte(patchDiff)}
	return p
}

// TestTroubles: a crate that is known not to compile for a target is refused
// before anything is built, unless there is a patch for it.
func TestTroubles(t *testing.T) {
	const (
		all     = "coarsetime = \"0.1\"\nmiddle = \"1\"\nschemars = \"0.8\"\n"
		patched = `patches: p: {crate: "coarsetime", version: "0.1", why: "w", diff: "a.patch", files: ["src/lib.rs"]}` + "\n"
		riscv   = "targets: a: triple: \"riscv64gc-unknown-linux-musl\"\n"
		through = "targets.cue:2:10: warning: Cargo.lock has prometheus 0.13.4, which counts in AtomicU64"
		unasked = "targets.cue:1:1: warning: cargo is not on the PATH, so what is compiled is judged by Cargo.lock"
	)
	for _, c := range []struct {
		name, targets, dependencies string
		want                        []string
	}{
		{"Row15Atomics", row, all, []string{unasked,
			"targets.cue:2:10: Cargo.lock has coarsetime 0.1.36, which keeps the time in AtomicU64 (armv5te: atomics are 32 bits wide): write atomics: 64, or patches: NAME: {crate: \"coarsetime\", version: \"0.1.36\", when: {atomics: \"<64\"}, …}", through}},
		{"Patched", row + patched, all, []string{unasked, through}},
		{"WideAtomics", riscv, all, nil},
		{"OtherTargetOnly", row, "middle = \"1\"\nschemars = \"0.8\"\n[target.'cfg(windows)'.dependencies]\ncoarsetime = \"0.1\"\n", []string{unasked, through}},
		{"ByNoFlag", row, "middle = \"1\"\nschemars = \"0.8\"\n[target.'cfg(own)'.dependencies]\ncoarsetime = \"0.1\"\n", []string{unasked, through}},
		{"ByAFlag", row + "flags: own: rustc: [\"--cfg=own\"]\n", "middle = \"1\"\nschemars = \"0.8\"\n[target.'cfg(own)'.dependencies]\ncoarsetime = \"0.1\"\n", []string{unasked,
			"targets.cue:2:10: warning: Cargo.lock has coarsetime 0.1.36", through}},
		// It may have indexmap for a feature that is off.
		{"BuildStd", riscv + "targets: a: rust: std: \"build-std\"\n", all, []string{unasked,
			"targets.cue:3:24: warning: Cargo.lock has schemars 0.8.22, which uses indexmap 1.9, whose build script finds no std where cargo builds that itself (a: std is build-std): write patches: NAME: {crate: \"schemars\", version: \"0.8.22\", when: {std: \"build-std\"}, …}, or std: \"sysroot\""}},
		{"Forked", row, all + "#fork", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := Load(troubleProject(c.targets, c.dependencies))
			if len(found) != len(c.want) {
				t.Fatalf("%d diagnostics, want %d:\n%v", len(found), len(c.want), found.Error())
			}
			for i, want := range c.want {
				if got := found[i].String(); !strings.HasPrefix(got, want) {
					t.Errorf("got  %s\nwant %s…", got, want)
				}
			}
		})
	}
}

// One diff is applied to one version of a crate once, whatever its file is called; other
// crates, and other versions, may have the same.
func TestDiffAppliedOnce(t *testing.T) {
	one := func(name, crate, version, diff string) string {
		return "patches: " + name + ": {crate: \"" + crate + "\", version: \"" + version + "\", why: \"w\", diff: \"" + diff + "\", files: [\"src/lib.rs\"]}\n"
	}
	for _, c := range []struct{ src, want string }{
		{one("a", "coarse", "0.1.34", "a.patch") + one("b", "coarse", "0.1", "b.patch"), `patches.b.diff is the same diff as patches.a.diff, and applies once: remove one of them`},
		{one("a", "coarse", "0.1.34", "a.patch") + one("b", "portable", "1", "a.patch"), ""},
		{one("a", "twin", "=1.2.0", "a.patch") + one("b", "twin", "=1.10.0", "a.patch"), ""},
		{one("a", "coarse", "0.1.34", "a.patch") + one("b", "coarse", "0.1", "other.patch"), ""},
	} {
		p := patchProject(row + c.src)
		p["b.patch"] = p["a.patch"]
		p["other.patch"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(patchDiff, "new", "newer"))}
		_, found := Load(p)
		if (c.want == "") != (len(found) == 0) || len(found) > 1 || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.src, found, c.want)
		}
	}
}
