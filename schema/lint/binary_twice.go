package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/rule"
)

var binaryTwice = check{
	rule.Error("binary-twice", "cargo gives binaries of one name one place, and which of them is published would be chance"),
	func(in *Input, f *findings) {
		said := map[string]bool{} // it is no fault of one target's
		for _, t := range in.Project.Targets {
			packages := in.packagesOf(t)
			for _, name := range t.Cargo.Bins {
				owners := slices.Sorted(slices.Values(packages[name]))
				if len(owners) < 2 {
					continue
				}
				message := fmt.Sprintf("binary %q is in the packages %s, and cargo keeps only one of them: write cargo: packages: %s",
					name, andList(owners), input.List(owners[:1]))
				if !said[message] {
					said[message] = true
					f.at(in.binsPos(t), "%s", message)
				}
			}
		}
	},
}

// packagesOf are the packages that have a binary of a name, for those that cargo builds.
func (in *Input) packagesOf(t *model.Target) map[string][]string {
	out := map[string][]string{}
	ws := in.Workspaces[t.Cargo.Manifest]
	if ws == nil {
		return out
	}
	for _, b := range ws.Bins(resolve.Choice(t.Cargo)) {
		if len(b.Missing) == 0 && !slices.Contains(out[b.Name], b.Package) {
			out[b.Name] = append(out[b.Name], b.Package)
		}
	}
	return out
}

// binsPos is where binaries or packages are chosen, or the target.
func (in *Input) binsPos(t *model.Target) model.Pos {
	own, shared := input.OrZero(in.asked(t).Cargo), input.OrZero(in.Written.Cargo)
	if asked := input.First(input.First(own.Bins, shared.Bins), input.First(own.Packages, shared.Packages)); asked != nil {
		return either(asked.Pos, t.Pos)
	}
	return t.Pos
}

// andList writes words as prose does.
func andList(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
