package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/schema/model"
)

// warnOfFlags prints which variables of the caller's environment hold flags for
// rustc. They reach no build, where cargo on this machine would obey them.
func (a *app) warnOfFlags(jobs []build.Job) {
	names := []string{"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"}
	for _, job := range jobs {
		names = append(names, "CARGO_TARGET_"+strings.ToUpper(model.InVariable(job.Target.Triple.Name))+"_RUSTFLAGS")
	}
	names = slices.DeleteFunc(names, func(name string) bool { return a.env(name) == "" })
	slices.Sort(names)
	if names = slices.Compact(names); len(names) > 0 {
		fmt.Fprintf(a.Err, "warning: %s: ignored, since a build takes no flags from the environment; write flags: NAME: rustc: [\"…\"] in targets.cue\n",
			strings.Join(names, ", "))
	}
}
