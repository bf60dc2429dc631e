package lint

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var staleLock = check{
	rule.Error("stale-cargo-lock", "the program is built with --locked: cargo would refuse a Cargo.lock that does not fit only in the middle of the build"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		ws := in.Workspaces[t.Cargo.Manifest]
		if ws == nil || ws.Lock == "" {
			return
		}
		// One update mends all that does not fit: it is one mistake.
		for _, p := range ws.Packages {
			if m := misfit(ws, p); m != nil {
				f.at(in.Files.Place(path.Join(p.Dir, "Cargo.toml"), m.keys...),
					"%s %s: run cargo update --workspace%s and commit %s", ws.Lock, m.what, within(ws.Root), ws.Lock)
				return
			}
		}
		if s := in.refusal(t); s != nil && s.Lock() {
			f.at(model.Pos{File: ws.Lock, Line: 1, Col: 1}, "%s does not fit the manifests, and cargo %s would change it: run cargo update --workspace%s and commit %s",
				ws.Lock, s.Release, within(ws.Root), ws.Lock)
		}
	}),
}

// within names a folder for a command, unless it is the project's own.
func within(dir string) string {
	if dir == "." {
		return ""
	}
	return " in " + dir
}

// mismatch is what a lock lacks of what a manifest declares at a place.
type mismatch struct {
	what string
	keys []string
}

// misfit returns the first thing of a package that its lock certainly lacks,
// nil where there is none or where it cannot be told.
func misfit(ws *cargo.Workspace, p cargo.Package) *mismatch {
	if _, err := semver.StrictNewVersion(p.Version); p.Version != "" && err != nil {
		return nil // cargo refuses the manifest first
	}
	locked := named(ws.Locked, p.Name)
	i := slices.IndexFunc(locked, func(l cargo.LockedPackage) bool {
		return l.Source == "" && (p.Version == "" || l.Version == p.Version)
	})
	switch {
	case i >= 0 && p.Member:
		return unmet(ws, locked[i], p)
	case i >= 0 || !p.Member && !stands(ws, p, locked):
		return nil
	case len(locked) == 0:
		return &mismatch{"does not hold package " + p.Name, []string{"package", "name"}}
	}
	return &mismatch{fmt.Sprintf("has package %s %s, which is %s now", p.Name, locked[0].Version, p.Version), []string{"package", "version"}}
}

// stands reports whether the lock's package without a source can only be this
// one: what is no member need not be used at all.
func stands(ws *cargo.Workspace, p cargo.Package, locked []cargo.LockedPackage) bool {
	same := 0
	for _, other := range ws.Packages {
		if other.Name == p.Name {
			same++
		}
	}
	return same == 1 && len(locked) == 1 && locked[0].Source == "" && p.Version != ""
}

// unmet returns the first dependency of a member that no locked package meets.
// All of them are locked, optional ones and those of other targets too.
func unmet(ws *cargo.Workspace, own cargo.LockedPackage, p cargo.Package) *mismatch {
	for _, n := range p.Needs {
		found := named(ws.Locked, n.Name)
		if len(found) == 0 {
			return &mismatch{fmt.Sprintf("does not hold %s, which package %s depends on", n.Name, p.Name), n.Keys}
		}
		if n.Name != p.Name && !lists(own, n.Name) {
			return &mismatch{fmt.Sprintf("has package %s without its dependency on %s", p.Name, n.Name), n.Keys}
		}
		if !slices.ContainsFunc(found, func(l cargo.LockedPackage) bool { return !excluded(n.Requirement, l.Version) }) {
			return &mismatch{fmt.Sprintf("has %s %s, and package %s wants %s", n.Name, found[0].Version, p.Name, n.Requirement), n.Keys}
		}
		if from := found[0].From(); n.From != "" && !ws.Replaces(n.Name) && !slices.ContainsFunc(found, func(l cargo.LockedPackage) bool { return l.From() == n.From || l.From() == "" }) {
			return &mismatch{fmt.Sprintf("has %s %s from %s, and package %s wants it from %s", n.Name, found[0].Version, from, p.Name, n.From), n.Keys}
		}
	}
	return gone(own, p)
}

// gone returns the first dependency of a member that only the lock still has.
func gone(own cargo.LockedPackage, p cargo.Package) *mismatch {
	for _, line := range own.Dependencies {
		name, _, _ := strings.Cut(line, " ")
		if !slices.ContainsFunc(p.Needs, func(n cargo.Need) bool { return n.Name == name }) {
			return &mismatch{fmt.Sprintf("has package %s with a dependency on %s, which it no longer has", p.Name, name), []string{"package", "name"}}
		}
	}
	return nil
}

func named(all []cargo.LockedPackage, name string) []cargo.LockedPackage {
	var out []cargo.LockedPackage
	for _, l := range all {
		if l.Name == name {
			out = append(out, l)
		}
	}
	return out
}

// lists reports whether a locked package depends on one of this name.
func lists(l cargo.LockedPackage, name string) bool {
	return slices.ContainsFunc(l.Dependencies, func(d string) bool {
		first, _, _ := strings.Cut(d, " ")
		return first == name
	})
}

// A requirement is a list of comparators, all of which must be met.
var (
	comparator = lazyregexp.New(`^(|=|\^|~|[<>]=?) *([0-9]+(?:[.][0-9]+){0,2})$`)
	wildcard   = lazyregexp.New(`^([0-9]+(?:[.][0-9]+)?)[.][*]$`)
)

// excluded reports whether a version certainly does not meet a requirement. Of pre-releases,
// for which cargo has rules of its own, it reports false.
func excluded(requirement, version string) bool {
	v, err := semver.StrictNewVersion(version)
	if err != nil || v.Prerelease() != "" {
		return false
	}
	out := false
	for part := range strings.SplitSeq(requirement, ",") {
		c, err := semver.NewConstraint(asConstraint(strings.TrimSpace(part)))
		if err != nil {
			return false
		}
		out = out || !c.Check(v)
	}
	return out
}

// asConstraint returns a comparator of cargo's as the library reads it, "" for one whose
// meaning is in doubt. A bare version is one with a caret, and one with a star one with a
// tilde (the Cargo book, "Specifying dependencies").
func asConstraint(part string) string {
	if m := wildcard.FindStringSubmatch(part); m != nil {
		return "~" + m[1]
	}
	m := comparator.FindStringSubmatch(part)
	switch {
	case m == nil:
		return ""
	case m[1] == "":
		return "^" + m[2]
	}
	return m[1] + m[2]
}
