package term

import (
	"io"
	"strings"
	"unicode/utf8"
)

// Cell is a table's cell.
type Cell struct {
	Text   string
	Colour Colour
}

// Cells makes plain cells.
func Cells(texts ...string) []Cell {
	row := make([]Cell, len(texts))
	for i, t := range texts {
		row[i] = Cell{Text: t}
	}
	return row
}

// Table writes rows in columns, two spaces apart, without blanks at a line's
// end. The header is left out where it is nil; rows may be of different length.
func Table(w io.Writer, s Settings, header []string, rows [][]Cell) error {
	all := make([][]Cell, 0, len(rows)+1)
	if header != nil {
		head := Cells(header...)
		for i := range head {
			head[i].Colour = Bold
		}
		all = append(all, head)
	}
	all = append(all, rows...)
	widths := columnWidths(all)
	var b strings.Builder
	for _, row := range all {
		writeRow(&b, s, row, widths)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func columnWidths(rows [][]Cell) []int {
	var widths []int
	for _, row := range rows {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(Clean(c.Text)))
		}
	}
	return widths
}

// writeRow holds the padding back until something follows it.
func writeRow(b *strings.Builder, s Settings, row []Cell, widths []int) {
	padding := 0
	for i, c := range row {
		text := strings.TrimRight(Clean(c.Text), " ")
		if text != "" {
			b.WriteString(strings.Repeat(" ", padding))
			b.WriteString(s.Paint(c.Colour, text))
			padding = 0
		}
		padding += widths[i] - utf8.RuneCountInString(text) + 2
	}
	b.WriteByte('\n')
}
