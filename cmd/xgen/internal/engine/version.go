package engine

import (
	"fmt"
	"strconv"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// The floors: RUN --network=none and Dockerfile heredocs are built in from
// BuildKit 0.11 and Docker 23, --progress=rawjson is in the clients from 0.13.
var (
	oldestBuildKit = version{0, 11, 0}
	oldestBuildctl = version{0, 13, 0}
	oldestBuildx   = version{0, 13, 0}
	oldestDocker   = version{23, 0, 0}
)

type version [3]int

var versionPattern = lazyregexp.New(`\bv?(\d{1,9})\.(\d{1,9})\.(\d{1,9})`)

// findVersion reads the first version in a tool's answer. A development
// build's 0.0.0 counts as unknown.
func findVersion(s string) (version, bool) {
	m := versionPattern.FindStringSubmatch(s)
	if m == nil {
		return version{}, false
	}
	var v version
	for i := range v {
		v[i], _ = strconv.Atoi(m[i+1])
	}
	return v, v != version{}
}

func (v version) before(w version) bool {
	for i := range v {
		if v[i] != w[i] {
			return v[i] < w[i]
		}
	}
	return false
}

// String gives "0.13.0".
func (v version) String() string { return fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2]) }
