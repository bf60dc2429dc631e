package check

import (
	"fmt"
	"strings"

	"cuelang.org/go/cue"
)

func orList(words []string) string { return listed(words, " or ") }

func andList(words []string) string { return listed(words, " and ") }

func listed(words []string, join string) string {
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + join + words[last]
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

func kindWord(k cue.Kind) string {
	switch k {
	case cue.StringKind:
		return "a string"
	case cue.BoolKind:
		return "true or false"
	case cue.IntKind:
		return "a whole number"
	case cue.ListKind:
		return "a list"
	case cue.StructKind:
		return "a struct"
	}
	var words []string
	for _, one := range []cue.Kind{cue.StringKind, cue.BoolKind, cue.IntKind, cue.ListKind, cue.StructKind} {
		if k&one != 0 && k != cue.TopKind {
			words = append(words, kindWord(one))
		}
	}
	if len(words) == 0 {
		return "a value"
	}
	return orList(words)
}
