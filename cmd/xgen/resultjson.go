package main

import (
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
)

// jsonPatch is a crate that was changed before it was compiled.
type jsonPatch struct {
	Name     string   `json:"name"`
	Crate    string   `json:"crate"`
	Versions []string `json:"versions"`
	Why      string   `json:"why"`
}

// jsonResult is a result as -o json shows it.
type jsonResult struct {
	Target   string       `json:"target"`
	OK       bool         `json:"ok"`
	Error    string       `json:"error,omitempty"`
	Hint     string       `json:"hint,omitempty"`
	Tail     []string     `json:"tail,omitempty"` // the last lines that the failed step printed
	Dir      string       `json:"dir,omitempty"`
	Log      string       `json:"log,omitempty"`
	Seconds  float64      `json:"seconds"`
	Contract []verify.Row `json:"contract"`
	Smoke    []verify.Ran `json:"smoke"`
	Patches  []jsonPatch  `json:"patches"`
	Lock     string       `json:"lock,omitempty"` // unified diff from the project's Cargo.lock to the one built with
	// Tests are the project's own, by program.
	Tests []verify.Program `json:"tests"`
}

func jsonResults(jobs []build.Job, results []build.Result) []jsonResult {
	out := make([]jsonResult, len(results))
	for i, r := range results {
		out[i] = jsonResult{
			Target: r.Target, OK: r.Err == nil, Dir: r.Dir, Log: r.Log,
			Seconds: r.Took.Seconds(), Contract: nonNil(r.Rows), Smoke: []verify.Ran{}, Tests: nonNil(r.Tests), Patches: []jsonPatch{},
		}
		for _, change := range jobs[i].Target.Patches {
			out[i].Patches = append(out[i].Patches, jsonPatch{change.Name, change.Crate, change.Versions, change.Why})
		}
		if r.Err != nil {
			out[i].Error, out[i].Hint, out[i].Tail = oneLine(r.Err), strings.TrimPrefix(engine.Redact(hintOf(r.Err)), "help: "), tailOf(r.Err)
		}
		if r.Report != nil {
			out[i].Smoke = nonNil(r.Report.Smoke)
			out[i].Lock = r.Report.Lock
		}
	}
	return out
}
