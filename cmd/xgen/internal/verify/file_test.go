//go:build unix

package verify

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestCheckFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hello")
	if err := os.WriteFile(path, goodARM().build(), 0o755); err != nil {
		t.Fatal(err)
	}
	rows, err := CheckFile(armContract(), "hello", path)
	if err != nil || len(rows) != 11 || !Held(rows) {
		t.Errorf("%+v, %v", rows, err)
	}
}

// Anything but a regular ELF file is refused unopened, and named.
func TestUnfitFiles(t *testing.T) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	good := filepath.Join(dir, "good")
	must(os.WriteFile(good, goodARM().build(), 0o755))
	kinds := map[string]func(path string) error{
		"missing":    func(string) error { return nil },
		"empty file": func(path string) error { return os.WriteFile(path, nil, 0o755) },
		"script":     func(path string) error { return os.WriteFile(path, []byte("#!/bin/sh\n"), 0o755) },
		"neither an ELF file nor a Windows program": func(path string) error { return os.WriteFile(path, []byte("hello"), 0o755) },
		"folder":        func(path string) error { return os.Mkdir(path, 0o755) },
		"symbolic link": func(path string) error { return os.Symlink(good, path) },
		"named pipe":    func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"socket": func(path string) error {
			l, err := net.Listen("unix", path)
			if err == nil {
				t.Cleanup(func() { l.Close() })
			}
			return err
		},
	}
	for found, create := range kinds {
		path := filepath.Join(dir, found)
		must(create(path))
		rows, err := CheckFile(armContract(), "hello", path)
		if err != nil || len(rows) != 1 || rows[0].Found != found || rows[0].Status != Failed || rows[0].Promise != "file" {
			t.Errorf("%s: %+v, %v", found, rows, err)
		}
	}
	if rows, err := CheckFile(armContract(), "null", "/dev/null"); err != nil || rows[0].Found != "device" {
		t.Errorf("%+v, %v", rows, err)
	}
}

// The records of a build are regular files of a size that is read; a sparse one
// is as large as it says.
func TestRow62Records(t *testing.T) {
	dir := t.TempDir()
	for found, create := range map[string]func(path string) error{
		"exported no ":             func(string) error { return nil },
		"exported a named pipe as": func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"more than 64 MiB":         func(path string) error { return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 1<<40)) },
		"exported a folder as":     func(path string) error { return os.Mkdir(path, 0o755) },
		"no JSON object":           func(path string) error { return os.WriteFile(path, []byte("[]"), 0o600) },
	} {
		path := filepath.Join(dir, found)
		if err := create(path); err != nil {
			t.Fatal(err)
		}
		bounded(t, found, maxReport, func() {
			_, err := ReadReport(path)
			_, err2 := ReadTests(path, 10)
			for _, err := range []error{err, err2} {
				if err == nil || !strings.Contains(err.Error(), found) {
					t.Errorf("%v, want %s", err, found)
				}
			}
		})
	}
}

// A file that cannot be looked at is no verdict.
func TestUnreadable(t *testing.T) {
	good := filepath.Join(t.TempDir(), "good")
	if err := os.WriteFile(good, goodARM().build(), 0o755); err != nil {
		t.Fatal(err)
	}
	if rows, err := CheckFile(armContract(), "hello", filepath.Join(good, "below")); err == nil {
		t.Errorf("%+v", rows)
	}
}

func TestSizes(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 999: "999 bytes", 1000: "1 kB", 1234: "1.23 kB", 611_996: "612 kB",
		99_960: "100 kB", 999_499: "999 kB", 999_500: "1 MB", 57_300_000: "57.3 MB", 5_000_000_000: "5000 MB",
	} {
		if got := size(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int64]string{
		2 << 20: "2 MiB", 2e6: "2 MB", 600 << 10: "600 KiB", 600_000: "600 kB", 1023: "1023 bytes", 123_457: "123457 bytes",
	} {
		if got := budget(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
