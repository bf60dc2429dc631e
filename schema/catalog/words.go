package catalog

import "strings"

// MachineOf returns what the first word of a GCC's triple, or of LLVM's name of a target, says, "" where nothing is known of it.
func (c *Catalog) MachineOf(word string) (arch, endian string) {
	for _, w := range c.GCCWords {
		if matches(w.Match, word) {
			return w.Arch, w.Endian
		}
	}
	return "", ""
}

// OnlyTunes reports whether a feature of LLVM's brings no instructions.
func (c *Catalog) OnlyTunes(arch, feature string) bool {
	return matches(c.Tuning[""], feature) || matches(c.Tuning[arch], feature)
}

// FeaturesOf returns LLVM's features of an architecture.
func (c *Catalog) FeaturesOf(arch string) []string { return strings.Fields(c.Features[arch]) }
