package snapshot_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// A build is sent a copy of the project, and its own list of what it saw is
// compared with that copy.
func Example() {
	dir, err := os.MkdirTemp("", "")
	check(err)
	defer os.RemoveAll(dir)
	project := filepath.Join(dir, "project")
	check(os.Mkdir(project, 0o755))
	check(os.WriteFile(filepath.Join(project, "main.rs"), []byte("fn main() {}\n"), 0o644))

	store := snapshot.Store{Cache: filepath.Join(dir, "cache")}
	tree, err := store.Take(context.Background(), project, []byte("target/\n"))
	check(err)
	defer tree.Close()

	sent := tree.List(0) // here, the build saw what it was sent …
	fmt.Println(tree.Compare(0, sent))
	fmt.Println(tree.Compare(0, nil)) // … and here it saw nothing
	// Output:
	// <nil>
	// the engine built from other files than it was sent: "main.rs" was not there
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
