package lint

import (
	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var addedTwice = check{
	rule.Error("added-twice", "Cargo.lock gets one entry for a crate that several patches add"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for i, p := range t.Patches {
			for _, added := range p.Adds {
				for _, other := range t.Patches[:i] {
					for _, c := range other.Adds {
						if c.Name == added.Name && c != added {
							f.at(in.patch(t, p.Name).Adds[added.Name].Pos, "patches.%s.adds: patches.%s adds another %s (%s, sha256 %s): use one", p.Name, other.Name, c.Name, c.Version, c.SHA256)
						}
					}
				}
			}
		}
	}),
}

// compatible reports whether cargo takes one version for the other: they agree
// in the first part that is not zero (the Cargo book, "Specifying dependencies").
func compatible(a, b string) bool {
	x, err := semver.NewVersion(a)
	y, bad := semver.NewVersion(b)
	if err != nil || bad != nil {
		return a == b
	}
	switch {
	case x.Major() > 0 || y.Major() > 0:
		return x.Major() == y.Major()
	case x.Minor() > 0 || y.Minor() > 0:
		return x.Minor() == y.Minor()
	}
	return x.Patch() == y.Patch()
}
