package check

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue/errors"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// messageOf returns CUE's message in one line, with what it wraps and without paths.
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

var ofSchema = lazyregexp.New(`#(Project|Machine)([.]|: *)`)

func isFieldNotAllowed(e errors.Error) bool {
	return strings.Contains(messageOf(e), "field not allowed")
}

func isEmptyDisjunction(e errors.Error) bool {
	return strings.Contains(messageOf(e), "in empty disjunction")
}

func isConflict(e errors.Error) bool {
	msg := messageOf(e)
	return strings.Contains(msg, "conflicting values") || strings.Contains(msg, "incompatible list lengths")
}

// conflicting are the two values of a conflict as CUE writes them.
func conflicting(e errors.Error) []string {
	_, args := e.Msg()
	if len(args) < 2 {
		return nil
	}
	return []string{fmt.Sprint(args[0]), fmt.Sprint(args[1])}
}

// cueWords are messages of CUE's that only its users understand, and what they mean.
var cueWords = []struct {
	match *lazyregexp.Regexp
	plain string
}{
	{lazyregexp.New(`^structural cycle$`), "it refers to a struct that it is itself a part of, which has no end: write what is meant in its place"},
	{lazyregexp.New(`^cannot call non-function ([a-z0-9]+)\.(\w+) \(type _\|_\)$`), "CUE's package $1 has no function $2"},
	{lazyregexp.New(`^cannot call non-function (.*) \(type (.*)\)$`), "$1 is no function, its type is $2: write the value alone, or a function of CUE's such as strings.ToLower(\"A\")"},
	{lazyregexp.New(`^missing ',' in (struct|list) literal$`), "missing a comma or a new line in a $1: a quote or a bracket may be missing before it"},
	{lazyregexp.New(`^expected '(.)', found 'EOF'$`), "the file ends and a bracket is open: write its $1"},
	{lazyregexp.New(`^expected 'EOF', found '([\])}])'$`), "no bracket is open that this $1 could close: remove it"},
	{lazyregexp.New(`^unknown escape sequence$`), "\\ in a text begins an escape such as \\n: write \\\\ for the sign itself"},
	{lazyregexp.New(`^string literal not terminated$`), "a string ends with its line: write its closing quote"},
}

// plainWords returns a message of CUE's in plain English, or as it is where that
// is plain enough.
func plainWords(msg string) string {
	for _, w := range cueWords {
		if w.match.MatchString(msg) {
			return w.match.ReplaceAllString(msg, w.plain)
		}
	}
	return msg
}
