package lint

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
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
				crate, t.Triple.Name, largest, t.Name, in.Catalog.PageCrates[crate].Env, logOf(largest))
			if d.Of = crate; said.silence != nil { // Cargo.lock has it, for some target
				d.Severity = model.Warning
			}
		}
	}),
}

// pageCrates are the crates of Cargo.lock that must be told of the largest pages that a
// target promises to run on, and are not.
func (in *Input) pageCrates(t *model.Target) (out []string) {
	ws, pages := in.Workspaces[t.Cargo.Manifest], t.Contract.Pages.V
	if ws == nil || len(pages) == 0 || slices.Max(pages) <= 4096 {
		return nil
	}
	for _, c := range ws.Locked {
		if known, ok := in.Catalog.PageCrates[c.Name]; ok && !slices.Contains(out, c.Name) && pagesOf(t, known.Env) < logOf(slices.Max(pages)) {
			out = append(out, c.Name)
		}
	}
	return out
}

// pagesOf returns what a variable says, 0 for nothing. With the triple in front it is
// for that alone.
func pagesOf(t *model.Target, variable string) (log int) {
	own := strings.ToUpper(model.InVariable(t.Triple.Name)) + "_" + variable
	for _, name := range []string{variable, own} {
		for _, e := range t.Env {
			if e.Name == name {
				log, _ = strconv.Atoi(e.Value)
			}
		}
	}
	return log
}

// logOf is the binary logarithm of a size of pages.
func logOf(size int) int { return bits.Len(uint(size)) - 1 }
