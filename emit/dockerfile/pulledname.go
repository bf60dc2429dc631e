package dockerfile

import "strings"

// What the names of the stages that fetch begin with: those that install the
// client of a kind of source, and those that fetch one source each.
const (
	pullPrefix   = "pull-"
	pulledPrefix = "pulled-"
)

// Pulls reports whether a stage only fetches something, or installs what fetches.
func Pulls(name string) bool {
	return strings.HasPrefix(name, pullPrefix) || strings.HasPrefix(name, pulledPrefix)
}

// Where such a stage leaves what it fetched: the file, and what was in it.
const (
	pulledFile = "/pulled/file"
	pulledTree = "/pulled/tree"
)

// stageName returns a name as a stage may have it: BuildKit allows no + there. No two
// names become one: an underscore of the name's own is always doubled.
func stageName(name string) string {
	return strings.NewReplacer("_", "__", "+", "_plus_").Replace(name)
}
