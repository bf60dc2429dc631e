package main

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// testdata/faults.md is the key to the numbers in the names and comments of
// tests: each has a line there, which names tests that exist.

var (
	testFunc  = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w*)\(`)
	caseName  = regexp.MustCompile(`"(Row\d+\w+)"`) // of a subtest, in a table
	numberIn  = regexp.MustCompile(`Row(\d+)`)
	numberOf  = regexp.MustCompile(`^row(\d+)(?:_(\d+)_)?`)           // of a file
	inArchive = regexp.MustCompile(`(?m)^-- row(\d+)`)                // a file of a script
	inComment = regexp.MustCompile(`(?m)(?://|^#).*\b[Rr]ow (\d+)\b`) // of a test or a script
	faultLine = regexp.MustCompile(`(?m)^\| (\d+) \| (.*) \| (.*) \| (.*) \|$`)
	codeWords = regexp.MustCompile("`([^`]+)`")
)

// tests are the names of tests in the repository, and the numbers in them, each
// with a place that uses it.
type tests struct {
	names   map[string]bool
	numbers map[int]string
}

func (s tests) use(number, where string) {
	if n, err := strconv.Atoi(number); err == nil {
		s.numbers[n] = where
	}
}

func (s tests) read(name, text string) {
	base := path.Base(name)
	s.names[base] = true
	for _, number := range numberOf.FindStringSubmatch(base) {
		s.use(number, name)
	}
	for _, m := range append(inComment.FindAllStringSubmatch(text, -1), inArchive.FindAllStringSubmatch(text, -1)...) {
		s.use(m[1], name)
	}
	for _, m := range append(testFunc.FindAllStringSubmatch(text, -1), caseName.FindAllStringSubmatch(text, -1)...) {
		s.names[m[1]] = true
		for _, number := range numberIn.FindAllStringSubmatch(m[1], -1) {
			s.use(number[1], name+": "+m[1])
		}
	}
}

func findTests(t *testing.T) tests {
	t.Helper()
	s := tests{map[string]bool{}, map[int]string{}}
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, "_test.go") && !strings.HasPrefix(name, "testdata/script/") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		s.read(name, string(text))
		return err
	})
	if err != nil || len(s.numbers) < 50 {
		t.Fatalf("%d numbers were found: %v", len(s.numbers), err)
	}
	return s
}

func TestFaultsAreListed(t *testing.T) {
	found := findTests(t)
	page, err := os.ReadFile("../../testdata/faults.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[int]bool{}
	for _, line := range faultLine.FindAllStringSubmatch(string(page), -1) {
		n, _ := strconv.Atoi(line[1])
		if listed[n] {
			t.Errorf("%d has two lines", n)
		}
		listed[n] = true
		words := codeWords.FindAllStringSubmatch(line[4], -1)
		if len(words) == 0 {
			t.Errorf("%d names no test", n)
		}
		for _, word := range words {
			if !found.names[word[1]] {
				t.Errorf("%d names %s, and there is no such test", n, word[1])
			}
		}
		if found.numbers[n] == "" {
			t.Errorf("%d is in no test's name and in no test's comment", n)
		}
	}
	for n, where := range found.numbers {
		if !listed[n] {
			t.Errorf("%d has no line: %s uses it", n, where)
		}
	}
}
