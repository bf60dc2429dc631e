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
	Link  []LinkOption
}

// Text returns the words with spaces between them.
func (a Argument) Text() string { return strings.Join(a.Words, " ") }

// Links reports whether an argument has one of several options for the linker.
func (a Argument) Links(names ...string) bool {
	return slices.ContainsFunc(a.Link, func(o LinkOption) bool { return slices.Contains(names, o.Name) })
}

// Codegen returns the value of an option of rustc's behind -C, and whether the argument is that
// option.
func (a Argument) Codegen(name string) (value string, ok bool) {
	have, value, _ := strings.Cut(a.Parts[0], "=")
	return value, have == "-C"+name
}

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
	for len(words) > 0 {
		var a Argument
		var driver []string
		for unfinished := true; unfinished && len(words) > 0; {
			n, said, parts := first(kind, words)
			if len(a.Words) > 0 && len(said) == 0 {
				break // that is said to rustc
			}
			a.Words, a.Parts, driver = append(a.Words, words[:n]...), append(a.Parts, parts...), append(driver, said...)
			a.Link, unfinished = linked(driver)
			words = words[n:]
		}
		out = append(out, a)
	}
	return out
}

// first returns how many words are one, what of them is said to the driver, and all
// that they hand on.
func first(kind model.FlagKind, words []string) (n int, driver, parts []string) {
	word, next := words[0], ""
	if len(words) > 1 {
		next = words[1]
	}
	if kind != model.FlagRustc {
		if next != "" && slices.Contains(wrappers, word) {
			return 2, words[:2], unwrap(next)
		}
		return 1, words[:1], unwrap(word)
	}
	read, n := rustcWord(word), 1
	switch {
	case next == "":
	case read == "-C" || read == "-Z":
		read, n = rustcWord(read+next), 2
	case read == "-l" || read == "-L":
		read, n = read+next, 2
	}
	return n, fromRustc(read), unwrap(read)
}

// fromRustc returns what rustc hands on to the driver of an option of its own.
func fromRustc(option string) []string {
	name, value, _ := strings.Cut(option, "=")
	switch name {
	case "-Clink-arg", "-Zpre-link-arg":
		return []string{value}
	case "-Clink-args", "-Zpre-link-args":
		return strings.Fields(value)
	}
	switch {
	case strings.HasPrefix(name, "-L") && value != "": // of a kind
		return []string{"-L" + value}
	case strings.HasPrefix(name, "-l"):
		return []string{"-l" + libraryOf(option[len("-l"):])}
	case strings.HasPrefix(name, "-L"):
		return []string{option}
	}
	return nil
}

// libraryOf reads what stands behind rustc's -l, [KIND[:MODIFIERS]=]NAME[:RENAME], as the
// driver's.
func libraryOf(value string) string {
	kind, name, ok := strings.Cut(value, "=")
	if !ok {
		kind, name = "", value
	}
	if strings.Contains(kind, "+verbatim") {
		return ":" + name
	}
	if _, renamed, ok := strings.Cut(name, ":"); ok {
		return renamed
	}
	return name
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
