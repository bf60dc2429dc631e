package lint

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var cargoConfig = check{
	rule.Warning("cargo-config", "cargo reads the project's .cargo/config.toml beside the emitted one; where both speak, the emitted one wins and the project's own is silently without effect"),
	func(in *Input, f *findings) {
		seen := map[string]bool{}
		for _, t := range in.Project.Targets {
			files, _ := cargo.ConfigFiles(in.Root, path.Dir(t.Cargo.Manifest)) // read before
			for _, file := range files {
				if key := file + " " + t.Triple.Name; !seen[key] {
					seen[key] = true
					readConfig(in.Root, file, t, f)
				}
			}
		}
	},
}

// contradicted says of a configuration key what happens to it.
func contradicted(key []string, t *model.Target) string {
	at := func(i int) string {
		if i < len(key) {
			return key[i]
		}
		return ""
	}
	switch at(0) {
	case "build":
		return ofBuild[at(1)]
	case "unstable":
		return "the program is built by a compiler that takes no unstable options: remove it, or name a nightly channel"
	case "target":
		return ofTarget(at(1), at(2), t)
	case "profile":
		if at(1) == t.Cargo.Profile && overridden(at(2), t.Cargo.ProfileSettings) {
			return "xgen sets it for this profile: it has no effect; write cargo: " + at(2) + " in targets.cue"
		}
	case "env": // NAME = "…", or NAME = {value = "…", force = true}
		if len(key) == 2 || at(2) == "value" {
			return ofEnv(at(1), t)
		}
	}
	return ""
}

func ofEnv(name string, t *model.Target) string {
	if isOwn(name, t) {
		return "xgen sets it, whatever else does: it has no effect"
	}
	hint := steers(name, func(triple string) bool { return triple == model.InVariable(t.Triple.Name) })
	if hint == "" {
		return ""
	}
	return "build scripts hear it, and no check of the target does: remove it; " + hint
}

var ofBuild = map[string]string{
	"target":                  "xgen builds for the target's triple: it has no effect",
	"target-dir":              "the build has a folder of its own: it has no effect",
	"rustflags":               "target.*.rustflags take its place: it has no effect; write flags: NAME: rustc: [\"…\"] in targets.cue",
	"rustc":                   "it would take the place of the compiler that targets.cue names: remove it",
	"rustc-wrapper":           "the wrapper is not part of the build's image: it is switched off",
	"rustc-workspace-wrapper": "the wrapper is not part of the build's image: it is switched off",
}

// ofTarget speaks of [target.TRIPLE] and [target.'cfg(…)'], of which cargo
// prefers the first, and joins the rustflags of both.
func ofTarget(name, key string, t *model.Target) string {
	if name != t.Triple.Name && !strings.HasPrefix(name, "cfg(") {
		return ""
	}
	switch key {
	case "linker", "ar", "runner":
		return "xgen sets it from the target's toolchain: it has no effect"
	case "rustflags":
		return "it is added to xgen's own flags; better write flags: NAME: rustc: [\"…\"] in targets.cue, where they are shown"
	}
	return ""
}

// overridden reports whether the emitted file sets this key of the profile.
func overridden(key string, s model.ProfileSettings) bool {
	return slices.ContainsFunc(s.List(), func(set model.ProfileSetting) bool { return set.Key == key })
}

// isOwn reports whether the emitted file sets a variable: the project's own, and
// the names under which the cc crate looks for the compilers.
func isOwn(name string, t *model.Target) bool {
	for _, e := range t.Env {
		if e.Name == name {
			return true
		}
	}
	tool, ok := strings.CutSuffix(name, "_"+model.InVariable(t.Triple.Name))
	return ok && slices.Contains([]string{"CC", "CXX", "AR", "RANLIB"}, tool)
}

func readConfig(root fs.FS, file string, t *model.Target, f *findings) {
	var tree map[string]any
	data, err := cargo.ReadConfig(root, file, &tree)
	if err != nil {
		return // the workspace could not be read either, and that was refused
	}
	for _, k := range cargo.Keys(data) {
		if why := contradicted(k.Path, t); why != "" {
			f.at(model.Pos{File: file, Line: k.Line, Col: k.Col}, "%s: %s", strings.Join(k.Path, "."), why)
		}
	}
}
