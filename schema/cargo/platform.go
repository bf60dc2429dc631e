package cargo

import (
	"slices"
	"strings"
)

// Platform is what decides which of a manifest's tables [target.…] are for a target. Of
// the zero Platform nothing is known.
type Platform struct {
	Triple  string
	Printed []string // what rustc says of it (rustc --print cfg)
}

// settledNames are the names of what no flag of rustc's changes.
var settledNames = []string{
	"unix", "windows", "target_os", "target_family", "target_arch", "target_env", "target_endian", "target_pointer_width",
}

// mayHave reports whether the target's own code may be built with a dependency, as far as
// the table decides in which it stands.
func (p Platform) mayHave(n Need) bool {
	if p.Triple == "" || n.Keys[0] != "target" || len(n.Keys) != 4 {
		return true
	}
	if !strings.HasPrefix(n.Keys[1], "cfg(") {
		return n.Keys[1] == p.Triple
	}
	a, err := cfgOf(n.Keys[1], p.Printed, func(name string) bool { return slices.Contains(settledNames, name) })
	return a.may || err != nil // of which cargo says what is wrong
}
