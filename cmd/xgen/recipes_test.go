package main

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// CONTRIBUTING walks through five changes, each by something that the repository
// has, and lists the files that it is written in. Here the lists are held against
// the repository: what names the thing is in the list, and all that is in the list
// names it.

// recipes says how a file names what a recipe shows, comments left out.
var recipes = map[string]*regexp.Regexp{
	"A triple: `s390x-unknown-linux-musl`": regexp.MustCompile(`s390x-unknown-linux-musl|"s390x": \{cpu|"s390x big"`),
	"A field: `contract.max-size`":         regexp.MustCompile(`\bMaxSize\b|"max-size"|\bmax-size\b`),
	"A check: `pages`":                     regexp.MustCompile(`\bpageSizes\b|rule\.Error\("pages"|^\| .pages. \|`),
	"An artifact: `docker-bake.hcl`":       regexp.MustCompile(`\bbakeFile\b|docker-bake\.hcl`),
	"A kind of toolchain: `zig`":           regexp.MustCompile(`(?i)\bzig\b|\bzigKind\b|\bSHA256 +\*model\.Value`),
}

// recipeFiles are those that a recipe may list: what is written by hand or made by
// make golden from it. Tests and what only uses xgen are left out.
func recipeFiles(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := fs.WalkDir(os.DirFS("../.."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && (strings.HasPrefix(d.Name(), ".") || within(name, "bin", "dist", "testdata", "xgen", "docs")) || name == "emit/tree/testdata" {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.Contains(".go .cue .json .tmpl .sh", path.Ext(name)) || path.Ext(name) == "" || strings.HasSuffix(name, "_test.go") || name == "targets.cue" {
			return nil
		}
		data, err := os.ReadFile(path.Join("../..", name))
		out[name] = slices.DeleteFunc(strings.Split(string(data), "\n"), isComment)
		return err
	})
	if err != nil || len(out) < 200 {
		t.Fatalf("%v, %d files", err, len(out))
	}
	return out
}

func isComment(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "//") || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "{{- /*")
}

func TestRecipesAreTrue(t *testing.T) {
	page, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	files := recipeFiles(t)
	for title, names := range recipes {
		listed := listedIn(string(page), title)
		if len(listed) == 0 {
			t.Errorf("CONTRIBUTING.md has no list below %q", title)
		}
		for name, lines := range files {
			if slices.ContainsFunc(lines, names.MatchString) != slices.Contains(listed, name) {
				t.Errorf("%s: %s: it is in one of the list and the repository", title, name)
			}
		}
		for _, name := range listed {
			if files[name] == nil {
				t.Errorf("%s: there is no file %s", title, name)
			}
		}
	}
}

// listedIn are the files that the items of a list begin with, below a heading.
func listedIn(page, title string) (out []string) {
	_, section, _ := strings.Cut(page, "\n### "+title+"\n")
	section, _, _ = strings.Cut(section, "\n### ")
	section, _, _ = strings.Cut(section, "\n## ")
	inList := false // the files of an item may go on in the next line
	for line := range strings.Lines(section) {
		item, begins := strings.CutPrefix(line, "- ")
		before, _, ended := strings.Cut(item, ": ")
		inList = begins || inList && strings.HasPrefix(line, "  ")
		if !inList {
			continue
		}
		inList, item = !ended, before
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(item, -1) {
			out = append(out, m[1])
		}
	}
	return out
}
