package snapshot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// Mismatch says that a build saw other files than it was sent, or that its
// list of what it saw cannot be read.
type Mismatch struct {
	Paths []string // quoted, each with what is wrong with it
	Err   error    // why the build's list is none, and then there are no paths
}

// shown is how many paths the error lists.
const shown = 5

// Error returns the first of the paths, or why the list cannot be read.
func (m *Mismatch) Error() string {
	if m.Err != nil {
		return "the build's list of its sources cannot be read: " + m.Err.Error()
	}
	paths, more := m.Paths, ""
	if len(paths) > shown {
		paths, more = paths[:shown], fmt.Sprintf(" and %d more", len(m.Paths)-shown)
	}
	return "the engine built from other files than it was sent: " + strings.Join(paths, ", ") + more
}

// Hint returns what to do.
func (m *Mismatch) Hint() string {
	return "nothing was published; run it again: everything is sent anew. Where it happens twice, somebody else writes to this engine"
}

// ExitCode returns exitcode.Environment: the engine is at fault.
func (*Mismatch) ExitCode() exitcode.Code { return exitcode.Environment }

// Compare checks the list that a build made of the files that it saw
// (templates/stage/source.sh) against the tree. The list must have exactly the
// files that the ignore file of that number lets through, with their contents,
// their links and their executable bits. The error is a *Mismatch.
func (t *Tree) Compare(ignore int, list []byte) error {
	saw, err := parse(list)
	if err != nil {
		return &Mismatch{Err: err}
	}
	var wrong []string
	for _, e := range t.entries {
		if !e.in[ignore] {
			continue
		}
		got, ok := saw[e.path]
		delete(saw, e.path)
		switch want := (seen{e.link, e.exec, e.sum}); {
		case !ok:
			wrong = append(wrong, fmt.Sprintf("%q was not there", e.path))
		case got != want:
			wrong = append(wrong, fmt.Sprintf("%q was %s, and %s was sent", e.path, got, want))
		}
	}
	for path := range saw {
		wrong = append(wrong, fmt.Sprintf("%q was not sent", path))
	}
	if len(wrong) == 0 {
		return nil
	}
	slices.Sort(wrong)
	return &Mismatch{Paths: wrong}
}

// List returns the list that a build makes of the files that it is sent.
func (t *Tree) List(ignore int) []byte {
	var list bytes.Buffer
	for _, e := range t.entries {
		switch {
		case !e.in[ignore]:
		case e.link:
			fmt.Fprintf(&list, "link  ./%s\x00%s\x00", e.path, e.to)
		default:
			fmt.Fprintf(&list, "%x  ./%s\x00", e.sum, e.path)
			if e.exec {
				fmt.Fprintf(&list, "exec  ./%s\x00", e.path)
			}
		}
	}
	return list.Bytes()
}

// seen is one file of a list.
type seen struct {
	link, exec bool
	sum        digest
}

func (s seen) String() string {
	kind := "a file"
	switch {
	case s.link:
		kind = "a link"
	case s.exec:
		kind = "a program"
	}
	return kind + " with sha256 " + hex.EncodeToString(s.sum[:6]) + "…"
}

var errList = errors.New("a record is not as the script writes it")

// parse reads records that end with NUL: "SHA256  ./PATH" for a file, "link  ./PATH" and
// the path that it holds, "exec  ./PATH" for a file that its owner may execute.
func parse(list []byte) (map[string]seen, error) {
	files := map[string]seen{}
	records := bytes.Split(list, []byte{0})
	if len(records[len(records)-1]) > 0 {
		return nil, errList
	}
	for i := 0; i < len(records)-1; i++ {
		what, path, ok := strings.Cut(string(records[i]), "  ./")
		if !ok {
			return nil, errList
		}
		s := files[path]
		switch what {
		case "exec":
			s.exec = true
		case "link":
			if i++; i == len(records)-1 {
				return nil, errList
			}
			s.link, s.sum = true, sha256.Sum256(records[i])
		default:
			sum, err := hex.DecodeString(what)
			if err != nil || len(sum) != len(s.sum) {
				return nil, errList
			}
			s.sum = digest(sum)
		}
		files[path] = s
	}
	return files, nil
}
