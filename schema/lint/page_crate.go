package lint

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var pageCrate = check{
	rule.Error("page-crate", "an allocator that was compiled for smaller memory pages than the kernel's ends the program"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, crate := range in.pageCrates(t) {
			said := in.compiled(t)
			if said.silence == nil && !slices.ContainsFunc(said.crates, func(c cargo.Compiled) bool { return c.Name == crate }) {
				continue
			}
			largest := slices.Max(t.Contract.Pages.V)
			d := f.at(t.Pos, "%s is compiled for memory pages of 4096 bytes, and kernels for %s have some of %d: write targets: %s: env: %s: \"%d\", or promise less: contract: pages: [4Ki]",
				crate, t.Triple.Name, largest, input.Label(t.Name), in.Catalog.PageCrates[crate].Env, logOf(largest))
			if d.Of = crate; said.silence != nil { // Cargo.lock has it, for some target
				d.Severity = model.Warning
				continue
			}
			d.Mends = []model.Mend{{
				Path: []string{"targets", t.Name, "env", in.Catalog.PageCrates[crate].Env}, Value: strconv.Itoa(logOf(largest)),
				Why: fmt.Sprintf("%s is compiled for one size of memory pages; kernels have some of %d bytes", crate, largest),
			}}
		}
	}),
}
