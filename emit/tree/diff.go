package tree

import (
	"os"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit"
)

// Diff compares the wanted artifacts, and the manifests that belong to them,
// with what stands under root, and returns the differences sorted by path.
// Line ends differ only where the file's reader cares. A file that an earlier
// run emitted and that is no longer wanted is a Delete. A file that xgen did
// not emit and that has the wanted bytes already is no difference. The error
// is a *PathError, a *ManifestError, an *IOError or an *emit.ReadBackError.
func Diff(root *os.Root, output string, want []emit.Artifact) ([]Change, error) {
	if err := CheckOutput(output); err != nil {
		return nil, err
	}
	if err := checkPaths(output, want); err != nil {
		return nil, err
	}
	if m, ok := Manifest(output, want); ok {
		if _, err := parseManifest(output, m.Path, m.Bytes); err != nil {
			return nil, &emit.ReadBackError{Path: m.Path, Err: err}
		}
		want = append(slices.Clone(want), m)
	}
	on, err := readManifests(root, output)
	if err != nil {
		return nil, err
	}
	changes, err := on.wanted(root, want)
	if err != nil {
		return nil, err
	}
	stale, err := on.stale(root, want)
	changes = append(changes, stale...)
	sortByPath(changes)
	return changes, err
}

// checkPaths returns a *PathError where artifacts could not exist side by side on
// some file system.
func checkPaths(output string, want []emit.Artifact) error {
	seen := map[string]bool{}
	for _, a := range want {
		why := unlistable(output, a.Path)
		switch fold := strings.ToLower(a.Path); {
		case why != "":
		case !validMode(a.Mode):
			why = "its mode is neither 0644 nor 0755"
		case seen[fold]:
			why = "it is emitted twice, or differs only in case"
		default:
			seen[fold] = true
		}
		if why != "" {
			return &PathError{a.Path, why}
		}
	}
	for _, a := range want {
		for _, dir := range parents(strings.ToLower(a.Path)) {
			if seen[dir] {
				return &PathError{a.Path, dir + " is emitted as a file"}
			}
		}
	}
	return nil
}
