package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var pageSizes = check{
	rule.Error("pages", "kernels of one architecture differ in the size of their memory pages, and only in those that Linux has for it"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if t.Contract.Format.V == model.FormatPE {
			return
		}
		pages, have := t.Contract.Pages, strings.Trim(fmt.Sprint(t.Triple.Pages), "[]")
		if len(pages.V) == 0 {
			f.at(pages.Pos, "contract.pages is empty: kernels for %s have pages of %s bytes: write some of these", t.Triple.Name, have)
		}
		for _, size := range pages.V {
			if !slices.Contains(t.Triple.Pages, size) {
				f.at(pages.Pos, "contract.pages has %d: kernels for %s have pages of %s bytes: write some of these", size, t.Triple.Name, have)
			}
		}
	}),
}
