package model

import (
	"slices"
	"strings"
)

// Lack is what a target does not have and a crate of Cargo.lock cannot be built
// without. It is one only where the target is compiled of the crate, which cargo
// alone knows.
type Lack struct {
	Kind    LackKind
	Crate   string
	Version string
	Unless  []string // with one of these crates, on which it depends itself, it can; +NAME is a feature of its own
	With    []string // only with one of those; none for always
	Needs   []string // crates that never do without this one
	What    string   // the crate and its trouble, a clause: "Cargo.lock has a 1.0.0, which …"
	Here    string   // what of the target it is about; "" where the clause says all
	Write   string   // what mends it, as a user would write it
	Mends   []Mend   // the first of that as fields, all of them; none where a person must decide
	Pos     Pos      // where the user chose what it cannot do with
}

// LackKind is what is lacking.
type LackKind string

// The kinds.
const (
	LackLibrary LackKind = "library" // that the crate's build script looks for
	LackPatch   LackKind = "patch"   // with which it would compile
)

// Lacking is a target with what it lacks.
type Lacking struct {
	Target string
	Lack
}

// LackMessage says of targets that lack the same what is wrong and what to write. They
// have one What.
func LackMessage(all []Lacking) string {
	first := all[0]
	out := first.What
	if first.Kind == LackLibrary {
		out += ", and " + listed(all, nil) + have(len(all)) + "no such library"
	}
	heres := slices.DeleteFunc(distinct(all, func(l Lacking) string { return l.Here }), func(here string) bool { return here == "" })
	for i, here := range heres {
		heres[i] = listed(all, func(l Lacking) bool { return l.Here == here }) + ": " + here
	}
	if len(heres) > 0 {
		out += " (" + strings.Join(heres, "; ") + ")"
	}
	writes := distinct(all, func(l Lacking) string { return l.Write })
	if len(writes) > 1 {
		for i, write := range writes {
			writes[i] = "for " + listed(all, func(l Lacking) bool { return l.Write == write }) + " write " + write
		}
		return out + ": " + strings.Join(writes, "; ")
	}
	return out + ": write " + writes[0]
}

func have(targets int) string {
	if targets == 1 {
		return " has "
	}
	return " have "
}

// listed returns the names of those targets.
func listed(all []Lacking, of func(Lacking) bool) string {
	var names []string
	for _, l := range all {
		if of == nil || of(l) {
			names = append(names, l.Target)
		}
	}
	return strings.Join(names, ", ")
}

// distinct returns the values in their order, each once.
func distinct(all []Lacking, of func(Lacking) string) (out []string) {
	for _, l := range all {
		if v := of(l); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
