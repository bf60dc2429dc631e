//go:build e2e && rows

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// add takes the rows of a project in.
func (p *rowsPage) add(more projectRows) {
	p.Engine, p.Rows = more.Engine, append(p.Rows, more.Rows...)
	p.FromNothing, p.Cached, p.Steps = p.FromNothing+more.FromNothing, p.Cached+more.Cached, p.Steps.and(more.Steps)
}

// cachedLimit is the most that a row should take of which everything is cached.
const cachedLimit = 1.0 // seconds

// table is docs/rows.md's.
func (p rowsPage) table() string {
	var b strings.Builder
	b.WriteString("| row | project/target | triple | toolchain | std | what was seen | bytes | same bytes | from nothing | cached |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range p.Rows {
		fmt.Fprintf(&b, "| %d | %s/%s | %s | %s | %s | %s | %s | %s | %.0f s | %s |\n",
			r.Row, r.Project, r.Target, r.Triple, r.Toolchain, r.stdText(), r.seen(), r.sizes(), r.sameText(), r.FromNothing, r.cachedText())
	}
	return b.String()
}

func (r rowResult) sameText() string {
	switch {
	case !r.OK:
		return ""
	case r.SameBytes:
		return "yes"
	}
	return "NO: " + strings.ReplaceAll(strings.Join(r.Differs, "; "), "|", "\\|")
}

func (r rowResult) cachedText() string {
	text := fmt.Sprintf("%.2f s", r.Cached)
	if r.slow() {
		text += fmt.Sprintf(", over %.0f s", cachedLimit)
	}
	return text
}

// slow reports whether a row takes longer than it should where everything is cached. The
// page says so; on a machine with other work it is no fault of the row's.
func (r rowResult) slow() bool { return r.Cached > cachedLimit }

func (r rowResult) stdText() string {
	if r.Atomics == "" {
		return r.Std
	}
	return r.Std + ", atomics: " + r.Atomics
}

// seen says what a row showed.
func (r rowResult) seen() string {
	if !r.OK {
		return "FAILED: " + strings.ReplaceAll(r.Error, "|", "\\|")
	}
	parts := []string{fmt.Sprintf("%d promises held", len(r.Verified))}
	for _, s := range r.Smoke {
		text := "ran `" + strings.Join(s.Command, " ") + "`"
		if s.Daemon != nil {
			text += " beside `" + strings.Join(s.Daemon, " ") + "`"
		}
		if s.CPU != "" {
			text += " on " + s.CPU
		}
		parts = append(parts, text)
	}
	if n := r.Tests; n.Passed > 0 {
		parts = append(parts, fmt.Sprintf("%d tests passed, %d ignored", n.Passed, n.Ignored))
	}
	if len(r.Patches) > 0 {
		parts = append(parts, "patched "+strings.Join(r.Patches, ", "))
	}
	return strings.Join(parts, "; ")
}

func (r rowResult) sizes() string {
	var parts []string
	for bin, size := range r.Bytes {
		parts = append(parts, fmt.Sprintf("%s %d", bin, size))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

const rowsPreface = `# The rows

Built, verified and run by ` + "`make rows`" + `, which writes this page and [rows.json](rows.json): the targets of the
projects in testdata/projects, each from real sources in a container, its binaries held against their contract and
started under QEMU on the oldest CPU, those for Windows in Wine on the machine's own.

Then each is built again from nothing, where nothing is as it was: in an engine that has built none of it, with the
project in a folder with another path, its files owned by another user, with other rights and times, under another
home, umask, language and time zone, and 25 hours later by the clock that the build sees (all of its programs but
static ones). "same bytes" says whether the programs have the same sha256; "from nothing" is what that took, each row
beside the others; "cached" is the same run once more, in which no step of any Dockerfile is done. Both are by the clock
on the wall; a row whose cached run takes more than a second says so there, and no test fails for it, since other work
on the machine can cause it. What a row needs that others need too is done once; the first row of a project waits for it.
`

// figures are the page's numbers that are no row's.
func (p rowsPage) figures() string {
	slow := 0
	for _, r := range p.Rows {
		if r.slow() {
			slow++
		}
	}
	return fmt.Sprintf("xgen %s, %d targets at a time, engine %s: %d rows from nothing in %.0f s, and with everything cached in %.1f s.\n"+
		"%d of the rows took more than %.0f s with everything cached.\n"+
		"Of the %d steps of their Dockerfiles the engine did %d; the others it had done for another row.\nThe machine: %s.",
		p.Xgen, p.Jobs, p.Engine, len(p.Rows), p.FromNothing, p.Cached, slow, cachedLimit, p.Steps.All, p.Steps.Done, p.Machine)
}

// text is docs/rows.md.
func (p rowsPage) text() string {
	return rowsPreface + "\n" + p.figures() + "\n\n" + p.table() + "\n" + p.notes()
}

// notes are what the rows say of themselves, each once.
func (p rowsPage) notes() string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, r := range p.Rows {
		if r.Note != "" && !seen[r.Note] {
			seen[r.Note] = true
			fmt.Fprintf(&b, "- Row %d, %s: %s.\n", r.Row, r.Project, r.Note)
		}
	}
	return b.String()
}

// write puts the page and its data into docs.
func (p rowsPage) write(t *testing.T) {
	t.Helper()
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(p); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"rows.json": data.String(), "rows.md": p.text()} {
		if err := os.WriteFile(filepath.Join("../../docs", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
