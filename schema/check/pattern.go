package check

import (
	"regexp"
	"sync"

	"cuelang.org/go/cue"
)

// matcher reports whether a string fits a constraint of the definitions.
type matcher func(text string) bool

// matcherOf returns what a constraint that holds nothing but regular expressions
// means: =~"…" that a string must match, !~"…" that it must not, and several of
// them joined by &. ok is false for any other constraint.
func matcherOf(constraint cue.Value) (fits matcher, ok bool) {
	switch op, args := cue.Dereference(constraint).Expr(); op {
	case cue.AndOp:
		return allOf(args)
	case cue.RegexMatchOp, cue.NotRegexMatchOp:
		text, err := args[0].String()
		compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
		return func(s string) bool { return compiled().MatchString(s) == (op == cue.RegexMatchOp) }, err == nil
	}
	return nil, false
}

func allOf(constraints []cue.Value) (matcher, bool) {
	var all []matcher
	for _, c := range constraints {
		fits, ok := matcherOf(c)
		if !ok {
			return nil, false
		}
		all = append(all, fits)
	}
	return func(s string) bool {
		for _, fits := range all {
			if !fits(s) {
				return false
			}
		}
		return true
	}, true
}
