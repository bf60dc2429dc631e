package resolve

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// Platform is what cargo evaluates the tables [target.…] of manifests by. Of a target
// with a specification of its own nothing is said but its flags.
func Platform(c *catalog.Catalog, t *model.Target) cargo.Platform {
	words := rustcWords(t.Flags, t.Cargo.Rustflags)
	facts := c.Triples[t.Triple.Name]
	if t.Spec != nil || facts == nil {
		return cargo.Platform{Flags: ofCfg(words)}
	}
	return cargo.Platform{Triple: facts.Name, Printed: printed(facts, words), Flags: ofCfg(words)}
}

// rustcWords returns what is said to rustc.
func rustcWords(flags ...[]model.Flag) (words []string) {
	for _, f := range slices.Concat(flags...) {
		if f.Kind == model.FlagRustc {
			words = append(words, f.Args...)
		}
	}
	return words
}

// printed returns what rustc says of a triple where cargo asks it with some flags. cargo
// asks for crates of all kinds, and not for a static program: crt-static is on where a
// flag says it, whatever the target has by itself.
func printed(facts *catalog.Triple, words []string) []string {
	out := facts.Cfg(false)
	set := func(line string, on bool) {
		out = slices.DeleteFunc(out, func(l string) bool { return l == line })
		if on {
			out = append(out, line)
		}
	}
	for _, f := range ofCfg(words) {
		name, value, _ := strings.Cut(f, "=")
		switch name {
		case "--cfg":
			if m := cfgLine.FindStringSubmatch(value); m != nil {
				set(m[1]+m[2]+m[3], true)
			}
		case "-Cpanic":
			out = slices.DeleteFunc(out, func(l string) bool { return strings.HasPrefix(l, "panic=") })
			set("panic=\""+value+"\"", true)
		case "-Ctarget-feature":
			for _, feature := range strings.Split(value, ",") {
				if feature != "" {
					set("target_feature=\""+feature[1:]+"\"", feature[0] == '+')
				}
			}
		}
	}
	return out
}

var cfgLine = lazyregexp.New(`^\s*(?:r#)?([\pL_][\pL\pN_]*)\s*(?:(=)\s*("[^"]*")\s*)?$`)

// ofCfg returns those of rustc's arguments that decide of what it says by --print cfg, a
// word each.
func ofCfg(words []string) (out []string) {
	for i, word := range words {
		switch value, ok := strings.CutPrefix(word, "--cfg="); {
		case ok:
			out = append(out, "--cfg="+value)
		case i > 0 && words[i-1] == "--cfg":
			out = append(out, "--cfg="+word)
		}
	}
	for _, a := range arguments.Of(model.FlagRustc, words) {
		name, _, _ := strings.Cut(a.Parts[0], "=")
		if slices.Contains([]string{"-Ctarget-feature", "-Ctarget-cpu", "-Cpanic"}, name) {
			out = append(out, a.Parts[0])
		}
	}
	return out
}
