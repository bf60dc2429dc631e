package lint

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// toolArchive finds a tool that would have an archive for its program, or paths in
// what is none: without program nothing is unpacked.
var toolArchive = check{
	rule.Error("tool-archive", "an archive is no program, and nothing but an archive has something beside the program"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, tool := range in.tools(t) {
			if tool.Program != nil || isArchive(tool, f) {
				continue
			}
			for _, env := range slices.Sorted(maps.Keys(tool.Paths)) {
				f.at(tool.Paths[env].Pos, "tools.%s.paths.%s is a path in an archive, and without program the source is no archive but the program itself: write program, or remove paths", tool.name, env)
			}
		}
	}),
}

// isArchive reports a source of a tool that is an archive.
func isArchive(t tool, f *findings) bool {
	for _, host := range slices.Sorted(maps.Keys(t.Hosts)) {
		if what, pos := archive(t.Hosts[host]); what != "" {
			f.at(pos, "tools.%s.hosts.%s is an archive (%s), and tools.%s does not say which file in it is the program: write program: its path in there, such as \"bin/%s\"",
				t.name, host, what, t.name, t.name)
			return true
		}
	}
	return false
}

// archiveName is what the files are called that hold others.
var archiveName = lazyregexp.New(`(?i)\.(zip|whl|crate|tar|tar\.[a-z0-9]+|t[gx]z|tbz2?|tzst)$`)

// archive says what makes a source an archive, and where that stands; "" for
// one that may be a program. The ecosystems' clients fetch nothing else.
func archive(s input.Source) (what string, pos model.Pos) {
	where := input.First(s.Path, s.URL)
	if where == nil {
		return fmt.Sprintf("kind: %q", s.Kind.V), s.Kind.Pos
	}
	name, _, _ := strings.Cut(where.V, "?")
	if name = path.Base(name); archiveName.MatchString(name) {
		return name, where.Pos
	}
	return "", model.Pos{}
}
