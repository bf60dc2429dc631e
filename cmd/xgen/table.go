package main

import (
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/model"
)

// settings returns what a stream can show.
func (a *app) settings(w io.Writer) term.Settings {
	if s, ok := w.(*sink); ok {
		w = s.Writer
	}
	if f, ok := w.(*os.File); ok {
		return term.Detect(f, a.env)
	}
	return term.Settings{}
}

// printTable prints a table of data to stdout. Cells that hold a verdict are
// coloured.
func (a *app) printTable(header []string, rows [][]string) error {
	cells := make([][]term.Cell, len(rows))
	for i, row := range rows {
		for _, text := range row {
			cells[i] = append(cells[i], term.Cell{Text: text, Colour: verdictColours[text]})
		}
	}
	return term.Table(a.Out, a.settings(a.Out), header, cells)
}

var verdictColours = map[string]term.Colour{"ok": term.Green, "fail": term.Red, "not run": term.Yellow}

// contractTable prints a target's contract as a table, with the binaries' names only where
// there are several, and where the promises stand that are broken.
func (a *app) contractTable(t *model.Target, rows []verify.Row) error {
	several := slices.ContainsFunc(rows, func(r verify.Row) bool { return r.Binary != rows[0].Binary })
	header := []string{"PROMISE", "WANT", "FOUND", ""}
	if several {
		header = append([]string{"BINARY"}, header...)
	}
	var cells [][]string
	for _, r := range rows {
		cell := []string{r.Promise, r.Want, r.Found, string(r.Status)}
		if several {
			cell = append([]string{r.Binary}, cell...)
		}
		cells = append(cells, cell)
	}
	if err := a.printTable(header, cells); err != nil {
		return fmt.Errorf("stdout: %w", err)
	}
	for _, r := range rows {
		if r.Status != verify.Failed {
			continue
		}
		if _, err := fmt.Fprintln(a.Out, promisedAt(t, r)); err != nil {
			return fmt.Errorf("stdout: %w", err)
		}
	}
	return nil
}

// promisedAt says where a promise stands: in the user's own words, or at the target,
// which has it from its triple or by default.
func promisedAt(t *model.Target, r verify.Row) string {
	if r.Origin.Pos.IsValid() {
		return fmt.Sprintf("%s: %s promises this: %s: %s", r.Origin.Pos, t.Name, r.Promise, r.Want)
	}
	return fmt.Sprintf("%s: %s promises this (%s): %s: %s", t.Pos, t.Name, r.Origin.From, r.Promise, r.Want)
}
