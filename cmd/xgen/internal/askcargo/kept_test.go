package askcargo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/panics"
)

// An answer is asked for once, until something that it depends on is another.
func TestKept(t *testing.T) {
	c, bin := fakeCargo(t, "echo >>$here/times; echo answer")
	asked := 0
	again := func(what string, q cargo.Question, want int) {
		t.Helper()
		next := &Cargo{Context: c.Context, Root: c.Root, Kept: c.Kept, Env: c.Env}
		said, err := next.Ask(q)
		if err != nil || string(said) != "answer\n" {
			t.Errorf("%s: %q, %v", what, said, err)
		}
		now := count(t, filepath.Join(bin, "times"))
		if now-asked != want {
			t.Errorf("%s: cargo was started %d times, want %d", what, now-asked, want)
		}
		asked = now
	}
	q := cargo.Question{Manifest: "Cargo.toml", Args: []string{"tree"}, State: "a"}
	again("first", q, 1)
	again("second", q, 0)
	q.State = "b"
	again("another state", q, 1)
	q.Args = []string{"tree", "--locked"}
	again("other arguments", q, 1)
	q.Nightly = true
	again("a nightly", q, 1)
	q.Overrides = []cargo.Override{{Key: "k", Value: "1"}}
	again("a setting", q, 1)
	q.Manifest = "other/Cargo.toml"
	again("another manifest", q, 1)
	again("the same", q, 0)
	files, _ := os.ReadDir(c.Kept)
	for _, f := range files {
		write(t, filepath.Join(c.Kept, f.Name()), "broken")
	}
	again("broken", q, 1)
	again("mended", q, 0)
	late := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(bin, "cargo"), late, late); err != nil {
		t.Fatal(err)
	}
	again("another cargo", q, 1)
	c.Kept = ""
	again("nowhere to keep it", q, 1)
	c.Kept = filepath.Join(bin, "cargo")
	again("no folder", q, 1)
}

// That there is no answer may be another the next time.
func TestSilenceIsNotKept(t *testing.T) {
	c, bin := fakeCargo(t, "echo >>$here/times; exit 1")
	for range 2 {
		if _, err := c.Ask(cargo.Question{}); err == nil {
			t.Error("no error")
		}
	}
	if n := count(t, filepath.Join(bin, "times")); n != 2 {
		t.Errorf("it was started %d times", n)
	}
}

// What cargo refuses of the project alone is kept like an answer, in words that name no
// folder outside of it; what a file may mend is not.
func TestRefusalsKept(t *testing.T) {
	for words, want := range map[string]int{"found duplicate binary": 1, "can't find library": 2} {
		c, bin := fakeCargo(t, `if [ "$1" = --version ]; then echo "cargo 1.95.0 (f2d3ce0bd 2026-03-21)"; exit; fi
echo >>$here/times
for last; do :; done
printf 'error: failed to parse manifest at \140%s\140\n' "$last" >&2
echo "  `+words+`" >&2
echo " --> ${last#/}:3:4" >&2
exit 101`)
		for range 2 {
			next := &Cargo{Context: c.Context, Root: c.Root, Kept: c.Kept, Env: c.Env}
			_, err := next.Ask(cargo.Question{Manifest: "Cargo.toml", State: "a"})
			var s *cargo.Silence
			if !errors.As(err, &s) || s.Release != "1.95.0" {
				t.Fatalf("%s: %v", words, err)
			}
			r, ok := s.Manifest()
			if !ok || r != (cargo.Refusal{File: "Cargo.toml", Line: 3, Col: 4, Why: words}) {
				t.Errorf("%s: %+v", words, r)
			}
		}
		if n := count(t, filepath.Join(bin, "times")); n != want {
			t.Errorf("%s: it was started %d times, want %d", words, n, want)
		}
	}
}

// The answers that were used last are kept, and not more than some.
func TestNumberKept(t *testing.T) {
	dir := t.TempDir()
	old := time.Now().Add(-time.Hour)
	for i := range maxKept + 5 {
		path := filepath.Join(dir, fmt.Sprint("old", i))
		write(t, path, "x")
		if err := os.Chtimes(path, old, old.Add(time.Duration(i)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	answers(dir).put("new", []byte("answer"))
	files, _ := os.ReadDir(dir)
	_, oldest := os.Stat(filepath.Join(dir, "old0"))
	_, youngest := os.Stat(filepath.Join(dir, fmt.Sprint("old", maxKept+4)))
	if said, ok := answers(dir).get("new"); len(files) != maxKept || !ok || string(said) != "answer" || oldest == nil || youngest != nil {
		t.Errorf("%d are kept; %q, %v, %v", len(files), said, oldest, youngest)
	}
}

// Many may keep the same answer at once, and read it meanwhile.
func TestKeptAtOnce(t *testing.T) {
	dir := answers(t.TempDir())
	var g panics.Group
	for i := range 50 {
		g.Go(func() error {
			dir.put("a", []byte("the answer"))
			if said, ok := dir.get("a"); !ok || string(said) != "the answer" {
				return fmt.Errorf("%d reads %q", i, said)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Error(err)
	}
	if files, _ := os.ReadDir(string(dir)); len(files) != 1 {
		t.Errorf("%d files are left", len(files))
	}
}
