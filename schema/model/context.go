package model

import (
	"path"
	"slices"
	"strings"
)

// Sends reports whether every build is sent what stands at a path, from the root, as
// a source. It agrees with the emitted .dockerignore files.
func (p *Project) Sends(name string) bool {
	again := slices.ContainsFunc(p.Included, func(kept string) bool { return Below(kept, name) && p.made(kept) })
	switch {
	case slices.Contains(p.SourceFiles, name):
		return true
	case below(p.Excluded, name), below(p.published(), name):
		return false
	case again:
		return true
	case p.made(name), slices.Contains(strings.Split(name, "/"), ".git"), Below(p.Output, name), Below(path.Join(p.Dir, "dist/.xgen"), name):
		return false
	}
	return below(p.Context, name) || below(p.Included, name)
}

// made reports whether a path is in what cargo makes.
func (p *Project) made(name string) bool {
	return slices.ContainsFunc(p.Context, func(dir string) bool { return Below(path.Join(dir, "target"), name) })
}

func (p *Project) published() (out []string) {
	for _, t := range p.Targets {
		out = append(out, path.Join(p.Dir, "dist", t.Name))
	}
	return out
}

func below(dirs []string, name string) bool {
	return slices.ContainsFunc(dirs, func(dir string) bool { return Below(dir, name) })
}

// Below reports whether a path is that of a folder or of something in it. The root, ".",
// holds all but what lies above it.
func Below(dir, name string) bool {
	return dir == "." && name != ".." && !strings.HasPrefix(name, "../") || name == dir || strings.HasPrefix(name, dir+"/")
}

// ToSend returns what the user writes so that builds are sent files or folders, which
// may lie above the root: the folder around a file, where nothing in there is sent.
func (p *Project) ToSend(names ...string) string {
	root, include := p.sending(names)
	list := "[\"" + strings.Join(include, "\", \"") + "\"]"
	if root == "" {
		return "context: include: " + list
	}
	return "context: {root: \"" + root + "\", include: " + list + "}"
}

// MendsToSend is ToSend as fields.
func (p *Project) MendsToSend(why string, names ...string) (out []Mend) {
	root, include := p.sending(names)
	if root != "" {
		out = append(out, Mend{Path: []string{"context", "root"}, Value: root, Why: why})
	}
	return append(out, Mend{Path: []string{"context", "include"}, Value: include, Why: why})
}

// sending returns what context must have then: the root, "" where it stays, and all that
// is included.
func (p *Project) sending(names []string) (root string, include []string) {
	include, up := slices.Clone(p.Named), 0
	for _, name := range names {
		up = max(up, strings.Count(name+"/", "../"))
		if dir := path.Dir(name); path.Base(dir) != ".." && dir != "." && !p.holdsSent(dir) {
			name = dir
		}
		include = append(include, p.FromTargets(name))
	}
	slices.Sort(include)
	if up > 0 {
		root = path.Join(p.Root, strings.Repeat("../", up))
	}
	return root, slices.Compact(include)
}

// holdsSent reports whether something that is sent, or that is emitted, lies in a folder.
func (p *Project) holdsSent(dir string) bool {
	return slices.ContainsFunc(slices.Concat(p.Context, p.Included, []string{p.Output}), func(name string) bool {
		return Below(dir, name) || Below(name, dir)
	})
}

// MaySend reports whether the user may have builds sent a file: the repository's
// history, and what builds have made, never.
func (p *Project) MaySend(name string) bool {
	return !slices.Contains(strings.Split(name, "/"), ".git") && !Below(path.Join(p.Dir, "dist"), name) && !Below(p.Output, name) && !below(p.Excluded, name) && !p.made(name)
}

// FromTargets returns a path from the root as the user writes it, from the folder of
// targets.cue.
func (p *Project) FromTargets(name string) string {
	from := strings.Split(path.Clean(p.Dir), "/")
	if from[0] == "." {
		return name
	}
	to := strings.Split(name, "/")
	for len(from) > 0 && len(to) > 0 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return path.Clean(strings.Repeat("../", len(from)) + strings.Join(to, "/"))
}
