package term

import (
	"io"
	"strings"
	"unicode/utf8"
)

// Cell is a cell of a table.
type Cell struct {
	Text   string
	Colour Colour
}

// Cells returns cells without a colour.
func Cells(texts ...string) []Cell {
	row := make([]Cell, len(texts))
	for i, t := range texts {
		row[i] = Cell{Text: t}
	}
	return row
}

// Table writes rows in columns, two spaces apart, without spaces at the end of
// a line. A nil header is left out. Rows may have different lengths.
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

// writeRow writes a row. It pads a cell only when another one follows.
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
