package flock

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func open(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func try(t *testing.T, f *os.File, how int, want bool) {
	t.Helper()
	if got, err := Try(f, how); got != want || err != nil {
		t.Errorf("got the lock: %v, %v; want %v", got, err, want)
	}
}

func TestTry(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	a, b := open(t, path), open(t, path)
	try(t, a, Shared, true)
	try(t, b, Shared, true)
	try(t, b, Exclusive, false)
	a.Close()
	try(t, b, Exclusive, true)
	try(t, open(t, path), Shared, false)
	if _, err := Try(a, Shared); err == nil {
		t.Error("a closed file was locked")
	}
}

func TestWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	holder, f := open(t, path), open(t, path)
	try(t, holder, Exclusive, true)
	asked, enough := 0, errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	err := Wait(ctx, f, Exclusive, func() {
		if asked++; asked == 3 {
			cancel(enough)
		}
	})
	if err != enough || asked != 3 {
		t.Errorf("%v after %d attempts", err, asked)
	}
	if err := Wait(t.Context(), f, Exclusive, func() { holder.Close() }); err != nil {
		t.Error(err)
	}
}

func ExampleWait() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		panic(err)
	}
	defer f.Close() // releases the lock
	if err := Wait(context.Background(), f, Exclusive, nil); err != nil {
		panic(err)
	}
	fmt.Println("locked")
	// Output: locked
}
