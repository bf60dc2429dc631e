package lint

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
)

// pageCrates are the crates of Cargo.lock that the target may be compiled of and that
// must be told of the largest pages that it promises to run on, and are not.
func (in *Input) pageCrates(t *model.Target) (out []string) {
	ws, pages := in.Workspaces[t.Cargo.Manifest], t.Contract.Pages.V
	if ws == nil || len(pages) == 0 || slices.Max(pages) <= 4096 {
		return nil
	}
	for _, c := range ws.Reached(t.Cargo.Packages, resolve.Platform(in.Catalog, t)) {
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
