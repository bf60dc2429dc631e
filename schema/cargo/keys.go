package cargo

import (
	"bytes"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Key is a key of a TOML file.
type Key struct {
	Path      []string // with the tables that it stands in
	Line, Col int
	Words     []string // its value as text, or those of an array; none of a table's
	List      bool     // its value is an array
}

// Keys lists the keys of a TOML file with their places, those of inline tables
// too.
func Keys(data []byte) []Key {
	var out []Key
	data = bytes.TrimPrefix(data, byteOrderMark)
	var table []string
	p, at := unstable.Parser{}, linesOf(data)
	p.Reset(data)
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table, _ = dotted(e)
		case unstable.KeyValue:
			out = append(out, at.pairs(table, e)...)
		}
	}
	return out
}

func (at lines) pairs(table []string, e *unstable.Node) []Key {
	name, first := dotted(e)
	full := slices.Concat(table, name)
	line, col := at.place(first)
	if e.Value().Kind != unstable.InlineTable {
		return []Key{{Path: full, Line: line, Col: col, Words: wordsOf(e.Value()), List: e.Value().Kind == unstable.Array}}
	}
	var out []Key
	for it := e.Value().Children(); it.Next(); {
		out = append(out, at.pairs(full, it.Node())...)
	}
	if len(out) == 0 { // {} is no other key's place
		out = []Key{{Path: full, Line: line, Col: col}}
	}
	return out
}

// wordsOf returns the strings, numbers and booleans in a value.
func wordsOf(v *unstable.Node) (words []string) {
	if v.Kind != unstable.Array {
		return []string{string(v.Data)}
	}
	for it := v.Children(); it.Next(); {
		switch it.Node().Kind {
		case unstable.Array, unstable.InlineTable:
		default:
			words = append(words, string(it.Node().Data))
		}
	}
	return words
}

func dotted(e *unstable.Node) (name []string, first unstable.Range) {
	it := e.Key()
	for it.Next() {
		if len(name) == 0 {
			first = it.Node().Raw
		}
		name = append(name, string(it.Node().Data))
	}
	return name, first
}

// Place returns the place of a key, or of the first key of a table; where there
// is neither, that of the file's beginning.
func Place(data []byte, name ...string) (line, col int) {
	for _, k := range Keys(data) {
		if len(k.Path) >= len(name) && slices.Equal(k.Path[:len(name)], name) {
			return k.Line, k.Col
		}
	}
	return 1, 1
}
