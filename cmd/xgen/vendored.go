package main

import (
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema"
)

// vendored are the definitions as a project has them.
func vendored() (out []emit.Artifact) {
	all := schema.Vendored()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		out = append(out, emit.Artifact{Path: name, Mode: 0o644, Bytes: all[name]})
	}
	return out
}

// tellVendored says where a project has those of another xgen: nothing that is emitted
// depends on them, and an upgrade alone is no drift.
func (a *app) tellVendored(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if _, err := root.Lstat(schema.VendoredDir); err != nil {
		return nil
	}
	changes, err := tree.Own(root, vendored())
	if err == nil && len(changes) > 0 {
		fmt.Fprintf(a.Err, "%s: the definitions are those of another xgen, and editors check by them: xgen init --write renews them\n", schema.VendoredDir)
	}
	return err
}
