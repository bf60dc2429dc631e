package quote

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCMakeReadsTheValue asks cmake itself, where there is one; below version 4
// it is also a test of the old side of policy CMP0053.
func TestCMakeReadsTheValue(t *testing.T) {
	cmake, err := exec.LookPath("cmake")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("cmake is not installed: apt-get install cmake")
		}
		t.Skip("no cmake here: FuzzCMake's own reader alone holds the quoter")
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	var b strings.Builder
	b.WriteString("set(VAR expanded)\nset(HOME expanded)\nfile(WRITE out \"\")\n")
	for _, s := range values {
		word, err := CMake(s)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString("set(V " + word + ")\nfile(APPEND out \"${V}|\" " + word + " \"\\n\")\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "x.cmake"), []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(cmake, "-P", "x.cmake")
	cmd.Dir = dir
	if text, err := cmd.CombinedOutput(); err != nil || len(text) > 0 {
		t.Fatalf("%v\n%s", err, text)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for i, s := range values {
		if want := s + "|" + s; lines[i] != want {
			t.Errorf("got %q, want %q", lines[i], want)
		}
	}
}

// cmakeArgument reads a quoted argument by cmake-language(7); it is the
// reader for the fuzzer, which cannot start a cmake each time.
func cmakeArgument(word string) (value string, ok bool) {
	body, ok := strings.CutPrefix(word, `"`)
	if !ok {
		return "", false
	}
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		switch c := body[i]; c {
		case '"':
			return b.String(), i == len(body)-1
		case '$', '@':
			return "", false // may be a reference
		case '\\':
			i++
			if i == len(body) || !strings.ContainsRune(`"\$@`, rune(body[i])) {
				return "", false
			}
			b.WriteByte(body[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

func FuzzCMake(f *testing.F) {
	fuzz(f, CMake, func(t testing.TB, s string) {
		word, _ := CMake(s)
		if got, ok := cmakeArgument(word); !ok || got != s {
			t.Errorf("CMake(%q) = %s reads as %q, %v", s, word, got, ok)
		}
	})
}
