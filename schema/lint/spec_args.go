package lint

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// givenBySpec are the arguments in a target's specification, and what is there in the place
// of one: rustc hands those for each linker-flavor to the toolchain's compiler, and its own
// of LLVM's to LLVM.
func givenBySpec(t *model.Target) (out []given) {
	if t.Spec == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(t.Spec.Keys)) {
		key := t.Spec.Keys[name]
		switch {
		case name == "relocation-model":
			var word string
			if json.Unmarshal(key.JSON, &word) == nil && !slices.Contains([]string{"", "pic", "pie"}, word) {
				out = append(out, givenBy(name, model.FlagRustc, key.Pos, []string{"-Crelocation-model=" + word}))
			}
		case name == "llvm-args":
			var words []string
			if json.Unmarshal(key.JSON, &words) == nil {
				out = append(out, givenBy(name, model.FlagRustc, key.Pos, []string{"-Cllvm-args=" + strings.Join(words, " ")}))
			}
		case slices.Contains(linkArgs, name):
			var byFlavor map[string][]string
			if json.Unmarshal(key.JSON, &byFlavor) == nil {
				for _, flavor := range driverFlavors {
					out = append(out, givenBy(name, model.FlagLink, key.Pos, byFlavor[flavor]))
				}
			}
		}
	}
	return out
}

// linkArgs are the keys with arguments of the linker's driver.
var linkArgs = []string{"pre-link-args", "late-link-args", "late-link-args-dynamic", "late-link-args-static", "post-link-args"}

// driverFlavors are rustc's names of the linker that a compiler drives, with the
// arguments for any of them.
var driverFlavors = []string{"gcc", "gnu-cc", "gnu-lld-cc"}
