package resolve

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// cratesIO is the source of crates that cargo has by itself.
const cratesIO = "crates-io"

// locations are the keys by which a source of crates says where it is.
var locations = []string{"registry", "directory", "local-registry", "git"}

// absolute matches an address as cargo wants it.
var absolute = lazyregexp.New(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// sources refuses what cargo refuses of [source] before it fetches a crate.
func (c *configured) sources(ws *cargo.Workspace) {
	tables := map[string]map[string]cargo.Setting{}
	for _, s := range c.all.Below("source") {
		if len(s.Key) == 3 {
			if tables[s.Key[1]] == nil {
				tables[s.Key[1]] = map[string]cargo.Setting{}
			}
			tables[s.Key[1]][s.Key[2]] = s
		}
	}
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		c.location(name, tables[name])
	}
	if slices.ContainsFunc(ws.Locked, func(p cargo.LockedPackage) bool { return strings.HasPrefix(p.Source, "registry+") }) {
		c.replacements(tables)
	}
}

// location refuses a source that is nowhere, or at several places.
func (c *configured) location(name string, table map[string]cargo.Setting) {
	var said []string
	for _, key := range locations {
		if s, ok := table[key]; ok {
			said = append(said, key)
			if text := s.Text(); (key == "registry" || key == "git") && text != "" && !absolute.MatchString(text) {
				c.refuse(cargoRule, s.Last().Pos, "%s is %q, which is no address, and cargo refuses it: write one with what it begins with, such as https://", s.Name(), text)
			}
		}
	}
	first := table[slices.Sorted(maps.Keys(table))[0]]
	switch {
	case len(said) == 0 && name != cratesIO:
		c.refuse(cargoRule, first.Last().Pos, "%s does not say where it is, and cargo refuses it: write registry, directory, local-registry or git", cargo.KeyName(first.Key[:2]))
	case len(said) > 1:
		c.refuse(cargoRule, table[said[1]].Last().Pos, "%s has %s, and cargo takes one of them: remove the others", cargo.KeyName(first.Key[:2]), strings.Join(said, " and "))
	}
}

// replacements follows what takes the place of crates.io.
func (c *configured) replacements(tables map[string]map[string]cargo.Setting) {
	seen := []string{cratesIO}
	for {
		s, ok := tables[seen[len(seen)-1]]["replace-with"]
		if !ok || s.Text() == "" {
			return
		}
		by := s.Text()
		switch {
		case slices.Contains(seen, by):
			c.refuse(cargoRule, s.Last().Pos, "%s is %q, whose place it takes itself, and cargo refuses the circle: remove one of the two", s.Name(), by)
			return
		case tables[by] == nil && len(c.all.Below("registries", by)) == 0:
			c.refuse(cargoRule, s.Last().Pos, "%s is %q, and cargo's configuration in the project has no such source: add [source.%s] with registry or directory", s.Name(), by, by)
			return
		}
		seen = append(seen, by)
	}
}
