package main

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
)

// Bounds of what is printed of tests that did not pass. All of it is in -o json,
// and what the programs printed in the log.
const (
	maxBroken = 10
	maxOutput = 30 // lines of each
)

// brokenTests prints the tests that did not pass, each with its output.
func (a *app) brokenTests(programs []verify.Program) {
	shown, left := 0, 0
	for _, p := range programs {
		for _, t := range p.Broken() {
			if shown == maxBroken {
				left++
				continue
			}
			shown++
			fmt.Fprintf(a.Out, "%s: %s (%s of %s)\n", t.Outcome, term.Clean(t.Name), p.Source, p.Package)
			a.testOutput(t.Output)
		}
		a.testOutput(p.Stderr)
	}
	if left > 0 {
		fmt.Fprintf(a.Out, "… and %d more: -o json has all\n", left)
	}
}

func (a *app) testOutput(output string) {
	if output == "" {
		return
	}
	lines := strings.Split(output, "\n")
	for _, line := range lines[:min(len(lines), maxOutput)] {
		fmt.Fprintf(a.Out, "  | %s\n", term.Clean(line))
	}
	if n := len(lines) - maxOutput; n > 0 {
		fmt.Fprintf(a.Out, "  … %d more lines: -o json has all\n", n)
	}
}
