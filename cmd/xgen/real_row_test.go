//go:build real

package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
)

// realRow is a program for one triple: how xgen and cargo see it.
type realRow struct {
	program        realProgram
	triple         string
	ours, theirs   int // crates that are compiled
	agreed         int // of those in both
	need, declared int // libraries that are needed, by cargo and by xgen
	libraries      int // in both
	found          int // findings that are right
	alarms         int
	silences       int
	faults         []string
}

func (r *realRow) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

func (r *realRow) report(t *testing.T) {
	t.Helper()
	for _, f := range r.faults {
		t.Errorf("%s: %s: %s", r.program.name(), r.triple, f)
	}
}

// only returns what one of the two has alone.
func onlyIn(a, b []string) (out []string) {
	for _, line := range a {
		if !slices.Contains(b, line) {
			out = append(out, line)
		}
	}
	return out
}

// crates compares what is compiled: for whom, and with which features. The build
// dependencies of a package that has no build script are in cargo's tree, and cargo
// compiles none of them.
func (r *realRow) crates(ours []cargo.Compiled, theirs []realCrate, packages map[string]realPackage) {
	idle := scriptless(packages)
	ours = slices.DeleteFunc(slices.Clone(ours), func(c cargo.Compiled) bool {
		return c.Host && idle[c.Name] && !slices.ContainsFunc(theirs, func(o realCrate) bool { return o.Host && o.Name == c.Name && o.Version == c.Version })
	})
	line := func(name, version string, host bool, features []string) string {
		features = slices.Clone(features)
		slices.Sort(features)
		where := "target"
		if host {
			where = "host"
		}
		return fmt.Sprintf("%s %s for the %s with %s", name, version, where, strings.Join(slices.Compact(features), ","))
	}
	var a, b []string
	for _, c := range ours {
		a = append(a, line(c.Name, c.Version, c.Host, c.Features))
	}
	for _, c := range merged(theirs) {
		b = append(b, line(c.Name, c.Version, c.Host, c.Features))
	}
	for _, l := range onlyIn(a, b) {
		r.fault("xgen alone compiles %s", l)
	}
	for _, l := range onlyIn(b, a) {
		r.fault("cargo alone compiles %s", l)
	}
	r.ours, r.theirs, r.agreed = len(a), len(b), len(a)-len(onlyIn(a, b))
}

// scriptless are the crates that packages without a build script have as build
// dependencies, and what those depend on, by name.
func scriptless(packages map[string]realPackage) map[string]bool {
	out, byName := map[string]bool{}, map[string][]realPackage{}
	for _, p := range packages {
		byName[p.Name] = append(byName[p.Name], p)
	}
	var add func(name string)
	add = func(name string) {
		if out[name] {
			return
		}
		out[name] = true
		for _, p := range byName[name] {
			for _, d := range p.Dependencies {
				if d.Kind != "dev" {
					add(d.Name)
				}
			}
		}
	}
	for _, p := range packages {
		if p.hasScript() {
			continue
		}
		for _, d := range p.Dependencies {
			if d.Kind == "build" {
				add(d.Name)
			}
		}
	}
	return out
}

// merged makes one of the crates that are compiled more than once for the same machine.
func merged(all []realCrate) (out []realCrate) {
	for _, c := range all {
		i := slices.IndexFunc(out, func(o realCrate) bool { return o.Name == c.Name && o.Version == c.Version && o.Host == c.Host })
		if i < 0 {
			out = append(out, c)
			continue
		}
		out[i].Features = slices.Concat(out[i].Features, c.Features)
	}
	return out
}

// needed compares the crates whose library is missing, and has the facts judge all others.
func (r *realRow) needed(found model.Diagnostics, need, unjudged []string) {
	var said []string
	for _, d := range found {
		if d.Rule == "missing-library" {
			said = append(said, d.Of)
		}
	}
	for _, l := range onlyIn(said, need) {
		r.alarms++
		r.fault("false alarm: missing-library: the library of %s is not needed", l)
	}
	for _, l := range onlyIn(need, said) {
		r.silences++
		r.fault("silence: the library of %s is needed", l)
	}
	for _, l := range unjudged {
		r.fault("testdata/real-libraries.json does not judge %s: read its build script", l)
	}
	r.need, r.declared, r.libraries = len(need), len(said), len(said)-len(onlyIn(said, need))
}

// findings compares what is found with what is right.
func (r *realRow) findings(found model.Diagnostics, wanted []string) {
	var said []string
	for _, d := range found {
		crate, _, _ := strings.Cut(d.Of, " ")
		line := strings.TrimSpace(d.Rule + " " + crate)
		said = append(said, line)
		if d.Rule != "missing-library" && !slices.Contains(wanted, line) {
			r.alarms++
			r.fault("false alarm: %s", d)
		}
	}
	for _, l := range onlyIn(wanted, said) {
		r.silences++
		r.fault("silence: %s is right", l)
	}
	for _, l := range onlyIn(said, wanted) {
		if strings.HasPrefix(l, "missing-library") {
			r.fault("testdata/real.json does not have the finding %s", l)
		}
	}
	r.found = len(said) - len(onlyIn(said, wanted))
}

// guesses sees to it that without cargo nothing is called certain that cargo does not
// call so.
func (r *realRow) guesses(guessed, found model.Diagnostics) {
	for _, d := range guessed {
		is := func(f model.Diagnostic) bool { return f.Rule == d.Rule && f.Of == d.Of && f.Severity == d.Severity }
		if d.Severity == model.Error && !slices.ContainsFunc(found, is) {
			r.alarms++
			r.fault("false alarm without cargo: %s", d)
		}
	}
}

// reading compares what xgen reads in the manifest with what cargo reads there.
func (r *realRow) reading(ws *cargo.Workspace, m realMetadata) {
	var theirs []string
	for _, p := range m.Packages {
		dir, _ := filepath.Rel(m.Root, filepath.Dir(p.Manifest))
		theirs = append(theirs, p.lines(filepath.ToSlash(dir))...)
	}
	var ours []string
	for _, p := range ws.Packages {
		if p.Member {
			ours = append(ours, linesOf(p)...)
		}
	}
	for _, l := range onlyIn(ours, theirs) {
		r.fault("xgen alone reads: %s", l)
	}
	for _, l := range onlyIn(theirs, ours) {
		r.fault("cargo alone reads: %s", l)
	}
}

// realTable is what is printed in the end.
type realTable []realRow

func (all realTable) text() string {
	var out strings.Builder
	line := "%-18s %-17s %-30s %6s %6s %6s  %s\n"
	fmt.Fprintf(&out, line, "PROGRAM", "VERSION", "TRIPLE", "CRATES", "CARGO", "AGREED", "LIBRARIES NEEDED/FOUND, FINDINGS RIGHT/FALSE/MISSING")
	sum := realRow{}
	for _, r := range all {
		fmt.Fprintf(&out, line, r.program.Crate, r.program.Version, r.triple, fmt.Sprint(r.ours), fmt.Sprint(r.theirs), fmt.Sprint(r.agreed),
			fmt.Sprintf("%d/%d  %d/%d/%d", r.need, r.declared, r.found, r.alarms, r.silences))
		sum.ours, sum.theirs, sum.agreed = sum.ours+r.ours, sum.theirs+r.theirs, sum.agreed+r.agreed
		sum.need, sum.declared, sum.libraries = sum.need+r.need, sum.declared+r.declared, sum.libraries+r.libraries
		sum.alarms, sum.silences = sum.alarms+r.alarms, sum.silences+r.silences
	}
	fmt.Fprintf(&out, "compiled crates agreed: %d of %d\n", sum.agreed, sum.ours+sum.theirs-sum.agreed)
	fmt.Fprintf(&out, "needed libraries agreed: %d of %d\n", sum.libraries, sum.need+sum.declared-sum.libraries)
	fmt.Fprintf(&out, "false alarms: %d\nsilences: %d\n", sum.alarms, sum.silences)
	return out.String()
}
