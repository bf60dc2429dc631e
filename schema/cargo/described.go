package cargo

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Differences asks cargo what it reads in the manifests of a workspace, and returns
// where it differs from what this package reads, a clause each. There are none unless
// one of the two is wrong.
func (w *Workspace) Differences(ask Asker, nightly bool) ([]string, error) {
	out, err := ask.Ask(Question{
		Manifest: w.Manifest, Args: []string{"metadata", "--no-deps", "--format-version", "1"},
		Nightly: nightly, State: w.State,
	})
	if err != nil {
		return nil, err
	}
	var m metadata
	if err := json.Unmarshal(out, &m); err != nil {
		return nil, err
	}
	return differences(m.lines(), w.lines()), nil
}

// metadata is the part of what `cargo metadata` prints that decides what is emitted.
type metadata struct {
	Packages []struct {
		Name     string
		Manifest string `json:"manifest_path"`
		Features map[string]json.RawMessage
		Targets  []struct {
			Name     string
			Kind     []string
			Required []string `json:"required-features"`
		}
	}
	Root string `json:"workspace_root"`
}

// lines says what cargo has read, a line for each thing, in no order.
func (m metadata) lines() (out []string) {
	for _, p := range m.Packages {
		dir, err := filepath.Rel(m.Root, filepath.Dir(p.Manifest))
		if err != nil {
			dir = p.Manifest
		}
		out = append(out, packageLine(p.Name, filepath.ToSlash(dir)))
		for f := range p.Features {
			out = append(out, featureLine(p.Name, f))
		}
		for _, t := range p.Targets {
			if slices.Contains(t.Kind, "bin") {
				out = append(out, binLine(p.Name, t.Name, t.Required))
			}
		}
	}
	return out
}

// lines says the same of what is read here.
func (w *Workspace) lines() (out []string) {
	for _, p := range w.Packages {
		if !p.Member {
			continue
		}
		dir, err := filepath.Rel(filepath.FromSlash(path.Clean(w.Root)), filepath.FromSlash(p.Dir))
		if err != nil {
			dir = p.Dir
		}
		out = append(out, packageLine(p.Name, filepath.ToSlash(dir)))
		for _, f := range slices.Sorted(maps.Keys(p.Features)) {
			out = append(out, featureLine(p.Name, f))
		}
		for _, b := range p.Bins {
			out = append(out, binLine(p.Name, b.Name, b.Required))
		}
	}
	return out
}

func packageLine(name, dir string) string { return fmt.Sprintf("package %s in %s", name, dir) }

func featureLine(name, feature string) string {
	return fmt.Sprintf("feature %s of package %s", feature, name)
}

func binLine(name, bin string, required []string) string {
	line := fmt.Sprintf("binary %s of package %s", bin, name)
	if len(required) > 0 {
		line += " with required-features " + strings.Join(sorted(required), ", ")
	}
	return line
}

// differences returns what one of the two has alone. Of a package that one of them does
// not have at all, nothing more is said.
func differences(cargo, own []string) (out []string) {
	only := func(a, b []string, who string) {
		for _, line := range sorted(a) {
			if !slices.Contains(b, line) {
				out = append(out, who+" "+line)
			}
		}
	}
	only(cargo, own, "cargo alone has")
	only(own, cargo, "xgen alone has")
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// rank puts packages before what is in them.
func rank(line string) int {
	if strings.Contains(line, " alone has package ") {
		return 0
	}
	return 1
}
