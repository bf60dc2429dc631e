package lint

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// argument is one thing that is said to a tool, however many words say it.
type argument struct {
	text  string   // the words as the user wrote them
	parts []string // what the compiler, the driver and the linker get of it
}

// wrappers take the argument of another program as their own next word.
var wrappers = []string{"-Xlinker", "-Xclang", "-Xpreprocessor", "-Xassembler", "-mllvm"}

// rustcOption matches what rustc takes for -C or -Z: --codegen, and the letter
// behind others that take no value (-gClinker=…).
var rustcOption = lazyregexp.New(`^(?:--codegen(?:=|$)|-[gOv]*(C|Z))(.*)$`)

// rustcWord writes such an option as rustc reads it: -C or -Z, the name with
// dashes, and the value.
func rustcWord(word string) string {
	m := rustcOption.FindStringSubmatch(word)
	if m == nil {
		return word
	}
	name, value, assigned := strings.Cut(m[2], "=")
	word = "-" + cmp.Or(m[1], "C") + strings.ReplaceAll(strings.TrimSpace(name), "_", "-")
	if assigned {
		word += "=" + value
	}
	return word
}

// arguments puts words together that belong together and takes out of their
// wrappings what is meant for another program: `-C link-arg=-Wl,-z,now` is
// also "-z" and "now".
func arguments(kind model.FlagKind, words []string) []argument {
	var out []argument
	for i := 0; i < len(words); i++ {
		word, next := words[i], ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		read := word
		if kind == model.FlagRustc {
			read = rustcWord(word)
		}
		switch {
		case next != "" && (read == "-C" || read == "-Z") && kind == model.FlagRustc:
			out = append(out, argument{word + " " + next, unwrap(rustcWord(read + next))})
			i++
		case next != "" && slices.Contains(wrappers, word):
			out = append(out, argument{word + " " + next, unwrap(next)})
			i++
		default:
			out = append(out, argument{word, unwrap(read)})
		}
	}
	return out
}

// unwrap returns an argument and everything that it hands on.
func unwrap(arg string) []string {
	parts := []string{arg}
	for _, w := range []struct{ prefix, split string }{
		{"-Clink-arg=", ""}, {"-Zpre-link-arg=", ""},
		{"-Clink-args=", " "}, {"-Zpre-link-args=", " "}, {"-Cllvm-args=", " "},
		{"--for-linker=", ""}, {"--for-assembler=", ""},
		{"-Wl,", ","}, {"-Wp,", ","}, {"-Wa,", ","},
	} {
		rest, ok := strings.CutPrefix(arg, w.prefix)
		if !ok {
			continue
		}
		inner := []string{rest}
		if w.split != "" {
			inner = strings.Split(rest, w.split)
		}
		for _, a := range inner {
			parts = append(parts, unwrap(a)...)
		}
	}
	return parts
}

// loader is an argument that makes a compiler run or read something that the
// emitted files do not show.
type loader struct {
	match func(arg string) bool
	why   string
}

const (
	readsFile      = "reads further arguments from a file"
	loadsCode      = "loads code into the compiler"
	ownRules       = "replaces the compiler driver's own rules"
	replacesLinker = "replaces the linker that xgen chose"
	otherTarget    = "replaces the target that targets.cue names"
)

var loaders = []loader{
	{begins("@"), readsFile},
	{option("--config", "--config-user-dir", "--config-system-dir"), readsFile},
	{begins("-fplugin", "-fpass-plugin", "-Zllvm-plugins", "-Zcodegen-backend"), loadsCode},
	{option("-load", "--load", "-load-pass-plugin", "--load-pass-plugin", "-plugin", "--plugin", "-add-plugin"), loadsCode},
	{begins("-specs", "--specs"), ownRules},
	{begins("-wrapper"), "runs another program in the compiler's place"},
	{isToolFolder, "makes the compiler run programs from another folder"},
	{option("-Clinker", "-Clinker-flavor", "--ld-path"), replacesLinker},
	{isLinkerPath, replacesLinker},
	{begins("--sysroot"), "replaces the libc that xgen chose"},
	{option("-target", "--target"), otherTarget},
}

func begins(prefixes ...string) func(string) bool {
	return func(arg string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(arg, p) })
	}
}

// option matches whole names, with or without a value.
func option(names ...string) func(string) bool {
	return func(arg string) bool {
		name, _, _ := strings.Cut(arg, "=")
		return slices.Contains(names, name)
	}
}

// isToolFolder matches the driver's -B, which the linker uses for other things.
func isToolFolder(arg string) bool {
	linkers := []string{"-Bstatic", "-Bdynamic", "-Bshareable", "-Bgroup"}
	return strings.HasPrefix(arg, "-B") && !strings.HasPrefix(arg, "-Bsymbolic") && !slices.Contains(linkers, arg)
}

func isLinkerPath(arg string) bool {
	name, ok := strings.CutPrefix(arg, "-fuse-ld=")
	return ok && path.Base(name) != name
}

// forbidden says why an argument is not passed on, "" where it is.
func forbidden(a argument) string {
	for _, l := range loaders {
		if slices.ContainsFunc(a.parts, l.match) {
			return l.why
		}
	}
	return ""
}
