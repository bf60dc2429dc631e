package verify

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// Kernels of one architecture differ in the size of their memory pages. A
// program that was made for small ones may not be loaded where they are larger,
// or not run: an allocator that was compiled for a size, for example.

// pages adds the row for the alignment of the segments, where the architecture
// has several sizes of pages. A kernel maps whole pages, so that segments that
// are aligned to less would share one.
func (t *table) pages(c model.Contract, b *elfBinary) {
	if len(c.Pages.V) < 2 {
		return
	}
	largest := uint64(slices.Max(c.Pages.V))
	found := "aligned to " + pageSize(b.Align)
	if b.Align < largest {
		found += fmt.Sprintf(": a kernel with larger memory pages cannot load it: link with -Wl,-z,max-page-size=%d", largest)
	}
	t.row("segments", "aligned to memory pages of "+pageSize(largest), found, b.Align >= largest, c.Pages.Origin)
}

// pages adds a row for each size of memory pages beyond the machine's own with
// which the command was run again.
func (t *smokeTable) pages(sizes []int, rep *Report) {
	largest := slices.Max(append(slices.Clone(sizes), 1))
	for _, size := range sizes {
		if size <= max(rep.Page, 4096) {
			continue
		}
		found, held := "not in the report", false
		for _, ran := range rep.Smoke {
			if ran.Binary == t.smoke.Bin && ran.Page == size {
				found, held = t.again(ran, largest)
			}
		}
		t.add("smoke, "+pageSize(uint64(size))+" pages", "the same on a kernel with such memory pages", found, status(held))
	}
}

// again returns how a run with other pages ended, in the words of the first
// broken promise, and reports whether all of them held.
func (t *smokeTable) again(ran Ran, largest int) (found string, held bool) {
	rows := (&smokeTable{smoke: t.smoke, inputs: t.inputs}).run(ran)
	for _, r := range rows {
		if r.Status == OK {
			continue
		}
		found = r.Promise + " " + r.Found
		if strings.Contains(ran.Stderr, jemallocSays) {
			lg := math.Ilogb(float64(largest))
			found = fmt.Sprintf("exit status %d: jemalloc was compiled for smaller memory pages: write env: JEMALLOC_SYS_WITH_LG_PAGE: \"%d\"", ran.Exit, lg)
		}
		return found, false
	}
	return "the same", true
}

// jemallocSays is what jemalloc prints where the pages are larger than those
// it was compiled for (src/pages.c, pages_boot). Every allocation fails then.
const jemallocSays = "<jemalloc>: Unsupported system page size"

// pageSize returns a size of pages as a table shows it.
func pageSize(n uint64) string {
	if n >= 1024 {
		return fmt.Sprintf("%d KiB", n/1024)
	}
	return fmt.Sprintf("%d bytes", n)
}
