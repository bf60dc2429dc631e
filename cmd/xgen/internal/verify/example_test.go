package verify_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/model"
)

// A file that is no executable has one row, which says what it is instead.
func ExampleCheckFile() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "hello")
	if err := os.WriteFile(path, []byte("#!/bin/sh\necho hi\n"), 0o755); err != nil {
		panic(err)
	}
	rows, err := verify.CheckFile(model.Contract{}, "hello", path)
	if err != nil {
		panic(err) // the file could not be read
	}
	for _, r := range rows {
		fmt.Printf("%s: want %s, found %s: %s\n", r.Promise, r.Want, r.Found, r.Status)
	}
	fmt.Println("held:", verify.Held(rows))
	// Output:
	// file: want ELF executable, found script: fail
	// held: false
}
