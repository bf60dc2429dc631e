package build

import (
	"strconv"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
)

// Result is the outcome of one job.
type Result struct {
	Target string         `json:"target"`
	Dir    string         `json:"dir,omitempty"` // the published folder, "" where nothing was
	Log    string         `json:"log"`           // path of the full log
	Rows   []verify.Row   `json:"contract"`
	Report *verify.Report `json:"-"`
	// Tests are the project's own, as far as it asks for them.
	Tests []verify.Program `json:"tests"`
	Took  time.Duration    `json:"-"`
	Err   error            `json:"-"`
}

// Broken says that a build's binaries break their contract.
type Broken struct{ Promises int }

// Error returns the number of broken promises; the rows show them.
func (e *Broken) Error() string {
	if e.Promises == 1 {
		return "the contract is broken: 1 promise was not kept"
	}
	return "the contract is broken: " + strconv.Itoa(e.Promises) + " promises were not kept"
}

func broken(rows []verify.Row) int {
	n := 0
	for _, r := range rows {
		if r.Status != verify.OK {
			n++
		}
	}
	return n
}
