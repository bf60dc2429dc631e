package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/errors"
)

// messageOf is CUE's message in one line, with what it wraps and without paths.
func messageOf(e errors.Error) string {
	var parts []string
	for e := error(e); e != nil; e = errors.Unwrap(e) {
		own, ok := e.(errors.Error)
		if !ok {
			break
		}
		format, args := own.Msg()
		if msg := fmt.Sprintf(format, args...); msg != "" && !slices.Contains(parts, msg) {
			parts = append(parts, msg)
		}
	}
	msg := ofSchema.ReplaceAllString(strings.Join(parts, ": "), "")
	return strings.Join(strings.Fields(msg), " ")
}

var ofSchema = regexp.MustCompile(`#(Project|User)([.]|: *)`)

// pathText is a path of CUE's as messages show it: flags.x.c[0].
func pathText(path []string) string {
	out := ""
	for _, label := range path {
		if _, err := strconv.Atoi(label); err == nil {
			out += "[" + label + "]"
			continue
		}
		if name, err := strconv.Unquote(label); err == nil {
			label = name
		}
		if label != "#Project" && label != "#User" {
			out = join(out, label)
		}
	}
	return out
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func sortedFields(s *shape) []string {
	names := make([]string, 0, len(s.fields))
	for n := range s.fields {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// show renders a value for a message, shortened.
func show(v cue.Value) string {
	text := strings.Join(strings.Fields(fmt.Sprint(v)), " ")
	if text == "" || v.IncompleteKind() == cue.StructKind {
		return kindWord(v.IncompleteKind())
	}
	return shorten(text)
}

func shorten(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return text
}
