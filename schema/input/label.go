package input

import (
	"strconv"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

var plainLabel = lazyregexp.New(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// Label returns a field's name as a user would write it in targets.cue: what is not all
// letters, digits and _ stands in quotes.
func Label(name string) string {
	if plainLabel.MatchString(name) {
		return name
	}
	return strconv.Quote(name)
}
