package verify

import (
	"strconv"

	"github.com/xgen-build/xgen/schema/model"
)

// CheckSmoke compares what the smoke command printed with the contract. It
// returns one row for the exit status, one for standard output where that is
// promised, and one for each promised field of its JSON. inputs are the values
// of this run. Where rep is nil nothing was run, and the one row says so. A
// report without that command breaks the promise.
func CheckSmoke(c model.Contract, inputs map[string]string, rep *Report) []Row {
	s := c.Smoke
	if s == nil {
		return nil
	}
	t := &smokeTable{smoke: s, inputs: inputs, crlf: c.Format.V == model.FormatPE}
	if rep == nil {
		t.add("smoke", "exit status "+strconv.Itoa(s.Exit), "not run", NotRun)
		return t.rows
	}
	for _, ran := range rep.Smoke {
		if ran.Binary == s.Bin && ran.Page == 0 {
			t.run(ran)
		}
	}
	t.pages(s.Pages, rep)
	if t.rows == nil {
		t.add("smoke", "exit status "+strconv.Itoa(s.Exit), "not in the report", Failed)
	}
	return t.rows
}
