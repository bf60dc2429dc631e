package build

import (
	"errors"
	"io"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// takenFile returns the name of the file in dist/.xgen that holds when the
// published sources were copied.
func (o *outputs) takenFile() string { return o.target + ".taken" }

// publishedSince reports whether another run has published the target from
// sources that were copied after these. A run that waited for that one must
// not replace its program by an older one.
func (o *outputs) publishedSince(tree *snapshot.Tree) bool {
	f, err := o.work.file(o.takenFile())
	if err != nil {
		return false // publish says so
	}
	defer f.Close()
	text, _ := io.ReadAll(io.LimitReader(f, 64))
	taken, err := time.Parse(time.RFC3339Nano, string(text))
	return err == nil && taken.After(tree.Taken())
}

// noteTaken records when the sources were copied. It is called before the
// publication: a run that is killed between the two makes the next one copy
// again, and nothing worse.
func (o *outputs) noteTaken(taken time.Time) error {
	f, err := o.work.file(o.takenFile())
	if err != nil {
		return err
	}
	text := taken.Round(0).UTC().Format(time.RFC3339Nano)
	_, err = f.WriteString(text)
	return failed(o.work.at(o.takenFile()), errors.Join(err, f.Truncate(int64(len(text))), f.Close()))
}
