//go:build e2e

package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
)

// machineLine says what was measured on.
func machineLine(t *testing.T) string {
	t.Helper()
	model := procValue(t, "/proc/cpuinfo", "model name")
	var kB int
	if _, err := fmt.Sscan(procValue(t, "/proc/meminfo", "MemTotal"), &kB); err != nil {
		t.Fatalf("/proc/meminfo: %v", err)
	}
	return fmt.Sprintf("%d cores (%s), %d GB of memory, %s", runtime.NumCPU(), model, (kB+500_000)/1_000_000, runtime.GOOS)
}

// procValue is the first value of a name in a file of /proc.
func procValue(t *testing.T, file, name string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	t.Fatalf("%s does not say its %s", file, name)
	return ""
}
