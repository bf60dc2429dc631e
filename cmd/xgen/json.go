package main

import (
	"encoding/json"
	"io"

	"github.com/xgen-build/xgen/emit/tree"
)

// writeJSON writes a value as indented JSON.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// jsonChange is an emitted file that differs from the definitions, as -o json shows it.
type jsonChange struct {
	Path   string `json:"path"`
	Kind   string `json:"kind"`
	Reason string `json:"reason"`
}

// jsonChanges returns changes as -o json shows them.
func jsonChanges(changes []tree.Change) []jsonChange {
	out := []jsonChange{}
	for _, ch := range changes {
		out = append(out, jsonChange{ch.Path, string(ch.Kind), differenceOf(ch)})
	}
	return out
}

// differenceOf returns in which way a file differs.
func differenceOf(ch tree.Change) string {
	if ch.Reason != "" {
		return ch.Reason
	}
	switch ch.Kind {
	case tree.Create:
		return "missing"
	case tree.Delete:
		return "no longer emitted"
	}
	return "differs"
}

// nonNil returns a list that JSON shows as [] and not as null where it is empty.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
