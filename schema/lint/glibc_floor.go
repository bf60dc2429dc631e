package lint

import (
	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var glibcRange = check{
	rule.Error("glibc-floor", "a program asks for symbols of the glibc that it was linked with, and older systems do not have them"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if asked := t.Contract.Glibc; asked.From == model.FromUser {
			outOfRange(t, asked, f)
		}
	}),
}

// outOfRange reports a glibc that nothing can be linked with.
func outOfRange(t *model.Target, asked model.Value[string], f *findings) {
	oldest, newest := t.Toolchain.Glibc.Oldest, t.Toolchain.Glibc.Newest
	switch {
	case older(asked.V, t.Triple.Glibc):
		f.at(asked.Pos, "contract.glibc is %q: there is none for %s before %s: write %q or a newer one", asked.V, t.Triple.Name, t.Triple.Glibc, t.Triple.Glibc)
	case newest.Version != "" && older(newest.Version, asked.V):
		f.at(asked.Pos, "contract.glibc is %q: %s: write %q or an older one", asked.V, newest.Beyond, newest.Version)
	case oldest.Version != "" && older(asked.V, oldest.Version):
		f.at(asked.Pos, "contract.glibc is %q: %s", asked.V, oldest.Beyond)
	}
}

// older reports whether a version of glibc comes before another. The definitions
// and the catalog let nothing pass but 2 and a number.
func older(a, b string) bool {
	return semver.MustParse(a).LessThan(semver.MustParse(b))
}
