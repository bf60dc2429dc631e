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
	Files []string // what it touches, from the source's folder, sorted
	Text  string   // the same change in one form, whatever tool wrote it
}

// Parse reads the diff in the file name. An error is a model.Diagnostic with the
// line that is at fault.
func Parse(name string, data []byte) (*Diff, error) {
	text, err := scan(name, unixLines(string(data)))
	if err != nil {
		return nil, err
	}
	files, _, err := gitdiff.Parse(strings.NewReader(text))
	if err != nil {
		return nil, fault(name, 1, strings.TrimPrefix(err.Error(), "gitdiff: "))
	}
	if len(files) == 0 {
		return nil, fault(name, 1, "holds no change: want a unified diff (diff -ru a b, or git diff)")
	}
	d, whole := &Diff{}, strings.Builder{}
	for _, f := range files {
		file := cmp.Or(f.NewName, f.OldName)
		if f.IsDelete {
			file = f.OldName
		}
		d.Files = append(d.Files, strings.TrimPrefix(strings.TrimPrefix(file, "a/"), "b/"))
		whole.WriteString(render(f, d.Files[len(d.Files)-1]))
	}
	d.Text = whole.String()
	slices.Sort(d.Files)
	return d, twice(name, d.Files)
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
func twice(name string, files []string) error {
	for i, file := range files[1:] {
		if file == files[i] {
			return fault(name, 1, file+" is changed in two places of the diff: join them")
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
