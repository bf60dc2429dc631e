package askcargo

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/cargo"
)

// write writes a file of a test; a script may be run.
func write(t *testing.T, path, text string) {
	t.Helper()
	mode := os.FileMode(0o644)
	if strings.HasPrefix(text, "#!") {
		mode = 0o755
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// fakeCargo is a shell script in the place of cargo, and who asks it. The script
// finds its folder in $0.
func fakeCargo(t *testing.T, script string) (*Cargo, string) {
	t.Helper()
	bin := t.TempDir()
	write(t, filepath.Join(bin, "cargo"), "#!/bin/sh\nhere=${0%/*}\n"+script+"\n")
	return asking(t, t.TempDir(), map[string]string{"PATH": bin + ":/usr/bin:/bin"}), bin
}

// asking is who asks about a project, in an environment of these variables alone.
func asking(t *testing.T, root string, env map[string]string) *Cargo {
	return &Cargo{Context: t.Context(), Root: root, Kept: t.TempDir(), Env: func(name string) string { return env[name] }}
}

// reason is why there is no answer, "" where there is one.
func reason(err error) cargo.Reason {
	var s *cargo.Silence
	if errors.As(err, &s) {
		return s.Reason
	}
	return ""
}

func count(t *testing.T, path string) int {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return strings.Count(string(data), "\n")
}
