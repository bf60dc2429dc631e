package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// value is one thing that a target resolves to.
type value struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from"` // file:line:col, or the input's name
	Why   string `json:"why,omitempty"`
}

// unneeded stands before the reason why a target does without a flag, a patch
// or a library.
const unneeded = "not needed: "

// valueOf returns a value with its origin.
func valueOf(name, text string, o model.Origin) value {
	return value{Name: name, Value: text, From: o.String(), Why: o.Why}
}

// cellsOf returns values as the rows of a table.
func cellsOf(values []value) [][]string {
	var rows [][]string
	for _, v := range values {
		rows = append(rows, []string{v.Name, v.Value, v.From, v.Why})
	}
	return rows
}

// values returns everything that a target resolves to, in the order in which
// it is shown.
func values(t *model.Target) []value {
	return slices.Concat(compilerValues(t), changeValues(t), broughtValues(t),
		[]value{valueOf("cargo.bins", strings.Join(t.Cargo.Bins, " "), model.Origin{From: model.FromDefault})},
		profileValues(t.Cargo.ProfileSettings), contractValues(t.Contract), testValues(t.Test))
}

// compilerValues returns the triple, the toolchain and what else decides what
// is compiled.
func compilerValues(t *model.Target) []value {
	rows := []value{valueOf("triple", t.Triple.Name, model.Origin{From: model.FromUser, Pos: t.Pos})}
	if s := t.Spec; s != nil {
		like := valueOf("like", s.Like.V, s.Like.Origin)
		like.Why = "its facts hold for the target, but for what the specification says"
		spec := valueOf("spec", s.Path, s.Origin)
		spec.Why = "std is built for it; rustc takes it among its unstable options, for the target's crates alone"
		rows = append(rows, spec, like)
	}
	rows = append(rows,
		valueOf("image", t.Image.V, t.Image.Origin),
		channelValue(t.Rust),
		valueOf("rust.std", string(t.Rust.Std.V), t.Rust.Std.Origin))
	if s := t.Rust.SHA256; len(s.V) > 0 {
		rows = append(rows, valueOf("rust.sha256", strings.Join(s.V, " "), s.Origin))
	}
	if c := t.Rust.Components; len(c.V) > 0 {
		rows = append(rows, valueOf("rust.components", strings.Join(c.V, " "), c.Origin))
	}
	if t.CPU.V != "" {
		rows = append(rows, cpuValue(t))
	}
	rows = append(rows, atomicsValue(t), valueOf("toolchain", toolchain.Of(t).Text(), t.Toolchain.Kind.Origin))
	for _, part := range t.Toolchain.Parts {
		rows = append(rows, sourcePatchValues("toolchain.patches."+part.Name, part.Patches)...)
	}
	return rows
}

// channelValue returns the channel and, where nobody says why it is that one, that it may
// be newer than what the catalog is about.
func channelValue(r model.Rust) value {
	v := valueOf("rust.channel", r.Channel.V, r.Channel.Origin)
	if tried := catalog.Load().Defaults.Channel; v.Why == "" && r.After(tried) {
		v.Why = "may be newer than Rust " + tried + ", with which the targets were tried"
	}
	return v
}

// cpuValue returns the processor that a target names, and what does not follow it.
func cpuValue(t *model.Target) value {
	v := valueOf("cpu", t.CPU.V, t.CPU.Origin)
	if t.Rust.Std.V == model.StdPrebuilt {
		v.Why = "rustup's std stays for the oldest processor of the triple: rust: std: \"sysroot\" builds one for this"
	}
	return v
}

// sourcePatchValues returns the changes to one source, and what they touch.
func sourcePatchValues(field string, changes []model.SourcePatch) (rows []value) {
	for _, c := range changes {
		rows = append(rows, valueOf(field+"."+c.Name, strings.Join(c.Files, " "), c.Origin))
	}
	return rows
}

// changeValues returns the flags, the environment variables, what holds of the project's
// own configuration of cargo, and the patches.
func changeValues(t *model.Target) (rows []value) {
	add := func(name, text string, o model.Origin) { rows = append(rows, valueOf(name, text, o)) }
	for _, f := range t.Flags {
		add("flags."+f.Name+"."+string(f.Kind), strings.Join(f.Args, " "), f.Origin)
	}
	for _, u := range t.Unflagged {
		add("flags."+u.Name, unneeded+u.Because, u.Origin)
	}
	for _, e := range t.Env {
		add("env."+e.Name, e.Value, e.Origin)
	}
	for _, f := range t.Cargo.Rustflags {
		add("config."+f.Name, strings.Join(f.Args, " "), f.Origin)
	}
	for _, s := range t.Cargo.Settings {
		add("config."+cargo.KeyName(s.Key), fmt.Sprint(s.Value), s.Origin)
	}
	for _, change := range t.Patches {
		add("patches."+change.Name, patchText(change), change.Origin)
	}
	for _, u := range t.Unpatched {
		add("patches."+u.Name, unneeded+u.Because, u.Origin)
	}
	return rows
}

// broughtValues returns the C libraries and the tools.
func broughtValues(t *model.Target) (rows []value) {
	add := func(name, text string, o model.Origin) { rows = append(rows, valueOf(name, text, o)) }
	for _, l := range t.Libraries {
		add("libraries."+l.Name, libraryText(l), l.Origin)
		rows = append(rows, recipeValues(l)...)
		rows = append(rows, sourcePatchValues("libraries."+l.Name+".patches", l.Patches)...)
	}
	for _, u := range t.Unbuilt {
		add("libraries."+u.Name, unneeded+u.Because, u.Origin)
	}
	for _, tool := range t.Tools {
		add("tools."+tool.Name, toolText(tool), tool.Origin)
	}
	if names := t.HostPackages; len(names.V) > 0 {
		add("host.packages", strings.Join(names.V, " "), names.Origin)
	}
	return rows
}

// recipeValues returns what a library that has a recipe is made of, part by part: some may be
// the recipe's and some the user's.
func recipeValues(l model.Library) (rows []value) {
	if l.Recipe.From == "" {
		return nil
	}
	add := func(name, text string, o model.Origin) {
		if text != "" {
			rows = append(rows, valueOf("libraries."+l.Name+"."+name, text, o))
		}
	}
	add("kind", string(l.Kind), l.Recipe)
	source := l.Source.Origin
	source.Why = "sha256 " + l.Source.SHA256
	add("source", l.Source.String(), source)
	for _, a := range l.Args {
		add("args", strings.Join(a.V, " "), a.Origin)
	}
	add("folder", l.Folder.V, l.Folder.Origin)
	add("needs", strings.Join(l.Needs.V, " "), l.Needs.Origin)
	add("provides", strings.Join(l.Provides.V, " "), l.Provides.Origin)
	return rows
}

func testValues(s *model.Test) (rows []value) {
	if s == nil {
		return nil
	}
	if len(s.Lints) > 0 {
		rows = append(rows, valueOf("test.lints", strings.Join(s.Lints, " "), s.Origin))
	}
	return append(rows, valueOf("test", strings.Join(append([]string{"--profile " + s.Profile, "--"}, s.Args...), " "), s.Origin))
}

// atomicsValue returns the width of the atomic operations and, where the
// processor's own are narrower, what emulating them costs and rules out.
func atomicsValue(t *model.Target) value {
	v := valueOf("atomics", strconv.Itoa(t.Atomics.V), t.Atomics.Origin)
	if w := t.Triple.AtomicsEmulation; w != nil && t.EmulatesAtomics() {
		v.Value += fmt.Sprintf(" bits by %s: fetch_add %s, load %s", w.By, costText(w.Add), costText(w.Load))
		v.Why = fmt.Sprintf("%s; fetch_add by eight threads on one value: %.0f ns (%s)", w.Not, w.Contended, w.Measured)
	}
	return v
}

func profileValues(s model.ProfileSettings) (rows []value) {
	for _, set := range s.List() {
		rows = append(rows, valueOf("cargo."+set.Key, fmt.Sprint(set.Value), set.Origin))
	}
	return rows
}

func contractValues(c model.Contract) []value {
	row := func(name, text string, o model.Origin) value { return valueOf("contract."+name, text, o) }
	rows := []value{
		row("machine", c.Machine.V, c.Machine.Origin),
		row("float-abi", string(c.FloatABI.V), c.FloatABI.Origin),
		row("isa", c.ISA.V, c.ISA.Origin),
		row("static", strconv.FormatBool(c.Static.V), c.Static.Origin),
		row("interpreter", c.Interp.V, c.Interp.Origin),
		row("needed", neededText(c), c.Needed.Origin),
		row("glibc", c.Glibc.V, c.Glibc.Origin),
		row("pie", strconv.FormatBool(c.PIE.V), c.PIE.Origin),
		row("subsystem", c.Subsystem.V, c.Subsystem.Origin),
		row("stripped", strconv.FormatBool(c.Stripped.V), c.Stripped.Origin),
	}
	rows = slices.DeleteFunc(rows, func(v value) bool { return v.Value == "" })
	if c.MaxSize != nil {
		rows = append(rows, row("max-size", strconv.FormatInt(c.MaxSize.V, 10), c.MaxSize.Origin))
	}
	if len(c.Pages.V) > 0 {
		rows = append(rows, row("pages", strings.Trim(fmt.Sprint(c.Pages.V), "[]"), c.Pages.Origin))
	}
	if s := c.Smoke; s != nil {
		rows = append(rows, row("smoke", strings.Join(append([]string{s.Bin}, s.Args...), " "), s.Origin))
		if d := s.Daemon; d != nil {
			rows = append(rows, row("smoke.daemon", strings.Join(append([]string{d.Bin}, d.Args...), " "), d.Origin))
		}
	}
	return rows
}

// neededText returns the shared libraries that a binary may need. Of the DLLs of
// Windows's own there are too many to be read.
func neededText(c model.Contract) string {
	needed := c.Needed.V
	if n := len(c.System.V); n > 0 {
		needed = append([]string{fmt.Sprintf("%d DLLs of Windows's own", n)}, needed...)
	}
	return strings.Join(needed, " ")
}
