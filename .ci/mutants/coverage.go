package main

import (
	"fmt"
	"os"
	"path"
	"strings"
)

// coverage says which lines of which file some test runs.
type coverage map[string]map[int]bool

// holds reports whether a line is run. A line that the profile does not speak
// of, a declaration, counts as run.
func (c coverage) holds(file string, line int) bool {
	run, known := c[path.Base(file)][line]
	return run || !known
}

// readCoverage reads a profile of one package: lines "…/file.go:3.14,5.2 1 7",
// from line 3 to line 5, one statement, run 7 times.
func readCoverage(name string) (coverage, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	all := coverage{}
	for line := range strings.Lines(string(text)) {
		file, block, ok := strings.Cut(line, ".go:")
		var first, last, col, statements, count int
		if !ok {
			continue
		}
		if _, err := fmt.Sscanf(block, "%d.%d,%d.%d %d %d", &first, &col, &last, &col, &statements, &count); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", name, line, err)
		}
		base := path.Base(file) + ".go"
		if all[base] == nil {
			all[base] = map[int]bool{}
		}
		for n := first; n <= last; n++ {
			all[base][n] = all[base][n] || count > 0
		}
	}
	return all, nil
}
