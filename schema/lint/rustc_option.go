package lint

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var rustcOption = check{
	rule.Error("rustc-option", "rustc would refuse the flag only where the first crate is compiled"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		options := in.Catalog.RustcOptions
		if t.Rust.Unstable() || t.Rust.After(options.Release) || bootstraps(t) {
			return // which may take more than is known here
		}
		for _, g := range in.given(t) {
			if g.kind != model.FlagRustc {
				continue
			}
			waits := false // for the value of the option before
			for i, a := range g.arguments {
				read := rustcWord{options, a.Parts[0]}
				if waits {
					read.word = g.arguments[i-1].Parts[0] + "=" + a.Parts[0]
					if why := read.valueRefused(); why != "" {
						f.at(g.pos, "%s: \"%s %s\": %s", g.field, g.arguments[i-1].Text(), a.Text(), why)
					}
					waits = false
					continue
				}
				if why := read.refused(); why != "" && forbidden(a) == "" && wordsIn(g.kind, a.Words[0]) == "" {
					f.at(g.pos, "%s: %q: %s", g.field, a.Text(), why)
				}
				waits = read.waits()
			}
		}
	}),
}

// rustcWord is one of the words that rustc is given.
type rustcWord struct {
	catalog.RustcOptions
	word string
}

// waits reports whether the next word is the value of this one.
func (w rustcWord) waits() bool {
	if name, long := strings.CutPrefix(w.word, "--"); long {
		return slices.Contains(w.Long, name) && !slices.Contains(w.Bare, name)
	}
	letters, dashed := strings.CutPrefix(w.word, "-")
	rest := strings.TrimLeft(letters, w.Letters)
	return dashed && len(rest) == 1 && strings.Contains(w.Valued, rest)
}

// refused says why rustc does not take the word, and what to write; "" where it does.
func (w rustcWord) refused() string {
	codegen, isCodegen := strings.CutPrefix(w.word, "-C")
	name, long := strings.CutPrefix(w.word, "--")
	letters, dashed := strings.CutPrefix(w.word, "-")
	switch {
	case isCodegen && codegen != "":
		return w.codegenRefused(codegen)
	case long:
		name, _, _ = strings.Cut(name, "=")
		if slices.Contains(w.Once, name) {
			return "cargo itself says it for every crate, and rustc takes it once: remove it"
		}
		if why := w.valueRefused(); why != "" {
			return why
		}
		return w.unknown("--", name, w.Long)
	case dashed && letters != "":
		rest := strings.TrimLeft(letters, w.Letters)
		if why := w.valueRefused(); why != "" {
			return why
		}
		if rest != "" && !strings.Contains(w.Valued, rest[:1]) {
			return fmt.Sprintf("rustc %s has no option -%s: remove it, or, for the C compiler or the linker, write it as c or link", w.Release, rest[:1])
		}
	case !dashed:
		return "it is no option, and rustc takes it for a file to compile beside the crate's own: remove it, or write it behind the option that it is for"
	}
	return ""
}

var (
	cfgValue = lazyregexp.New(`^--cfg=(.*)$`)
	cfgForm  = lazyregexp.New(`^\s*(r#)?[\p{L}_][\p{L}\p{N}_]*\s*(=.*"\s*)?$`)
	lintTool = lazyregexp.New(`^(?:-[gOv]*[ADFW]=?|--(?:allow|deny|forbid|warn)=)([A-Za-z0-9_-]+)::`)
)

// lintTools are those whose lints rustc takes by itself.
var lintTools = []string{"clippy", "diagnostic", "miri", "rust_analyzer", "rustc", "rustdoc", "rustfmt"}

// valueRefused is refused for what stands behind --cfg, and behind what sets a lint's level.
func (w rustcWord) valueRefused() string {
	if m := cfgValue.FindStringSubmatch(w.word); m != nil && !cfgForm.MatchString(m[1]) {
		return "rustc wants a name of letters, digits and _, or NAME=\"…\" with the quotes: write one"
	}
	if m := lintTool.FindStringSubmatch(w.word); m != nil && !slices.Contains(lintTools, m[1]) {
		return fmt.Sprintf("rustc knows no tool %s that has lints: write one of %s, or remove it", m[1], strings.Join(lintTools, ", "))
	}
	return ""
}

// unknown refuses a name that is none of those that there are.
func (w rustcWord) unknown(dashes, name string, known []string) string {
	if name == "" || slices.Contains(known, name) {
		return ""
	}
	why := fmt.Sprintf("rustc %s has no option %s%s: ", w.Release, dashes, name)
	if near := suggest.Name(name, known); near != "" {
		return why + "write " + dashes + near + ", or remove it"
	}
	return why + "remove it"
}

// codegenRefused is refused for what stands behind -C.
func (w rustcWord) codegenRefused(text string) string {
	name, value, assigned := strings.Cut(text, "=")
	option, known := w.Codegen[name]
	switch {
	case !known:
		return w.unknown("-C", name, slices.Sorted(maps.Keys(w.Codegen)))
	case !assigned && !option.Bare:
		return strings.TrimSuffix("rustc wants a value behind it: write -C"+name+"=… with "+option.Want, " with ")
	case assigned && option.Values != "" && !regexp.MustCompile(option.Values).MatchString(value):
		return fmt.Sprintf("rustc %s takes %s for -C%s: write one of them, or remove it", w.Release, option.Want, name)
	}
	return ""
}

var ltoFlag = check{
	rule.Error("lto-flag", "cargo compiles all crates for the lto of the profile, and hands the flag on to each of them"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		all := in.given(t)
		if in.Workspaces[t.Cargo.Manifest] == nil || in.joinsCrates(t) || saysCodegen(all, "embed-bitcode", joins) {
			return
		}
		for _, g := range all {
			for _, a := range g.arguments {
				if value, is := a.Codegen("lto"); g.kind == model.FlagRustc && is && joins(value) {
					if value != "thin" {
						value = "fat"
					}
					f.at(g.pos, "%s: %q: where the profile has no lto, cargo says -Cembed-bitcode=no, which rustc does not take together with it: %s cargo: lto: %q in its place", g.field, a.Text(), g.writes(), value)
				}
			}
		}
	}),
}

// joins reports whether a value of lto or of embed-bitcode turns it on.
func joins(value string) bool {
	return !slices.Contains([]string{"n", "no", "off", "false"}, value)
}

// profileLTO returns the lto of the target's profile as a word.
func profileLTO(own any, t *model.Target) string {
	if asked := t.Cargo.ProfileSettings.LTO; asked != nil {
		return asked.V
	}
	if own == nil {
		return "off" // within a crate alone
	}
	return fmt.Sprint(own)
}

// saysCodegen reports whether some flag says an option of rustc's with such a value.
func saysCodegen(all []given, name string, is func(value string) bool) bool {
	return slices.ContainsFunc(all, func(g given) bool {
		return slices.ContainsFunc(g.arguments, func(a arguments.Argument) bool {
			value, ok := a.Codegen(name)
			return ok && is(value)
		})
	})
}

// joinsCrates reports whether the target's profile has lto.
func (in *Input) joinsCrates(t *model.Target) bool {
	ws := in.Workspaces[t.Cargo.Manifest]
	return ws != nil && joins(profileLTO(ws.Profiles.LTO(t.Cargo.Profile), t))
}
