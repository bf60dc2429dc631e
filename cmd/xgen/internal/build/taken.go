package build

import (
	"errors"
	"io"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/schema/exitcode"
)

// Untested says that an engine exported another binary than the one that it
// measured and tried.
type Untested struct{ Binary string }

// Error names the binary.
func (e *Untested) Error() string {
	return "the exported " + e.Binary + " is not the file that was tested"
}

// ExitCode returns exitcode.Environment: the engine is at fault.
func (*Untested) ExitCode() exitcode.Code { return exitcode.Environment }

// takenFile is when the sources of what is published last were copied, in
// dist/.xgen, beside the target's lock.
func (o *outputs) takenFile() string { return o.target + ".taken" }

// publishedSince reports whether another run has published the target from
// later sources than a copy's. A run that has waited for it must not put an
// older program in its place.
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

// noteTaken notes it before the publication: a run that is killed between the
// two costs the next one a copy, and nothing else.
func (o *outputs) noteTaken(taken time.Time) error {
	f, err := o.work.file(o.takenFile())
	if err != nil {
		return err
	}
	text := taken.Round(0).UTC().Format(time.RFC3339Nano)
	_, err = f.WriteString(text)
	return failed(o.work.at(o.takenFile()), errors.Join(err, f.Truncate(int64(len(text))), f.Close()))
}
