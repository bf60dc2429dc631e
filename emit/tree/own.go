package tree

import (
	"os"

	"github.com/xgen-build/xgen/emit"
)

// Own is Diff for files that are the user's from the moment that they are written, such
// as targets.cue: no manifest lists them, and what stands there is kept but for what is
// wanted. Their modes stay.
func Own(root *os.Root, want []emit.Artifact) ([]Change, error) {
	var changes []Change
	for _, a := range want {
		if why := badPath(a.Path); why != "" {
			return nil, &PathError{a.Path, why}
		}
		at, err := inspect(root, a.Path)
		if err != nil {
			return nil, err
		}
		c := Change{Path: a.Path, Kind: Update, Old: at.bytes, OldMode: at.mode, New: a.Bytes, NewMode: a.Mode}
		switch {
		case at.blocked != "":
			c.Kind, c.Reason = Blocked, at.blocked
		case !at.exists:
			c.Kind = Create
		case string(normal(at.bytes)) == string(normal(a.Bytes)):
			continue
		default:
			c.NewMode = at.mode
		}
		changes = append(changes, c)
	}
	sortByPath(changes)
	return changes, nil
}
