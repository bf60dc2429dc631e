package snapshot

import (
	"bytes"
	"path"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

// ignore is a parsed .dockerignore file, with the meaning that it has for
// BuildKit's clients (filter.go in github.com/tonistiigi/fsutil).
type ignore struct {
	matcher *patternmatcher.PatternMatcher
	// exceptions are the folders or files that a pattern such as "!src" brings
	// back. Nil where one of them is no plain path: then nothing can be said of a
	// folder without looking into it.
	exceptions []string
}

func readIgnore(data []byte) (*ignore, error) {
	patterns, err := ignorefile.ReadAll(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		return nil, err
	}
	i := &ignore{matcher: matcher, exceptions: []string{}}
	for _, p := range matcher.Patterns() {
		if !p.Exclusion() {
			continue
		}
		name := strings.TrimSuffix(p.String(), "/**")
		if strings.ContainsAny(name, `*[]?^\`) {
			i.exceptions = nil
			return i, nil
		}
		i.exceptions = append(i.exceptions, name)
	}
	return i, nil
}

// below reports whether an exception may bring back something in an ignored
// folder.
func (i *ignore) below(dir string) bool {
	if i.exceptions == nil {
		return true
	}
	for _, name := range i.exceptions {
		if strings.HasPrefix(name+"/", dir+"/") {
			return true
		}
	}
	return false
}

// place is what an ignore file says of a path. For a folder, it decides about
// what is in it.
type place struct {
	info    patternmatcher.MatchInfo
	ignored bool
	closed  bool // ignored, with all that is in it
}

// at returns the place of a name in a folder whose place is known.
func (i *ignore) at(parent place, dir, name string) (place, error) {
	if parent.closed {
		return parent, nil
	}
	full := path.Join(dir, name)
	ignored, info, err := i.matcher.MatchesUsingParentResults(full, parent.info)
	return place{info: info, ignored: ignored, closed: ignored && !i.below(full)}, err
}
