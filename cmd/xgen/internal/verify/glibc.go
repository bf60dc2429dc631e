package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// glibcPrefix begins the names of glibc's symbol versions.
const glibcPrefix = "GLIBC_"

// glibc returns the newest glibc that the binary needs, and reports whether
// the release newest has all of it. A version that is no release, such as
// GLIBC_PRIVATE, is in no release but one, and refused.
func (b *elfBinary) glibc(newest string) (found string, ok bool) {
	var known, beyond []string
	more := 0
	for _, name := range b.Versions {
		version, is := strings.CutPrefix(name, glibcPrefix)
		if !is {
			continue
		}
		known = append(known, version)
		switch v := release(version); {
		case v != nil && !v.GreaterThan(release(newest)):
		case len(beyond) < maxNames:
			beyond = append(beyond, b.asked(name))
		default:
			more++
		}
	}
	switch {
	case more > 0:
		return fmt.Sprintf("%s; and %d more", strings.Join(beyond, "; "), more), false
	case len(beyond) > 0:
		return strings.Join(beyond, "; "), false
	case len(known) == 0:
		return "none", true
	}
	return slices.MaxFunc(known, func(a, b string) int { return release(a).Compare(release(b)) }), true
}

// asked returns a version with some of the symbols that need it.
func (b *elfBinary) asked(version string) string {
	const some = 3
	symbols := b.Asked[version]
	text := printable(version)
	if len(symbols) > 0 {
		text += ": " + names(symbols[:min(some, len(symbols))], "")
	}
	if more := len(symbols) - some; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// plainRelease is the form of glibc's releases. Semantic versions have others,
// such as 2.17-x, which belong to no release of glibc.
var plainRelease = lazyregexp.New(`^[0-9]+(\.[0-9]+){0,2}$`)

// release returns the version of a release such as 2.17 or 2.2.5; nil where it
// is none.
func release(version string) *semver.Version {
	if !plainRelease.MatchString(version) {
		return nil
	}
	v, err := semver.NewVersion(version)
	if err != nil {
		return nil
	}
	return v
}
