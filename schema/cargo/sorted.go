package cargo

import "slices"

// sorted returns words in their order, each once.
func sorted(words []string) []string { return slices.Compact(slices.Sorted(slices.Values(words))) }
