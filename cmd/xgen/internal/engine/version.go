package engine

import (
	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// The oldest versions that serve: RUN --network=none and Dockerfile heredocs are
// built in from BuildKit 0.11 and Docker 23, --progress=rawjson is in the
// clients from 0.13.
var (
	oldestBuildKit = semver.MustParse("0.11.0")
	oldestBuildctl = semver.MustParse("0.13.0")
	oldestBuildx   = semver.MustParse("0.13.0")
	oldestDocker   = semver.MustParse("23.0.0")
)

// tooOld returns the version in a tool's answer where it is older than the
// oldest that serves, else nil. One that cannot be read is not too old.
func tooOld(answer string, oldest *semver.Version) *semver.Version {
	if v := findVersion(answer); v != nil && v.LessThan(oldest) {
		return v
	}
	return nil
}

// versionPattern leaves out what follows the numbers: Debian's "+ds1" says
// nothing of the order.
var versionPattern = lazyregexp.New(`\bv?\d{1,9}\.\d{1,9}\.\d{1,9}`)

// findVersion returns the first version in a tool's answer; nil where there is
// none. The 0.0.0 of a development build counts as none.
func findVersion(answer string) *semver.Version {
	v, err := semver.NewVersion(versionPattern.FindString(answer))
	if err != nil || v.Equal(semver.New(0, 0, 0, "", "")) {
		return nil
	}
	return v
}
