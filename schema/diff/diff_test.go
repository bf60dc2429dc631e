package diff

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

const good = `diff --git a/src/lib.rs b/src/lib.rs
index 1111111..2222222 100644
--- a/src/lib.rs	2026-01-01 00:00:00.000000000 +0000
+++ b/src/lib.rs	2026-01-01 00:00:00.000000000 +0000
@@ -1,3 +1,4 @@ mod a
 one
-two
+TWO
+2
 three
--- a/Cargo.toml
+++ b/Cargo.toml
@@ -7 +7 @@
-a
+b
`

func TestParse(t *testing.T) {
	d, err := Parse("x.diff", []byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Cargo.toml", "src/lib.rs"}; !slices.Equal(d.Files, want) {
		t.Errorf("files are %q, want %q", d.Files, want)
	}
	want := "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1,3 +1,4 @@ mod a\n one\n-two\n+TWO\n+2\n three\n" +
		"--- a/Cargo.toml\n+++ b/Cargo.toml\n@@ -7,1 +7,1 @@\n-a\n+b\n"
	if d.Text != want {
		t.Errorf("text is\n%s", d.Text)
	}
	again, err := Parse("x.diff", []byte(d.Text))
	if err != nil || again.Text != d.Text {
		t.Errorf("its own text gives %v, %v", again, err)
	}
}

// TestLineEnds: a checkout may have turned every line's end.
func TestLineEnds(t *testing.T) {
	plain, _ := Parse("x.diff", []byte(good))
	turned, err := Parse("x.diff", []byte(strings.ReplaceAll(good, "\n", "\r\n")))
	if err != nil || turned.Text != plain.Text {
		t.Errorf("CRLF gives %v, %v", turned, err)
	}
	own := "--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\r\n+b\r\n"
	if d, err := Parse("x.diff", []byte(own)); err != nil || d.Text != own {
		t.Errorf("a file of CRLF lines gives %v, %v", d, err)
	}
}

// TestMissingFile: diff -N names a file that is not there by its time.
func TestMissingFile(t *testing.T) {
	const epoch = "\t1970-01-01 01:00:00.000000000 +0100\n"
	d, err := Parse("x.diff", []byte("--- a/old\t2026-01-01 00:00:00.000000000 +0000\n+++ b/old"+epoch+"@@ -1 +0,0 @@\n-x\n"+
		"--- a/new"+epoch+"+++ b/new\n@@ -0,0 +1 @@\n+x\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "--- a/old\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n--- /dev/null\n+++ b/new\n@@ -0,0 +1,1 @@\n+x\n"; d.Text != want {
		t.Errorf("text is\n%s", d.Text)
	}
}

// TestRow25 holds what a diff may not be.
func TestRow25(t *testing.T) {
	const head = "--- a/x\n+++ b/x\n"
	for what, c := range map[string]struct {
		text string
		line int
		want string
	}{
		"nothing":      {"", 1, "holds no change"},
		"dots":         {"--- a/../x\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n", 1, "leads out of the source"},
		"inner dots":   {"--- a/s/../../x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", 1, "leads out of the source"},
		"absolute":     {"--- /etc/passwd\n+++ /etc/passwd\n@@ -1 +1 @@\n-a\n+b\n", 1, "does not begin with a/"},
		"absolute two": {"--- a//etc/passwd\n+++ b//etc/passwd\n@@ -1 +1 @@\n-a\n+b\n", 1, "want a letter, a digit or _ first"},
		"hidden":       {"--- a/.gitignore\n+++ b/.gitignore\n@@ -1 +1 @@\n-a\n+b\n", 1, "want a letter, a digit or _ first, and behind it these and any of .+/-"},
		"link":         {"diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+/etc\n", 2, "makes a link"},
		"mode":         {"diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", 2, "changes a mode"},
		"rename":       {"diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n", 2, "renames a file"},
		"binary":       {"diff --git a/x b/x\nGIT binary patch\n", 2, "changes a binary file"},
		"ed script":    {"1d\n", 1, "ed scripts and prose are refused"},
		"ed in a diff": {"diff -e a/x b/x\n1,2c\n.\nw\n", 2, "ed scripts and prose are refused"},
		"prose":        {"Please apply this.\n" + head + "@@ -1 +1 @@\n-a\n+b\n", 1, "ed scripts and prose are refused"},
		"a mail":       {"From 0123 Mon Sep 17 00:00:00 2001\nSubject: x\n" + head + "@@ -1 +1 @@\n-a\n+b\n", 1, "as git format-patch makes it: keep what git diff prints"},
		"its end":      {head + "@@ -1 +1 @@\n-a\n+b\n-- \n2.39.5\n", 6, "as git format-patch makes it"},
		"prose behind": {head + "@@ -1 +1 @@\n-a\n+b\n and more\n", 6, "ed scripts and prose are refused"},
		"long hunk":    {head + "@@ -1 +1 @@\n-a\n+b\n+c\n", 6, "ed scripts and prose are refused"},
		"wrong hunk":   {head + "@@ -1,2 +1 @@\n-a\n+b\n+c\n", 6, "one line more"},
		"cut":          {head + "@@ -1,3 +1,3 @@\n-a\n+b\n", 5, "ends in the middle of a change"},
		"escape":       {head + "@@ -1 +1 @@\n-a\n+\x1b[2J\n", 5, "holds a control character"},
		"bidi":         {head + "@@ -1 +1 @@\n-a\n+\u202e\n", 5, "holds a bidirectional control"},
		"blank":        {"--- a/x y\n+++ b/x y\n@@ -1 +1 @@\n-a\n+b\n", 1, "want a letter, a digit or _ first"},
		"no hunk":      {"--- a/x\n+++ b/x\n--- a/y\n+++ b/y\n", 3, "want a line that begins with"},
		"half":         {"--- a/x\n", 1, "ends in the middle"},
		"other name":   {"--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n", 2, "renames x to y"},
		"hunk alone":   {"@@ -1 +1 @@\n-a\n+b\n", 1, "ed scripts and prose"},
		"empty file":   {"diff --git a/x b/x\nnew file mode 100644\nindex 000..111\n", 3, "makes or removes an empty file"},
		"empty first":  {"diff --git a/y b/y\ndeleted file mode 100644\ndiff --git a/x b/x\n" + head + "@@ -1 +1 @@\n-a\n+b\n", 3, "makes or removes an empty file"},
		"twice":        {head + "@@ -1 +1 @@\n-a\n+b\n" + head + "@@ -9 +9 @@\n-a\n+b\n", 1, "changed in two places"},
	} {
		_, err := Parse("x.diff", []byte(c.text))
		var d model.Diagnostic
		if !errors.As(err, &d) || d.Pos != (model.Pos{File: "x.diff", Line: c.line, Col: 1}) || !strings.Contains(d.Message, c.want) {
			t.Errorf("%s gives %v, want %d: … %s", what, err, c.line, c.want)
		}
	}
}

// FuzzParse: what is accepted touches only what it says, by patch's own word,
// and the memory that a diff takes is in proportion to its length.
func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add("--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+x\n")
	f.Add("--- a/x\n+++ b/x\n@@ -1,999999999 +1,999999999 @@\n x\n")
	var many strings.Builder
	for i := range 2000 { // each took a copy of all before it
		fmt.Fprintf(&many, "--- a/%d\n+++ b/%d\n@@ -1 +1 @@\n-%s\n+y\n", i, i, strings.Repeat("x", 200))
	}
	f.Add(many.String())
	f.Fuzz(func(t *testing.T, text string) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		d, err := Parse("x.diff", []byte(text))
		runtime.ReadMemStats(&after)
		if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 1<<20+uint64(len(text))<<10 {
			t.Fatalf("%d bytes took %d bytes of memory", len(text), bytes)
		}
		if err != nil {
			return
		}
		again, err := Parse("x.diff", []byte(d.Text))
		if err != nil || again.Text != d.Text || !slices.Equal(again.Files, d.Files) {
			t.Fatalf("%q is written as %q, which gives %v, %v", text, d.Text, again, err)
		}
	})
}

// TestPatchReadsIt: patch(1) does what the diff says.
func TestPatchReadsIt(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("patch is not installed")
		}
		t.Skip("patch is not installed")
	}
	d, err := Parse("x.diff", []byte("diff --git a/new b/new\nnew file mode 100644\n--- /dev/null\n+++ b/new\n@@ -0,0 +1,2 @@\n+x\n+y\n\\ No newline at end of file\n"+good))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("src/lib.rs", "one\ntwo\nthree\n")
	write("Cargo.toml", "1\n2\n3\n4\n5\n6\na\n")
	cmd := exec.Command(patch, "-p1", "--fuzz=0", "--batch")
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(d.Text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, want := range map[string]string{"new": "x\ny", "src/lib.rs": "one\nTWO\n2\nthree\n", "Cargo.toml": "1\n2\n3\n4\n5\n6\nb\n"} {
		if got, _ := os.ReadFile(filepath.Join(dir, name)); string(got) != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
