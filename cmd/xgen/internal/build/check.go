package build

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// check compares what was exported with the contract and fills in the rows of
// the result.
func check(job Job, dir string, res *Result) error {
	var err error
	if res.Report, err = verify.ReadReport(filepath.Join(dir, reportFile)); err != nil {
		return err
	}
	if err := job.sent(dir); err != nil {
		return err
	}
	if err := shownLock(job.Target, res.Report); err != nil {
		return err
	}
	res.Rows = nil
	for _, name := range job.Target.Files() {
		if err := sameBytes(filepath.Join(dir, name), name, res.Report); err != nil {
			return err
		}
		rows, err := verify.CheckFile(job.Target.Contract, name, filepath.Join(dir, name))
		if err != nil {
			return err
		}
		res.Rows = append(res.Rows, rows...)
	}
	res.Rows = append(res.Rows, verify.CheckSmoke(job.Target.Contract, job.Inputs, res.Report)...)
	return checkTests(job.Target.Test, dir, res)
}

// shownLock returns an error where patches add crates and the report shows no
// change of Cargo.lock.
func shownLock(t *model.Target, rep *verify.Report) error {
	adds := slices.ContainsFunc(t.Patches, func(p model.Patch) bool { return len(p.Adds) > 0 })
	if adds && rep.Lock == "" {
		return errors.New("report.json shows no change of Cargo.lock, and the patches add crates")
	}
	return nil
}

// sameBytes returns an *Untested where an exported binary is not the one that
// the test stage ran. A binary that is missing is for the contract to report.
func sameBytes(file, name string, rep *verify.Report) error {
	i := slices.IndexFunc(rep.Binaries, func(m verify.Measured) bool { return m.Name == name })
	if i < 0 {
		return fmt.Errorf("report.json does not mention the binary %s", name)
	}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != rep.Binaries[i].SHA256 {
		return &Untested{name}
	}
	return nil
}

// Untested says that the binary in the export is not the one that was measured
// and tested.
type Untested struct{ Binary string }

// Error names the binary.
func (e *Untested) Error() string {
	return "the exported " + e.Binary + " is not the file that was tested"
}

// ExitCode returns exitcode.Environment: the engine is at fault.
func (*Untested) ExitCode() exitcode.Code { return exitcode.Environment }
