package lint

import (
	"path"

	"github.com/xgen-build/xgen/schema/rule"
)

var outsideLink = check{
	rule.Warning("outside-link", "a build is sent links as they are, and what they lead to only where it is sent that too"),
	func(in *Input, f *findings) {
		for _, l := range in.links() {
			if path.IsAbs(l.to) {
				f.at(l.pos, "it is a link to %s, and a build has nothing of this machine there: put the file itself here, or a link without the beginning slash", l.to)
			}
		}
		for _, u := range in.unsent() {
			if u.link {
				d := f.at(u.pos, "%s: write %s", u.says, in.toSend())
				d.Mends = in.Project.MendsToSend(u.name+" is a link to it", in.real(u.name))
			}
		}
	},
}
