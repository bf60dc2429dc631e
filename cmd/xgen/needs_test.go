package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// testFiles returns the text of every test of the repository, by path.
func testFiles(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := fs.ReadFile(root, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Fatalf("only %d tests were found", len(files))
	}
	return files
}

var (
	quotedWords = regexp.MustCompile(`"([^"]*)"`)
	looksUp     = regexp.MustCompile(`(?:need\(t, |exec\.LookPath\()"([a-z-]+)"`)
	anyOf       = regexp.MustCompile(`range \[\]string\{([^}]*)\} \{\n\t+if _, err := exec\.LookPath\(`)
	asksCI      = regexp.MustCompile(`os\.Getenv\("` + `CI"\)(.{6})`)
)

// What a test looks for, make test installs; other versions of rustc come from
// rustup, which does not stand beside Debian's cargo.
func TestMakeInstallsWhatTestsLookFor(t *testing.T) {
	text, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^test:.*\n\t\$\(NEED\) (.*)$`).FindStringSubmatch(string(text))
	if line == nil {
		t.Fatal("make test installs nothing")
	}
	installed := append(strings.Fields(line[1]), "cc", "rustup") // gcc brings cc
	for name, text := range testFiles(t) {
		if strings.HasPrefix(text, "//go:build e2e") {
			continue
		}
		for _, m := range looksUp.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(installed, m[1]) {
				t.Errorf("%s looks for %s, which make test does not install", name, m[1])
			}
		}
	}
}

// What the end-to-end tests look for by name, make e2e or make test installs.
func TestMakeInstallsWhatE2ETestsLookFor(t *testing.T) {
	text, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	installed := []string{"cc", "go", "docker"} // what nothing here works without
	for _, line := range regexp.MustCompile(`(?m)^(?:test|e2e):.*\n\t\$\(NEED\) (.*)$`).FindAllStringSubmatch(string(text), -1) {
		installed = append(installed, strings.Fields(line[1])...)
	}
	for name, text := range testFiles(t) {
		for _, m := range anyOf.FindAllStringSubmatch(text, -1) {
			for _, program := range quotedWords.FindAllStringSubmatch(m[1], -1) {
				if !slices.Contains(installed, program[1]) {
					t.Errorf("%s looks for %s, which make e2e does not install", name, program[1])
				}
			}
		}
	}
}

// A system that does not package rustup is told so, before anything fails.
func TestNeedSaysWhereRustupIs(t *testing.T) {
	bin := t.TempDir()
	for name, text := range map[string]string{"apt-get": "exit 0", "apt-cache": "exit 100", "id": "echo 0"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+text+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("/bin/sh", "../../.ci/need", "rustup")
	cmd.Env = []string{"PATH=" + bin}
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "need: this system has no package rustup") {
		t.Errorf("%v\n%s", err, out)
	}
}

// A test that goes without what it looks for does so outside of CI alone, and
// everywhere by one rule: CI is set.
func TestMissingProgramsFailInCI(t *testing.T) {
	for name, text := range testFiles(t) {
		asked := asksCI.FindAllStringSubmatch(text, -1)
		for _, m := range asked {
			if m[1] != ` != ""` {
				t.Errorf("%s asks of CI%s", name, m[1])
			}
		}
		for _, m := range looksUp.FindAllStringSubmatch(text, -1) {
			if strings.Contains(text, "t.Skip") && m[1] != "rustup" && len(asked) == 0 && strings.Contains(m[0], "LookPath") {
				t.Errorf("%s goes without %s in CI too", name, m[1])
			}
		}
	}
}
