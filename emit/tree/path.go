package tree

import (
	"io/fs"
	"path/filepath"
	"strings"
	"unicode"
)

// shared are the folders outside the output folder in which xgen emits files.
// A manifest may name no path outside of these: whoever can edit a manifest
// could otherwise make xgen remove any file of the project.
var shared = []string{".github/workflows", "cue.mod/pkg/github.com/xgen-build"}

// CheckOutput returns a *PathError where a folder cannot hold the emitted
// files.
func CheckOutput(output string) error {
	if why := badPath(output); why != "" {
		return &PathError{output, why}
	}
	first, _, _ := strings.Cut(output, "/")
	for _, dir := range shared {
		if top, _, _ := strings.Cut(dir, "/"); strings.EqualFold(first, top) {
			return &PathError{output, first + " holds other files"}
		}
	}
	return nil
}

// badPath returns why a path cannot be one in the project; "" if it can.
func badPath(name string) string {
	switch {
	case name == "." || !fs.ValidPath(name) || !filepath.IsLocal(filepath.FromSlash(name)):
		return "it is no path below the project's root"
	case strings.ContainsAny(name, `\:`):
		return `it holds \ or :`
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) }):
		return "it holds an unprintable character"
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.EqualFold(part, ".git") || strings.EqualFold(part, "git~1") {
			return "it lies in git's own folder"
		}
		if isTemp(part) {
			return "its name is that of a temporary file"
		}
	}
	return ""
}

// emittable returns why xgen cannot have emitted a path; "" if it can.
func emittable(output, name string) string {
	if why := badPath(name); why != "" {
		return why
	}
	for _, dir := range append([]string{output}, shared...) {
		if strings.HasPrefix(name, dir+"/") {
			return ""
		}
	}
	return "xgen emits no files there"
}
