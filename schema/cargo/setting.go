package cargo

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// Setting is one value of cargo's configuration, of whichever file: no table, but
// what stands in one.
type Setting struct {
	Key []string // with its tables: "target", "cfg(unix)", "rustflags"
	// Parts are a list's, in cargo's order, each from one file; else there is one.
	Parts []Part
}

// Part is what one file says of a key.
type Part struct {
	Value any // as TOML has it; a list is []any
	Pos   model.Pos
	Root  string // the folder that its relative paths are counted from, from the project's root
}

// Name returns the key as a reader writes it: target.'cfg(unix)'.rustflags.
func (s Setting) Name() string { return KeyName(s.Key) }

// KeyName returns the words of a key as a reader writes them.
func KeyName(key []string) string {
	var out []string
	for _, word := range key {
		if strings.ContainsFunc(word, func(r rune) bool { return !isBare(r) }) {
			word = "'" + word + "'"
		}
		out = append(out, word)
	}
	return strings.Join(out, ".")
}

func isBare(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
}

// Last is the part that is heard before all others.
func (s Setting) Last() Part { return s.Parts[len(s.Parts)-1] }

// Text returns a string, "" where it is something else.
func (s Setting) Text() string {
	text, _ := s.Last().Value.(string)
	return text
}

// Words returns the part as cargo reads what may be a list or a string with spaces
// between its words.
func (p Part) Words() (out []string) {
	if text, ok := p.Value.(string); ok {
		return strings.Fields(text)
	}
	list, _ := p.Value.([]any)
	for _, v := range list {
		out = append(out, fmt.Sprint(v))
	}
	return out
}

// From returns a path that the part holds as it is from the project's root. It is not
// cleaned: what reads it may care for a slash at its end.
func (p Part) From(name string) string {
	if path.IsAbs(name) || p.Root == "." {
		return name
	}
	return p.Root + "/" + name
}

// Settings are what cargo's configuration says, by their keys.
type Settings []Setting

// Get returns a setting by its key, nil where there is none.
func (all Settings) Get(key ...string) *Setting {
	if i := all.find(key); i >= 0 {
		return &all[i]
	}
	return nil
}

// Below returns what stands below a key, at whatever depth.
func (all Settings) Below(key ...string) (out Settings) {
	for _, s := range all {
		if len(s.Key) > len(key) && slices.Equal(s.Key[:len(key)], key) {
			out = append(out, s)
		}
	}
	return out
}

func (all Settings) find(key []string) int {
	return slices.IndexFunc(all, func(s Setting) bool { return slices.Equal(s.Key, key) })
}

// under returns the settings with those of another file before them: its values
// hold where both have one, and its lists are added (the Cargo book, "Hierarchical
// structure"). What cannot be joined is an error, as it is to cargo.
func (all Settings) under(further Settings) (Settings, error) {
	out := slices.Clone(all)
	known := indexed{}
	for i, s := range out {
		known.add(s.Key, i)
	}
	for _, s := range further {
		if other, n := known.clash(s, out); other != nil {
			return nil, faultOf(s, "%s is %s here and %s in %s, which cargo does not join: write both in one form",
				KeyName(s.Key[:n]), form(s, n), form(*other, n), other.Last().Pos)
		}
		i, there := known[indexOf(s.Key)]
		switch {
		case !there:
			known.add(s.Key, len(out))
			out = append(out, s)
		case isList(s) && !replaces(s.Key):
			out[i].Parts = slices.Concat(out[i].Parts, s.Parts)
		default:
			out[i] = s
		}
	}
	return out, nil
}

// indexed holds where settings are, by their keys and by those of the tables that they
// stand in.
type indexed map[string]int

func indexOf(key []string) string { return strings.Join(key, "\x00") }

func (known indexed) add(key []string, i int) {
	for n := range key {
		known[indexOf(key[:n+1])] = i
	}
}

// clash returns a setting that is something else at a key of n words, nil where there is
// none.
func (known indexed) clash(s Setting, in Settings) (other *Setting, n int) {
	for n := 1; n <= len(s.Key); n++ {
		i, there := known[indexOf(s.Key[:n])]
		if !there {
			return nil, 0
		}
		other := &in[i]
		ends := len(other.Key) == n
		if ends != (len(s.Key) == n) || ends && isList(*other) != isList(s) {
			return other, n
		}
	}
	return nil, 0
}

func isList(s Setting) bool {
	_, list := s.Last().Value.([]any)
	return list
}

// replaces reports whether of two lists one takes the place of the other: those that
// are a program with its arguments.
func replaces(key []string) bool {
	last := key[len(key)-1]
	return last == "runner" && key[0] == "target" || last == "credential-provider" || slices.Equal(key, []string{"doc", "browser"})
}

// form names what a setting is at a key of n words.
func form(s Setting, n int) string {
	switch s.Last().Value.(type) {
	case []any:
		if len(s.Key) == n {
			return "a list"
		}
	default:
		if len(s.Key) == n {
			return "a single value"
		}
	}
	return "a table"
}

// faultOf returns the error of a setting.
func faultOf(s Setting, format string, args ...any) error {
	pos := s.Last().Pos
	return faultAt(pos.File, pos.Line, pos.Col, format, args...)
}
