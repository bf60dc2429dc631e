package verify

import "github.com/xgen-build/xgen/schema/model"

// Status is the verdict on a promise.
type Status string

// The statuses. NotRun is a promise that only a run can prove.
const (
	OK     Status = "ok"
	Failed Status = "fail"
	NotRun Status = "not run"
)

// Row is one promise about one binary, with what was found. Control characters
// in Want and Found are escaped: both are for people.
type Row struct {
	Binary  string       `json:"binary"`
	Promise string       `json:"promise"` // a stable name: "class", "float ABI", "output.version"
	Want    string       `json:"want"`
	Found   string       `json:"found"`
	Status  Status       `json:"status"`
	Origin  model.Origin `json:"origin"` // of the promise
}

// Held reports whether every promise held. A promise that was not run did not
// hold.
func Held(rows []Row) bool {
	for _, r := range rows {
		if r.Status != OK {
			return false
		}
	}
	return true
}

// Broken reports whether some promise is known to be broken. A promise that
// was not run is not.
func Broken(rows []Row) bool {
	for _, r := range rows {
		if r.Status == Failed {
			return true
		}
	}
	return false
}

// status returns the Status of a promise that held or did not.
func status(held bool) Status {
	if held {
		return OK
	}
	return Failed
}
