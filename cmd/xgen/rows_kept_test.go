//go:build e2e && rows

package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// projectRows is what became of the rows of a project.
type projectRows struct {
	Made        string      `json:"made"` // by which xgen, of which files: a checksum
	Engine      string      `json:"engine"`
	Rows        []rowResult `json:"rows"`
	FromNothing float64     `json:"from_nothing_seconds"` // of all of them together, elsewhere
	Cached      float64     `json:"cached_seconds"`       // the same again
	Steps       rowSteps    `json:"steps"`                // elsewhere
}

// ok reports whether all rows were built, and twice the same.
func (p projectRows) ok() bool {
	for _, r := range p.Rows {
		if !r.good() {
			return false
		}
	}
	return len(p.Rows) > 0
}

// kept is a folder with the results of the projects that are done, so that a run that
// was interrupted goes on where it was; "" keeps nothing. The engine elsewhere is a new
// one then, and does again what the projects that are done had shared with the others.
type kept string

// of returns the results of a project, where this xgen has built the same rows of the
// same files.
func (k kept) of(t *testing.T, project string, groups []rowGroup) (p projectRows, ok bool) {
	t.Helper()
	if k == "" {
		return p, false
	}
	data, err := os.ReadFile(k.file(project))
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return p, err == nil && p.ok() && p.Made == madeOf(t, project, groups)
}

func (k kept) file(project string) string { return filepath.Join(string(k), project+".json") }

// put keeps the results of a project.
func (k kept) put(t *testing.T, project string, p projectRows) {
	t.Helper()
	if k == "" {
		return
	}
	data, err := json.MarshalIndent(p, "", "  ")
	if err = errors.Join(err, os.MkdirAll(string(k), 0o755), os.WriteFile(k.file(project), data, 0o644)); err != nil {
		t.Fatal(err)
	}
}

// madeOf is a checksum of xgen, of a project's files and of its rows.
func madeOf(t *testing.T, project string, groups []rowGroup) string {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%+v", groups)
	for _, root := range []string{bin, filepath.Join("../../testdata/projects", project)} {
		err = errors.Join(err, filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			data, err := os.ReadFile(name)
			fmt.Fprintf(h, "%s %d ", filepath.Base(name), len(data))
			h.Write(data)
			return err
		}))
	}
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestRowsKept(t *testing.T) {
	groups := []rowGroup{{Row: 6, Project: "storage", Targets: []string{"a"}}}
	k, row := kept(filepath.Join(t.TempDir(), "kept")), rowResult{Target: "a", OK: true, SameBytes: true}
	made := madeOf(t, "storage", groups)
	for _, c := range []struct {
		what string
		put  projectRows
		ok   bool
	}{
		{"as it is", projectRows{Made: made, Rows: []rowResult{row}}, true},
		{"of another xgen", projectRows{Made: "another", Rows: []rowResult{row}}, false},
		{"that failed", projectRows{Made: made, Rows: []rowResult{row, {}}}, false},
		{"with other bytes", projectRows{Made: made, Rows: []rowResult{{Target: "a", OK: true}}}, false},
		{"of no rows", projectRows{Made: made}, false},
	} {
		if _, ok := k.of(t, "vpn", groups); ok {
			t.Error("what was never built is kept")
		}
		k.put(t, "storage", c.put)
		if p, ok := k.of(t, "storage", groups); ok != c.ok || ok && p.Rows[0].Target != "a" {
			t.Errorf("%s: %v, %+v", c.what, ok, p)
		}
	}
	if _, ok := k.of(t, "storage", groups[:0]); ok {
		t.Error("other rows are taken for these")
	}
	if _, ok := kept("").of(t, "storage", groups); ok {
		t.Error("nothing was kept, and found")
	}
}
