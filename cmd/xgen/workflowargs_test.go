package main

import (
	"testing"

	"github.com/alecthomas/kong"

	"github.com/xgen-build/xgen/schema/lint"
)

// What vet knows of xgen run's flags is what the command has.
func TestRunFlags(t *testing.T) {
	parser, err := kong.New(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	context, err := parser.Parse([]string{"run"})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, flag := range context.Flags() {
		names := []string{"--" + flag.Name}
		if flag.Short != 0 {
			names = append(names, "-"+string(flag.Short))
		}
		for _, name := range names {
			known[name] = true
			if f, ok := lint.RunFlags[name]; !ok || f.Value == flag.IsBool() {
				t.Errorf("%s: %+v, %v, and it takes a value: %v", name, f, ok, !flag.IsBool())
			}
		}
	}
	for name := range lint.RunFlags {
		if !known[name] {
			t.Errorf("xgen run has no %s", name)
		}
	}
}
