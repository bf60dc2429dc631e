package emit

import (
	"bytes"
	"maps"
	"path"
	"slices"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema/model"
)

// cargoConfig returns cargo's own configuration for one target. Values are encoded
// by the TOML library; only the reasons beside the flags are written around it,
// since an encoder has no place for them.
func cargoConfig(p *model.Project, t *model.Target) ([]Artifact, error) {
	var b bytes.Buffer
	b.WriteString(header)
	w := tomlWriter{buf: &b}
	w.table("target", t.Triple.Name)
	w.value("linker", besideFile(t, layout.ToolsOf(t).CC))
	w.value("runner", runner(t))
	if flags := rustflags(t); len(flags) > 0 {
		w.flags("rustflags", flags)
	}
	w.table("env")
	writeTools(&w, t)
	for _, e := range t.Env {
		w.comment("", e.Why)
		w.env(e.Name, e.Value)
	}
	if s := t.Cargo.ProfileSettings.List(); len(s) > 0 {
		w.table("profile", t.Cargo.Profile)
		for _, setting := range s {
			w.comment("", setting.Why)
			w.value(setting.Key, setting.Value)
		}
	}
	return []Artifact{file(path.Join(layout.Dir(p, t), "config.toml"), b.Bytes())}, w.err
}

// runner returns the command that cargo puts in front of a binary of the target.
func runner(t *model.Target) []string {
	emulator := t.Triple.Emulator()
	words := []string{emulator.Program}
	if emulator.CPU != "" {
		words = append(words, "-cpu", emulator.CPU)
	}
	if folder := t.Triple.Runtime.Folder; folder != "" && !t.Contract.Static.V {
		words = append(words, "-L", path.Dir(folder)) // the machine's own where it has none
	}
	return words
}

// besideFile returns the path of a wrapper as cargo reads it: from the folder above
// that of the configuration (the Cargo book, "Config-relative paths").
func besideFile(t *model.Target, tool string) string { return path.Join(t.Name, "bin", tool) }

// writeTools writes the variables in which the crate cc looks for a target's
// wrappers: it spells the triple's name with underscores.
func writeTools(w *tomlWriter, t *model.Target) {
	suffix := "_" + model.InVariable(t.Triple.Name)
	names := layout.ToolsOf(t)
	vars := map[string]string{"CC": names.CC, "CXX": names.CXX, "AR": names.AR, "RANLIB": names.Ranlib}
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		w.path(name+suffix, besideFile(t, vars[name]))
	}
	if len(t.Cargo.OpenSSL.V) > 0 {
		w.path("OPENSSL_SRC_PERL", besideFile(t, openSSLPerl))
	}
	if t.Toolchain.DebianLibraries.OK() { // where Debian's packages of that architecture have their .pc files
		w.env("PKG_CONFIG_ALLOW_CROSS"+suffix, "1")
		w.unless("PKG_CONFIG_LIBDIR"+suffix, pkgConfig(t))
	}
}

// rustflags returns the flags of the project's own configuration of cargo, before which
// all others are heard; rustc's own; then those of the linker. Each is as rustc takes
// it: one argument, whatever it holds.
func rustflags(t *model.Target) []flagGroup {
	var out []flagGroup
	for _, f := range t.Cargo.Rustflags {
		out = append(out, flagGroup{Why: f.Pos.String() + ": " + f.Name, Args: f.Args})
	}
	for _, f := range toolchain.Flags(t, model.FlagRustc) {
		out = append(out, flagGroup{Why: f.Why, Args: f.Args})
	}
	for _, f := range toolchain.Flags(t, model.FlagLink) {
		v := flagGroup{Why: f.Why}
		for _, a := range f.Args {
			v.Args = append(v.Args, "-Clink-arg="+a)
		}
		out = append(out, v)
	}
	return out
}

// setting is one key of the profile.
