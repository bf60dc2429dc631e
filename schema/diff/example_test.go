package diff_test

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/diff"
)

func ExampleParse() {
	d, err := diff.Parse("fix.diff", []byte("--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1 @@\n-fn a() {}\n+fn b() {}\n"))
	fmt.Println(d.Files, err)

	_, err = diff.Parse("fix.diff", []byte("diff --git a/x b/y\nrename from x\nrename to y\n"))
	fmt.Println(err)
	// Output:
	// [src/lib.rs] <nil>
	// fix.diff:2:1: renames a file: only text can be changed
}
