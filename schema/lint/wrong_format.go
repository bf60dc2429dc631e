package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/rule"
)

var wrongFormat = check{
	rule.Error("wrong-format", "programs of two systems, libcs or processors differ in what can be promised of them, and nothing would hold such a promise"),
	func(in *Input, f *findings) {
		var ofAll []resolve.Unkept // of the first target; each that another can keep is none
		for i, t := range in.Project.Targets {
			_, own := resolve.Promises(input.OrZero(in.asked(t).Contract), in.facts(t))
			for _, u := range own {
				unkept(u, f)
			}
			_, shared := resolve.Promises(input.OrZero(in.Written.Contract), in.facts(t))
			if i == 0 {
				ofAll = shared
			}
			ofAll = slices.DeleteFunc(ofAll, func(u resolve.Unkept) bool {
				return !slices.ContainsFunc(shared, func(other resolve.Unkept) bool { return other.Promise == u.Promise })
			})
		}
		for _, u := range ofAll {
			unkept(u, f)
		}
	},
}

func unkept(u resolve.Unkept, f *findings) {
	if u.Write == "" {
		f.at(u.Pos, "%s: remove it", u.Why)
		return
	}
	f.at(u.Pos, "%s: write %s", u.Why, u.Write)
}
