package lint

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// link is one that builds are sent, to what the program may be built of.
type link struct {
	name, to string
	pos      model.Pos
}

func (in *Input) links() (out []link) {
	for _, s := range in.sent() {
		if !s.link || !in.leadsToSources(s.name) {
			continue
		}
		if to, err := fs.ReadLink(in.Root, s.name); err == nil {
			out = append(out, link{s.name, to, model.Pos{File: s.name, Line: 1, Col: 1}})
		}
	}
	return out
}

// unsentLinks are those to what builds are not sent.
func (in *Input) unsentLinks() (out []unsent) {
	for _, l := range in.links() {
		there, sent := in.reaches(l.name)
		switch {
		case path.IsAbs(l.to):
		case in.leadsOut(l.name) != "":
			out = append(out, unsent{l.pos, "it is a link to " + l.to + " above the project's root, of which builds are sent nothing", l.name, true})
		case there && !sent:
			out = append(out, unsent{l.pos, "it is a link to " + l.to + ", which builds are not sent", l.name, true})
		}
	}
	return out
}

// leadsToSources reports whether a link is to what the program may be built of: a folder, or a
// source. Of many a link, such as LICENSE, no build reads anything.
func (in *Input) leadsToSources(name string) bool {
	if slices.Contains([]string{".rs", ".toml", ".lock"}, path.Ext(name)) {
		return true
	}
	if in.leadsOut(name) != "" { // and nobody knows what is there
		return path.Ext(name) == "" && slices.Contains(strings.Split(path.Dir(name), "/"), "src")
	}
	info, err := fs.Stat(in.Root, name)
	return err == nil && info.IsDir()
}
