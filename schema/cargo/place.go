package cargo

import (
	"sort"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lines holds where each line of a text begins. The parser's own Shape counts
// from the beginning each time, which takes minutes for a long file.
type lines []int

// linesOf returns where the lines of a text begin.
func linesOf(data []byte) lines {
	at := lines{0}
	for i, b := range data {
		if b == '\n' {
			at = append(at, i+1)
		}
	}
	return at
}

// place returns the line and the column where something begins, counted from 1.
func (at lines) place(r unstable.Range) (line, col int) {
	offset := int(r.Offset)
	line = sort.Search(len(at), func(i int) bool { return at[i] > offset })
	return line, offset - at[line-1] + 1
}
