package lint

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// givenBySpec are the arguments in a target's specification: rustc hands those for each
// linker-flavor to the toolchain's compiler, and its own of LLVM's to LLVM.
func givenBySpec(t *model.Target) (out []given) {
	if t.Spec == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(t.Spec.Keys)) {
		key := t.Spec.Keys[name]
		switch {
		case name == "llvm-args":
			var words []string
			if json.Unmarshal(key.JSON, &words) == nil {
				out = append(out, givenBy(name, model.FlagRustc, key.Pos, []string{"-Cllvm-args=" + strings.Join(words, " ")}))
			}
		case slices.Contains(linkArgs, name):
			for _, words := range driverArgs(key.JSON) {
				out = append(out, givenBy(name, model.FlagLink, key.Pos, words))
			}
		}
	}
	return out
}

// linkArgs are the keys with arguments of the linker's driver.
var linkArgs = []string{"pre-link-args", "late-link-args", "late-link-args-dynamic", "late-link-args-static", "post-link-args"}

// driverArgs returns the lists of arguments that a compiler gets as the linker's driver.
// rustc prints the same ones for its new names of one flavor, which count once.
func driverArgs(byFlavor json.RawMessage) (lists [][]string) {
	var of map[string][]string
	if json.Unmarshal(byFlavor, &of) != nil {
		return nil
	}
	for _, flavor := range []string{"gcc", "gnu-cc", "gnu-lld-cc"} {
		if words := of[flavor]; !slices.ContainsFunc(lists, func(l []string) bool { return slices.Equal(l, words) }) {
			lists = append(lists, words)
		}
	}
	return lists
}
