package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
)

var (
	// A number of CUE's and letters that its parser does not take for a part of it:
	// the specification has only these multipliers, in capitals.
	multiplied = lazyregexp.New(`(^|[^A-Za-z0-9_$#])([0-9][0-9_.]*([KMGTP]i?)?)$`)
	// What somebody writes before a colon, not all of it a name of CUE's.
	keyEnd     = lazyregexp.New(`[A-Za-z0-9_$.-]+(?: [A-Za-z0-9_$.-]+)*$`)
	keyRest    = lazyregexp.New(`^[A-Za-z0-9_$.-]*(?: [A-Za-z0-9_$.-]+)*\s*:`)
	plainName  = lazyregexp.New(`^[A-Za-z_$][A-Za-z0-9_$]*$`)
	dottedName = lazyregexp.New(`^[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)+$`)
	address    = lazyregexp.New(`:\s*([a-z][a-z0-9+.-]*://[^\s,}\]]*)`)
	cutText    = lazyregexp.New(`(?:^|[\s:,\[{(])([A-Za-z0-9_./+@=-]+)$`)
)

// multiplier says of a number with another multiplier, where CUE only misses a comma
// behind it, which ones there are.
func multiplier(s stumble) (int, int, string) {
	_, before, after := s.text()
	if after == "" || !letter(after[0]) || !multiplied.MatchString(before) {
		return 0, 0, ""
	}
	return s.line, s.col, "a number's multiplier is K, M, G, T or P, or Ki, Mi, Gi, Ti or Pi: write 600K or 2Mi"
}

// unquotedKey finds a name before a colon that only quotes make one.
func unquotedKey(s stumble) (int, int, string) {
	_, before, after := s.text()
	rest := keyRest.FindString(after)
	if rest == "" {
		return 0, 0, ""
	}
	begins := keyEnd.FindString(before)
	if strings.HasSuffix(before, " ") {
		begins = keyEnd.FindString(strings.TrimRight(before, " ")) + " "
	}
	key := strings.TrimSpace(strings.TrimSuffix(begins+rest, ":"))
	col := s.col - len(begins)
	switch words := strings.Fields(key); {
	case plainName.MatchString(key), key == "":
		return 0, 0, ""
	case len(words) > 1:
		return s.line, col, fmt.Sprintf("a name has no blanks: write %q:, or %s: for a field in a field", strings.Join(words, "-"), strings.Join(labels(words), ": "))
	case dottedName.MatchString(key):
		return s.line, col, fmt.Sprintf("a field in a field has a colon between the two: write %s:", strings.ReplaceAll(key, ".", ": "))
	}
	return s.line, col, fmt.Sprintf("a name with more than letters, digits and _, or that begins with a digit, stands in quotes: write %q:", key)
}

// labels are names as CUE takes them before a colon.
func labels(names []string) (out []string) {
	for _, name := range names {
		out = append(out, input.Label(name))
	}
	return out
}

// unquotedURL finds an address whose // begins a comment.
func unquotedURL(s stumble) (int, int, string) {
	for i := min(s.line, len(s.lines)); i > 0 && i >= s.line-1; i-- {
		line := s.lines[i-1]
		m := address.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		at := strings.Index(line, m[1])
		for free := range outside(line) {
			if free == at {
				return i, at + 1, fmt.Sprintf("a text is written in quotes, as // begins a comment: write %q", m[1])
			}
		}
	}
	return 0, 0, ""
}

// openText finds a text of which only the end has its quote.
func openText(s stumble) (int, int, string) {
	_, before, _ := s.text()
	m := cutText.FindStringSubmatch(before)
	if m == nil || !strings.HasPrefix(s.said, "a string ends with its line") {
		return 0, 0, ""
	}
	return s.line, s.col - len(m[1]), fmt.Sprintf("a text has a quote at both ends: write %q", m[1])
}

// missingReference says of a name that stands for nothing what was meant by it.
func missingReference(s stumble) (int, int, string) {
	m := reference.FindStringSubmatch(s.said)
	if m == nil {
		return 0, 0, ""
	}
	name := m[1]
	col, word := s.word()
	_, before, _ := s.text()
	switch {
	case strings.LastIndex(before, `\(`) > strings.LastIndex(before, ")"):
		return s.line, s.col, fmt.Sprintf("no field, let or import is named %s, of which \\(…) puts the value into the text: write the text itself, or let %s = \"…\" in a line above", name, name)
	case slices.Contains(cuePackages, name):
		return s.line, s.col, fmt.Sprintf("%s is a package of CUE's: write import %q in the first line", name, name)
	case slices.Contains([]string{"true", "yes", "on"}, strings.ToLower(name)) && word == name:
		return s.line, s.col, fmt.Sprintf("%s is no value of CUE's: write true, or %q where a text is meant", name, name)
	case slices.Contains([]string{"false", "no", "off"}, strings.ToLower(name)) && word == name:
		return s.line, s.col, fmt.Sprintf("%s is no value of CUE's: write false, or %q where a text is meant", name, name)
	case strings.HasPrefix(name, "_"), strings.HasPrefix(name, "#"), word == "":
		return s.line, s.col, fmt.Sprintf("nothing here is named %s: write what it stands for, as a field %s: …", name, name)
	}
	return s.line, col, fmt.Sprintf("no field, let or import is named %s; a text is written in quotes: write %q", name, word)
}

// cuePackages are those that people use without their import.
var cuePackages = []string{"strings", "list", "math", "regexp", "struct", "strconv", "time", "net", "path", "json", "yaml"}

// unquotedValue finds a text without its quotes that does not even begin as a name.
func unquotedValue(s stumble) (int, int, string) {
	col, word := s.word()
	line, _, _ := s.text()
	if word == "" || col < 2 || !strings.ContainsAny(line[col-2:col-1], " \t[,:") {
		return 0, 0, ""
	}
	if _, err := strconv.ParseFloat(word, 64); err == nil || plainName.MatchString(word) {
		return 0, 0, ""
	}
	return s.line, col, fmt.Sprintf("a text is written in quotes: write %q", word)
}
