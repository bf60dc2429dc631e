package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// readAccepted reads the survivors that are accepted: a line each of package,
// function, change and reason with " | " between them; lines that begin with #
// are comments. An entry that no mutant of these packages has any more is an
// error: the line that it spoke of is gone.
func readAccepted(name string, packages []string, all []mutant) (map[string]bool, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for _, m := range all {
		there[m.key()] = true
	}
	known := map[string]bool{}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, " | ")
		if len(fields) < 4 || strings.TrimSpace(fields[len(fields)-1]) == "" {
			return nil, fmt.Errorf("%s:%d: write: package | function | change | reason", name, n)
		}
		if !slices.Contains(packages, fields[0]) {
			continue
		}
		key := strings.Join(fields[:len(fields)-1], " | ")
		if !there[key] {
			return nil, fmt.Errorf("%s:%d: there is no such mutant any more: delete the line", name, n)
		}
		known[key] = true
	}
	return known, nil
}
