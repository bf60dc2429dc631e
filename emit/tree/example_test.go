package tree_test

import (
	"context"
	"fmt"
	"os"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/tree"
)

// A first run writes the files. An edit by hand is a conflict, which Apply
// refuses to overwrite.
func Example() {
	dir, err := os.MkdirTemp("", "")
	check(err)
	defer os.RemoveAll(dir)
	root, err := os.OpenRoot(dir)
	check(err)
	defer root.Close()
	release, err := tree.Lock(context.Background(), root)
	check(err)
	defer release()

	want := []emit.Artifact{{Path: "xgen/armv5te/Dockerfile", Mode: 0o644, Bytes: []byte("FROM scratch\n")}}
	changes, err := tree.Diff(root, "xgen", want)
	check(err)
	summary, err := tree.Apply(root, changes, tree.Options{})
	check(err)
	fmt.Println(summary.Written)

	check(root.WriteFile("xgen/armv5te/Dockerfile", []byte("FROM debian\n"), 0o644))
	changes, err = tree.Diff(root, "xgen", want)
	check(err)
	_, err = tree.Apply(root, changes, tree.Options{})
	fmt.Println(err)
	// Output:
	// [xgen/armv5te/Dockerfile xgen/manifest]
	// xgen/armv5te/Dockerfile: edited by hand since it was emitted
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
