//go:build real

package main

import (
	"slices"
	"strings"
	"testing"
)

// realLibrary is what the build script of a crate does about a native library, as a
// person has read it.
type realLibrary struct {
	Crate string `json:"crate"`
	// Does is "needs" where the target must have the library, "brings" where the crate
	// compiles it or loads it when the program runs, "none" where there is none.
	Does string `json:"does"`
	// But is what one of these features makes of it.
	But map[string]string `json:"but,omitempty"`
	// Only names the features without which it needs nothing.
	Only []string `json:"only,omitempty"`
	// Not holds where a triple ends so: on such it needs nothing.
	Not []string `json:"not,omitempty"`
	Why string   `json:"why"`
}

type realLibraries map[string]realLibrary

func readRealLibraries(t *testing.T) realLibraries {
	t.Helper()
	var all []realLibrary
	readTestdata(t, "real-libraries.json", &all)
	out := realLibraries{}
	for _, l := range all {
		if out[l.Crate].Crate != "" || l.Why == "" || !slices.Contains([]string{"needs", "brings", "none"}, l.Does) {
			t.Errorf("testdata/real-libraries.json: %s: twice, or without a reason", l.Crate)
		}
		out[l.Crate] = l
	}
	return out
}

// needed returns the crates of a target whose library the target must have.
func (all realLibraries) needed(crates []realCrate, triple string) (out []string) {
	for _, c := range crates {
		if l, known := all[c.Name]; known && !c.Host && l.need(c, triple) {
			out = append(out, c.Name+" "+c.Version)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (l realLibrary) need(c realCrate, triple string) bool {
	on := func(feature string) bool { return slices.Contains(c.Features, feature) }
	needs := false
	for feature, does := range l.But {
		switch {
		case !on(feature):
		case does != "needs":
			return false // whatever another feature asks for
		default:
			needs = true
		}
	}
	if needs {
		return true
	}
	if slices.ContainsFunc(l.Not, func(end string) bool { return strings.HasSuffix(triple, end) }) {
		return false
	}
	return l.Does == "needs" && (len(l.Only) == 0 || slices.ContainsFunc(l.Only, on))
}

// unjudged returns the crates of a target that link a library or look for one, by
// cargo's word, and that nobody has judged.
func (all realLibraries) unjudged(crates []realCrate) (out []string) {
	looks := []string{"pkg-config", "system-deps", "vcpkg", "metadeps"}
	for _, c := range crates {
		_, known := all[c.Name]
		if !known && !c.Host && (c.Links != "" || slices.ContainsFunc(c.Build, func(b string) bool { return slices.Contains(looks, b) })) {
			out = append(out, c.Name+" "+c.Version)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
