package schema

import "regexp"

// words of CUE's that only its users know, and what they mean.
var cueWords = []struct {
	match *regexp.Regexp
	plain string
}{
	{regexp.MustCompile(`^structural cycle$`), "it refers to a struct that it is itself a part of, which has no end: write what is meant in its place"},
	{regexp.MustCompile(`^cannot call non-function (.*) \(type (.*)\)$`), "$1 is no function, its type is $2: write the value alone, or a function of CUE's such as strings.ToLower(\"A\")"},
	{regexp.MustCompile(`^missing ',' in (struct|list) literal$`), "missing a comma or a new line in a $1: a quote or a bracket may be missing before it"},
	{regexp.MustCompile(`^expected '(.)', found 'EOF'$`), "the file ends and a bracket is open: write its $1"},
	{regexp.MustCompile(`^string literal not terminated$`), "a string ends with its line: write its closing quote"},
}

// plainWords says a message of CUE's in plain English, as it is where that is
// plain enough.
func plainWords(msg string) string {
	for _, w := range cueWords {
		if w.match.MatchString(msg) {
			return w.match.ReplaceAllString(msg, w.plain)
		}
	}
	return msg
}
