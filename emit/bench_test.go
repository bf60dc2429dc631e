package emit_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
)

// BenchmarkAll renders projects of several sizes to memory. The time for each
// target, reported beside the sum, is what should not grow with their number.
func BenchmarkAll(b *testing.B) {
	for _, n := range []int{4, 100, 1000} {
		benchmarkAll(b, n, `triple: "mips-unknown-linux-musl"`)
	}
}

// BenchmarkAllShared does so where each target's stages install what all need.
func BenchmarkAllShared(b *testing.B) {
	for _, n := range []int{4, 100, 1000} {
		benchmarkAll(b, n, `{triple: "aarch64-unknown-linux-gnu", rust: components: ["clippy", "rustfmt"]}`)
	}
}

func benchmarkAll(b *testing.B, n int, target string) {
	var src strings.Builder
	src.WriteString("name: \"hello\"\n")
	for i := range n {
		fmt.Fprintf(&src, "targets: t%d: %s\n", i, target)
	}
	p, found := schema.Load(fstest.MapFS{
		"targets.cue": {Data: []byte(src.String())},
		"Cargo.toml":  {Data: []byte("[package]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"Cargo.lock":  {Data: []byte("version = 4\n\n[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\n")},
		"src/main.rs": {Data: []byte("fn main() {}\n")},
	})
	if p == nil {
		b.Fatal(found)
	}
	b.Run(fmt.Sprintf("targets=%d", n), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := emit.All(p); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/target")
	})
}
