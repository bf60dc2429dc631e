// Package verify holds binaries, and what they printed when they ran, against
// a target's contract. It prints nothing, starts nothing and judges only by
// the bytes that it is given.
package verify

import "github.com/xgen-build/xgen/schema/model"

// Status says how a promise fared.
type Status string

// The statuses. NotRun is a promise that only a run can prove.
const (
	OK     Status = "ok"
	Failed Status = "fail"
	NotRun Status = "not run"
)

// Row is one promise about one binary and what was found. Want and Found are
// for a reader's eyes: control characters in them are escaped.
type Row struct {
	Binary  string       `json:"binary"`
	Promise string       `json:"promise"` // a stable name: "class", "float ABI", "output.version"
	Want    string       `json:"want"`
	Found   string       `json:"found"`
	Status  Status       `json:"status"`
	Origin  model.Origin `json:"origin"` // of the promise
}

// Held reports whether every promise held. A promise that was not run did not.
func Held(rows []Row) bool {
	for _, r := range rows {
		if r.Status != OK {
			return false
		}
	}
	return true
}

// Broken reports whether some promise was seen broken; one that was not run
// is not.
func Broken(rows []Row) bool {
	for _, r := range rows {
		if r.Status == Failed {
			return true
		}
	}
	return false
}

// status turns the outcome of a check into the Status of its row.
func status(held bool) Status {
	if held {
		return OK
	}
	return Failed
}
