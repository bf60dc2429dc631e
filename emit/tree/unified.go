package tree

import (
	"bytes"
	"fmt"

	"github.com/rogpeppe/go-internal/diff"
)

// Unified shows the changes as one diff that `patch -p1` and `git apply`
// read: from what stands on disk, a/, to what is wanted, b/. Line ends are
// LF on both sides, unless they are all that differs. A blocked path has no
// line in it.
func Unified(changes []Change) []byte {
	var b bytes.Buffer
	for _, c := range changes {
		if c.Kind == Blocked {
			continue
		}
		old, new, text := "a/"+c.Path, "b/"+c.Path, normal(c.Old)
		if onlyLineEnds(c.Old, c.New) {
			text = c.Old
		}
		writeModes(&b, c)
		if c.OldMode == 0 {
			old = "/dev/null"
		}
		if c.removes() {
			new = "/dev/null"
		}
		b.Write(body(diff.Diff(old, text, new, normal(c.New))))
	}
	return b.Bytes()
}

// writeModes writes git's extended header, which says what a diff of texts
// cannot.
func writeModes(b *bytes.Buffer, c Change) {
	fmt.Fprintf(b, "diff --git a/%s b/%s\n", c.Path, c.Path)
	switch {
	case c.OldMode == 0:
		fmt.Fprintf(b, "new file mode 100%o\n", c.NewMode)
	case c.removes():
		fmt.Fprintf(b, "deleted file mode 100%o\n", c.OldMode)
	case c.OldMode != c.NewMode && hasExecutableBit:
		fmt.Fprintf(b, "old mode 100%o\nnew mode 100%o\n", c.OldMode, c.NewMode)
	}
}

// body drops the first line, which writeModes has written better.
func body(text []byte) []byte {
	_, rest, _ := bytes.Cut(text, []byte("\n"))
	return rest
}
