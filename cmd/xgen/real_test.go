//go:build real

// The tests with the tag real hold xgen against cargo on published programs:
// testdata/real.json names them, and what is to be found in each. They need the network,
// through cargo, and keep what cargo fetches in a folder of their own below the user's
// cache.
//
//	XGEN_REAL_ONLY  names of programs, split at spaces
//
// `make real` sets it.

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/askcargo"
	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/userfile"
)

// realProgram is a published program with what is right to say of it.
type realProgram struct {
	Crate     string   `json:"crate"`
	Version   string   `json:"version"`
	Features  []string `json:"features,omitempty"`
	NoDefault bool     `json:"no-default-features,omitempty"`
	Triples   []string `json:"triples,omitempty"` // realTriples if left out
	// Findings are RULE CRATE, with the triples behind a colon where it is not for all.
	Findings []string `json:"findings,omitempty"`
	Why      string   `json:"why,omitempty"`
}

// realTriples are those that a program is vetted for.
var realTriples = []string{
	"aarch64-unknown-linux-musl", "mipsel-unknown-linux-musl", "x86_64-pc-windows-gnu", "x86_64-unknown-linux-gnu",
}

func (p realProgram) name() string { return p.Crate + " " + p.Version }

func (p realProgram) triples() []string {
	if len(p.Triples) > 0 {
		return p.Triples
	}
	return realTriples
}

// definitions returns a targets.cue for one triple.
func (p realProgram) definitions(triple string) string {
	out := fmt.Sprintf("name: %q\ntargets: t: triple: %q\n", p.Crate, triple)
	if p.NoDefault {
		out += "cargo: \"no-default-features\": true\n"
	}
	if len(p.Features) > 0 {
		list, _ := json.Marshal(p.Features)
		out += fmt.Sprintf("cargo: features: %s\n", list)
	}
	return out
}

// wanted are the findings for a triple: RULE CRATE.
func (p realProgram) wanted(triple string) (out []string) {
	for _, finding := range p.Findings {
		what, where, some := strings.Cut(finding, ": ")
		if !some || slices.Contains(strings.Fields(where), triple) {
			out = append(out, what)
		}
	}
	return out
}

func readReal(t *testing.T) (all []realProgram) {
	t.Helper()
	readTestdata(t, "real.json", &all)
	only := strings.Fields(os.Getenv("XGEN_REAL_ONLY"))
	return slices.DeleteFunc(all, func(p realProgram) bool { return len(only) > 0 && !slices.Contains(only, p.Crate) })
}

func readTestdata(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../testdata", file))
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(file, err)
	}
}

// xgen says of published programs what is true of them, and cargo agrees on what they
// are compiled of.
func TestRealPrograms(t *testing.T) {
	programs, libraries, home := readReal(t), readRealLibraries(t), newRealCargo(t)
	all, dirs := make([][]realRow, len(programs)), make([]string, len(programs))
	for i, p := range programs { // one after another: while cargo fetches it answers nobody
		dirs[i] = home.project(t, p)
	}
	t.Run("each", func(t *testing.T) {
		for i, p := range programs {
			t.Run(p.Crate, func(t *testing.T) {
				t.Parallel()
				all[i] = realRows(t, home, libraries, p, dirs[i])
				t.Logf("\n%s", realTable(all[i]).text())
				for _, r := range all[i] {
					r.report(t)
				}
			})
		}
	})
	table := realTable(slices.Concat(all...))
	t.Logf("\n%s", table.text())
	if len(table) < len(programs) {
		t.Fatal("some could not be asked about")
	}
	silent := len(slices.DeleteFunc(slices.Clone(programs), func(p realProgram) bool { return len(p.Findings) > 0 }))
	if os.Getenv("XGEN_REAL_ONLY") == "" && (len(programs) < 40 || silent < len(programs)/2) {
		t.Errorf("%d programs, and of %d there is nothing to say: want 40, and half of them", len(programs), silent)
	}
}

// realRows holds one program against cargo for each of its triples.
func realRows(t *testing.T, home *realCargo, libraries realLibraries, p realProgram, dir string) (rows []realRow) {
	t.Helper()
	ws, err := cargo.Read(userfile.Folder(dir), "Cargo.toml")
	if err != nil {
		t.Fatalf("xgen does not read it: %v", err)
	}
	ask, packages := home.asker(t, dir), home.packages(t, dir, p)
	for i, triple := range p.triples() {
		writeFiles(t, dir, map[string]string{"targets.cue": p.definitions(triple)})
		r := realRow{program: p, triple: triple}
		if i == 0 {
			r.reading(ws, home.described(t, dir))
		}
		ours, err := ws.Compiled(ask, cargo.Choice{Features: p.Features, NoDefaultFeatures: p.NoDefault}, triple, nil, false)
		if err != nil {
			t.Fatal(err)
		}
		theirs := home.compiled(t, dir, p, triple, packages)
		_, found := schema.LoadAsking(userfile.Folder(dir), ask)
		_, guessed := schema.LoadAsking(userfile.Folder(dir), &askcargo.Cargo{})
		r.crates(ours, theirs, packages)
		r.needed(found, libraries.needed(theirs, triple), libraries.unjudged(theirs))
		r.findings(found, p.wanted(triple))
		r.guesses(guessed, found)
		rows = append(rows, r)
	}
	return rows
}
