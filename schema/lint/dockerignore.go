package lint

import (
	"bytes"
	"fmt"
	"path"
	"slices"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/userfile"
)

var ownDockerignore = check{
	rule.Warning("dockerignore", "the project's own .dockerignore is for its own images: builds of xgen's are sent what targets.cue says"),
	func(in *Input, f *findings) {
		if c := in.Written.Context; c != nil && c.Exclude != nil { // the user has said what is left out
			return
		}
		data, err := userfile.Read(in.Root, ".dockerignore", userfile.Definitions)
		if err != nil {
			return
		}
		left := in.leftOut(data)
		if len(left) == 0 {
			return
		}
		names, more := left, ""
		if len(left) > 3 {
			names, more = left[:3], fmt.Sprintf(" and %d more", len(left)-3)
		}
		d := f.at(model.Pos{File: ".dockerignore", Line: 1, Col: 1},
			"it leaves out %s%s, which builds are sent: it holds for the project's own images alone: write context: exclude: %s in targets.cue, or exclude: [] where builds need all",
			input.List(names), more, input.List(names))
		d.Mends = []model.Mend{{Path: []string{"context", "exclude"}, Value: []string{}, Why: ".dockerignore is for the project's own images: builds are sent all that cargo may read"}}
	},
}

// leftOut returns what builds are sent and a .dockerignore would leave out: of a folder
// of which nothing would be left, the folder.
func (in *Input) leftOut(data []byte) (out []string) {
	patterns, err := ignorefile.ReadAll(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	m, err := patternmatcher.New(patterns)
	if err != nil {
		return nil
	}
	left, kept := map[string]bool{}, map[string]bool{".": true}
	for _, s := range in.sent() {
		ignored, err := m.MatchesOrParentMatches(s.name)
		if err != nil {
			return nil
		}
		if ignored && !in.needed(s.name) {
			left[s.name] = true
			continue
		}
		for at := s.name; !kept[at]; at = path.Dir(at) {
			kept[at] = true
		}
	}
	for name := range left {
		for !kept[path.Dir(name)] {
			name = path.Dir(name)
		}
		out = append(out, in.Project.FromTargets(name))
	}
	return slices.Compact(slices.Sorted(slices.Values(out)))
}

// needed reports whether no build does without a file: cargo reads it.
func (in *Input) needed(name string) bool {
	return slices.Contains([]string{"Cargo.toml", "Cargo.lock"}, path.Base(name)) || path.Ext(name) == ".rs" || in.wanted(name)
}
