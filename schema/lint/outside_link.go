package lint

import (
	"io/fs"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var outsideLink = check{
	rule.Warning("outside-link", "a build is sent links as they are, and what they lead to only where it is sent that too"),
	func(in *Input, f *findings) {
		for _, s := range in.sent() {
			if !s.link {
				continue
			}
			to, err := fs.ReadLink(in.Root, s.name)
			there, sent := in.reaches(s.name)
			pos := model.Pos{File: s.name, Line: 1, Col: 1}
			switch {
			case err != nil, !in.leadsToSources(s.name):
			case path.IsAbs(to):
				f.at(pos, "it is a link to %s, and a build has nothing of this machine there: put the file itself here, or a link without the beginning slash", to)
			case there && !sent:
				d := f.at(pos, "it is a link to %s, which builds are not sent: write %s", to, in.toSend(s.name))
				d.Mends = in.Project.MendsToSend(s.name+" is a link to it", in.real(s.name))
			}
		}
	},
}

// leadsToSources reports whether a link is to what the program may be built of: a folder, or a
// source. Of many a link, such as LICENSE, no build reads anything.
func (in *Input) leadsToSources(name string) bool {
	if slices.Contains([]string{".rs", ".toml", ".lock"}, path.Ext(name)) {
		return true
	}
	info, err := fs.Stat(in.Root, name)
	return err == nil && info.IsDir()
}
