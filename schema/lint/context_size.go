package lint

import (
	"fmt"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// largeContext is the size in bytes from which it is worth a word: the sources of large
// programs have some ten megabytes.
const largeContext = 50_000_000

var contextSize = check{
	rule.Warning("context-size", "all that a build is sent is read, hashed and copied before it begins, and a change in there begins it anew"),
	func(in *Input, f *findings) {
		sizes, all := map[string]int64{}, int64(0)
		for _, s := range in.sent() {
			if in.wanted(s.name) {
				continue
			}
			all += s.size
			for at := s.name; ; at = path.Dir(at) {
				sizes[at] += s.size
				if at == "." {
					break
				}
			}
		}
		if all < largeContext {
			return
		}
		name := heaviest(sizes)
		what := in.Project.FromTargets(name)
		f.at(model.Pos{}, "builds are sent %s, of which %s has %s: write context: exclude: [%q], or, where builds read that, context: include: [%[4]q]",
			megabytes(all), what, megabytes(sizes[name]), what)
	},
}

// wanted reports whether it is known that builds need a file.
func (in *Input) wanted(name string) bool {
	return in.named(name) || slices.Contains(in.Project.SourceFiles, name) ||
		slices.ContainsFunc(in.Project.Vendored, func(dir string) bool { return model.Below(dir, name) })
}

// heaviest returns the file or folder furthest down that has more than half of all.
func heaviest(sizes map[string]int64) string {
	all, most := sizes["."], "."
	for name, size := range sizes {
		if size*2 > all && len(name) > len(most) {
			most = name
		}
	}
	if most != "." {
		return most
	}
	for name, size := range sizes { // nothing has: the largest at the top
		if path.Dir(name) == "." && name != "." && (most == "." || size > sizes[most] || size == sizes[most] && name < most) {
			most = name
		}
	}
	return most
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", (n+500_000)/1_000_000) }
