package schema

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkLoad loads projects of several sizes.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1, 100, 1000} {
		var src strings.Builder
		src.WriteString("name: \"hello\"\n")
		for i := range n {
			fmt.Fprintf(&src, "targets: t%d: {triple: \"mips-unknown-linux-musl\", env: ID: \"build-%d\", flags: f: {c: [\"-Os\"], why: \"product %d\"}, contract: \"max-size\": 2M}\n", i, i, i)
		}
		fsys := project(src.String())
		b.Run(fmt.Sprintf("targets=%d", n), func(b *testing.B) {
			for b.Loop() {
				if p, found := Load(fsys); p == nil {
					b.Fatal(found)
				}
			}
		})
	}
}
