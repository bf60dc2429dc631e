package schema

import (
	"reflect"
	"slices"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/toolchain"
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

// What speaks for a source of C toolchains, or against it, is told once for
// all the triples that it holds for, and of every triple.
func TestToolchainReasons(t *testing.T) {
	for range 20 { // the same order each time, whatever a map's is
		if first, again := ToolchainReasons(), ToolchainReasons(); !reflect.DeepEqual(first, again) {
			t.Fatalf("%v, and then %v", first, again)
		}
	}
	seen := map[string][]string{}
	var groups []string
	for _, r := range ToolchainReasons() {
		groups = append(groups, r.Kind+" "+r.Why)
		for _, name := range r.Triples {
			seen[name] = append(seen[name], r.Kind)
			e := catalog.Load().Triples[name]
			if r.Default != (e.Toolchain.Default == r.Kind) || r.Why != toolchain.Unfit(e)[model.ToolchainKind(r.Kind)] && r.Why != e.Toolchain.Why {
				t.Errorf("%+v is said of %s", r, name)
			}
		}
	}
	if slices.Sort(groups); len(slices.Compact(slices.Clone(groups))) != len(groups) {
		t.Errorf("a reason stands twice: %v", groups)
	}
	for _, triple := range Catalog() {
		// Of the default and of each that is not offered.
		var want []string
		for _, kind := range []model.ToolchainKind{"zig", "debian", "mingw", "source"} {
			if kind == triple.Toolchains[0] || !slices.Contains(triple.Toolchains, kind) {
				want = append(want, string(kind))
			}
		}
		slices.Sort(want)
		if got := slices.Sorted(slices.Values(seen[triple.Name])); !slices.Equal(got, want) {
			t.Errorf("of %s it is said why or why not: %q, want %q", triple.Name, got, want)
		}
	}
}
