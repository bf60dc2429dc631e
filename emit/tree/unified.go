package tree

import (
	"bytes"
	"fmt"

	"github.com/rogpeppe/go-internal/diff"
)

// Unified returns the changes as a diff that `patch -p1` and `git apply` read:
// from what stands on the disk, under a/, to what is wanted, under b/. Line
// ends are LF on both sides, unless nothing else differs. Blocked paths are
// left out.
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

// writeModes writes git's extended header, which has the modes.
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

// body returns a diff without its first line, which writeModes has replaced.
func body(text []byte) []byte {
	_, rest, _ := bytes.Cut(text, []byte("\n"))
	return rest
}
