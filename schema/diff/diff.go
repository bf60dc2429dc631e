// Package diff reads the unified diffs that change third-party crates. It
// accepts less than patch(1) does: text, paths below the crate, nothing else.
package diff

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// Diff is a change that patch -p1 can apply.
type Diff struct {
	Files []string // what it touches, from the crate's folder, sorted
	Text  string   // the same change in one form, whatever tool wrote it
}

// Problem says why a text is not such a change.
type Problem struct {
	Line    int // from 1
	Message string
}

// Error gives line: message.
func (p *Problem) Error() string { return fmt.Sprintf("%d: %s", p.Line, p.Message) }

// Parse reads a diff. An error is a *Problem.
func Parse(data []byte) (*Diff, error) {
	text, err := scan(unixLines(string(data)))
	if err != nil {
		return nil, err
	}
	files, _, err := gitdiff.Parse(strings.NewReader(text))
	if err != nil {
		return nil, &Problem{Line: 1, Message: strings.TrimPrefix(err.Error(), "gitdiff: ")}
	}
	if len(files) == 0 {
		return nil, &Problem{Line: 1, Message: "holds no change: want a unified diff (diff -ru a b, or git diff)"}
	}
	d, whole := &Diff{}, strings.Builder{}
	for _, f := range files {
		name := cmp.Or(f.NewName, f.OldName)
		if f.IsDelete {
			name = f.OldName
		}
		d.Files = append(d.Files, strings.TrimPrefix(strings.TrimPrefix(name, "a/"), "b/"))
		whole.WriteString(render(f, d.Files[len(d.Files)-1]))
	}
	d.Text = whole.String()
	slices.Sort(d.Files)
	return d, twice(d.Files)
}

// unixLines undoes what a checkout with CRLF line ends did to a diff. One that
// changes a file of CRLF lines keeps them: its own headers then end without.
func unixLines(text string) string {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "@@ ") && !strings.HasSuffix(line, "\r\n") {
			return text
		}
	}
	return strings.ReplaceAll(text, "\r\n", "\n")
}

// twice refuses a file that two parts change: patch applies them one after
// the other, against line numbers that the first has moved.
func twice(files []string) error {
	for i, name := range files[1:] {
		if name == files[i] {
			return &Problem{Line: 1, Message: name + " is changed in two places of the diff: join them"}
		}
	}
	return nil
}

// render writes the change of one file. gitdiff would write git's own headers,
// which not every patch(1) reads alike.
func render(f *gitdiff.File, name string) string {
	from, to := path.Join("a", name), path.Join("b", name)
	if f.IsNew {
		from = "/dev/null"
	}
	if f.IsDelete {
		to = "/dev/null"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", from, to)
	for _, fragment := range f.TextFragments {
		b.WriteString(fragment.String())
	}
	return b.String()
}
