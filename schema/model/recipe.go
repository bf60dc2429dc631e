package model

import "slices"

// Recipe is how a C library is built that a project asks for by name alone.
type Recipe struct {
	Name     string
	Kind     LibraryKind
	Version  string
	Licence  string // by SPDX, "" where nothing is said
	Provides []string
	Needs    []string
	Crates   []string // that look for it, sorted
	Unfit    []Unfit
	Origin
}

// Unfit are targets that a library cannot be built for.
type Unfit struct {
	When    string // as a user writes the condition
	Why     string
	Targets []string // those of the project
}

// IsUnfitFor reports whether the library cannot be built for one of the project's targets.
func (r Recipe) IsUnfitFor(target string) bool {
	return slices.ContainsFunc(r.Unfit, func(u Unfit) bool { return slices.Contains(u.Targets, target) })
}
