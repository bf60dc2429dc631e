package schema

import (
	"slices"
	"testing"
)

// The reference has the checks of every room, each once, and in order.
func TestRules(t *testing.T) {
	var names []string
	for _, r := range Rules() {
		names = append(names, r.Name)
		if r.Why == "" {
			t.Errorf("%s has no reason", r.Name)
		}
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("not in order, or listed twice: %v", names)
	}
	for _, want := range []string{"output-in-sources", "float-abi", "stale-cargo-lock"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not among %v", want, names)
		}
	}
}
