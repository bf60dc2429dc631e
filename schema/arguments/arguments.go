package arguments

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// Argument is one thing that is said to a tool, however many words say it.
type Argument struct {
	Words []string // as the user wrote them
	Parts []string // what the compiler, the driver and the linker get of it
}

// Text returns the words with spaces between them.
func (a Argument) Text() string { return strings.Join(a.Words, " ") }

// Feature returns "+" or "-" where the argument turns a feature of rustc's target on or
// off, and "" where it says nothing of it.
func (a Argument) Feature(name string) (sign string) {
	features, ok := strings.CutPrefix(a.Parts[0], "-Ctarget-feature=")
	if !ok {
		return ""
	}
	for _, f := range strings.Split(features, ",") {
		if f == "+"+name || f == "-"+name {
			sign = f[:1] // the last one is heard
		}
	}
	return sign
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

// Of puts words together that belong together and takes out of their
// wrappings what is meant for another program: `-C link-arg=-Wl,-z,now` is
// also "-z" and "now".
func Of(kind model.FlagKind, words []string) []Argument {
	var out []Argument
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
			out = append(out, Argument{[]string{word, next}, unwrap(rustcWord(read + next))})
			i++
		case next != "" && slices.Contains(wrappers, word):
			out = append(out, Argument{[]string{word, next}, unwrap(next)})
			i++
		default:
			out = append(out, Argument{[]string{word}, unwrap(read)})
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
