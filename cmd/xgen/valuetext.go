package main

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

func costText(c model.Cost) string {
	return fmt.Sprintf("%.0f ns, %.1f times that of 32 bits", c.Bits64, c.Bits64/c.Bits32)
}

// patchText describes what a patch changes and which crates it adds.
func patchText(change model.Patch) string {
	text := change.Crate + " " + strings.Join(change.Versions, ", ") + ": " + strings.Join(change.Files, ", ")
	for _, c := range change.Adds {
		text += "; adds " + c.Name + " " + c.Version
	}
	return text
}

// libraryText describes how a library is built, and which ones are built
// before it.
func libraryText(l model.Library) string {
	if !l.Built() {
		return strings.Join(append([]string{string(l.Kind)}, l.Packages...), " ")
	}
	words := append([]string{string(l.Kind), l.Source.String()}, strings.Fields(l.Platform)...)
	text := strings.Join(append(words, l.Arguments()...), " ")
	if len(l.Needs.V) > 0 {
		text += ", after " + strings.Join(l.Needs.V, ", ")
	}
	return text
}

// toolText describes where a tool comes from, and which variable holds its
// path.
func toolText(tool model.Tool) string {
	var from []string
	for _, h := range tool.Hosts {
		from = append(from, h.Host+": "+h.Source.String())
	}
	text := strings.Join(from, ", ")
	if tool.Env != "" {
		text = tool.Env + " = " + text
	}
	return text
}
