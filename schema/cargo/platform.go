package cargo

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// Platform is what decides which of a manifest's tables [target.…] are for a target. Of
// the zero Platform nothing is known.
type Platform struct {
	Triple  string
	Printed []string // what rustc says of it (rustc --print cfg) with the flags that it is given
	Flags   []string // those of them that decide of it
}

// settledNames are the names of what rustc says by itself and no flag of it changes.
var settledNames = []string{
	"unix", "windows", "target_os", "target_family", "target_arch", "target_env", "target_endian", "target_pointer_width",
}

// settled reports whether a target certainly has what is printed of it under a name, and
// nothing else: what rustc does not say by itself is said by a flag or not at all.
func settled(name string) bool {
	return slices.Contains(settledNames, name) || !ofRustc.MatchString(name)
}

// ofRustc matches the names of what rustc may say by itself, and of what cargo warns of.
var ofRustc = lazyregexp.New(`^(target_.*|panic|debug_assertions|overflow_checks|ub_checks|contract_checks|fmt_debug|relocation_model|reliable_.*|sanit.*|emscripten_.*|proc_macro|feature|test|doc|doctest|miri|clippy|rustfmt)$`)

// mayHave reports whether the target's own code may be built with a dependency, as far as
// the table decides in which it stands.
func (p Platform) mayHave(n Need) bool {
	if p.Triple == "" || n.Keys[0] != "target" || len(n.Keys) != 4 {
		return true
	}
	if !strings.HasPrefix(n.Keys[1], "cfg(") {
		return n.Keys[1] == p.Triple
	}
	a, err := cfgOf(n.Keys[1], p.Printed, settled)
	return a.may || err != nil // of which cargo says what is wrong
}
