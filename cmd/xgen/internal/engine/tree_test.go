package engine

import (
	"testing"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// tree is a build context with the given files.
func tree(t *testing.T, files map[string]string) *snapshot.Tree {
	t.Helper()
	tree, err := snapshot.Store{Cache: t.TempDir()}.Of(files)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	return tree
}
