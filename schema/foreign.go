package schema

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

var (
	mergeMark  = lazyregexp.New(`^(<{7}|\|{7}|={7}|>{7})( |$)`)
	tomlTable  = lazyregexp.New(`^\s*\[{1,2}([A-Za-z][A-Za-z0-9_."-]*)\]{1,2}\s*(#.*)?$`)
	assignment = lazyregexp.New(`^([A-Za-z_][A-Za-z0-9_."-]*)\s*=\s*([^=~].*)$`)
	definition = lazyregexp.New(`^#[A-Za-z_][A-Za-z0-9_]*[?!]?\s*:`)
	aliasLabel = lazyregexp.New(`^("[^"]*"|[A-Za-z0-9_$-]+|\[.*\])\s*:`)
)

func mergeMarks(s stumble) (int, int, string) {
	for i, line := range s.lines {
		if mergeMark.MatchString(line) {
			return i + 1, 1, "git left a conflict here: keep what is right of its two sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"
		}
	}
	return 0, 0, ""
}

func yamlStart(s stumble) (int, int, string) {
	for i, line := range s.lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if strings.TrimRight(line, " \t") == "---" || strings.HasPrefix(line, "%YAML") {
			return i + 1, 1, `this begins a file of YAML, and the definitions are CUE: remove the line, and write name: "hello" and targets: {pi: triple: "arm-unknown-linux-musleabihf"}, texts in quotes and fields of fields in braces`
		}
		break
	}
	return 0, 0, ""
}

// tomlHeader finds the first header of a table up to the place; where the file is
// CUE, on its line alone.
func tomlHeader(s stumble) (int, int, string) {
	for i, line := range s.lines {
		m := tomlTable.FindStringSubmatch(line)
		if m == nil || i >= s.line || i < s.line-1 && reference.MatchString(s.said) {
			continue
		}
		return i + 1, 1 + strings.Index(line, "["), fmt.Sprintf("[%s] is a table of TOML, and the definitions are CUE: write %s: {…}, with what belongs to it in the braces",
			m[1], strings.ReplaceAll(m[1], ".", ": "))
	}
	return 0, 0, ""
}

// equalsSign finds the first field up to the place with = for its colon.
func equalsSign(s stumble) (int, int, string) {
	for i, line := range s.lines[:min(s.line, len(s.lines))] {
		for _, at := range beginnings(line) {
			own := strings.TrimLeft(line[at:], " \t")
			if n, col, message := assigned(i+1, 1+len(line)-len(own), own); message != "" {
				return n, col, message
			}
		}
	}
	return 0, 0, ""
}

// beginnings are where a field of a line may begin.
func beginnings(line string) []int {
	out := []int{0}
	for i := range outside(line) {
		if line[i] == '{' || line[i] == ',' {
			out = append(out, i+1)
		}
	}
	return out
}

// unusedAlias finds a field with = for its colon where that makes it an alias.
func unusedAlias(s stumble) (int, int, string) {
	if _, before, after := s.text(); unreferenced.MatchString(s.said) {
		return assigned(s.line, len(before)+1, after)
	}
	return 0, 0, ""
}

func assigned(line, col int, text string) (int, int, string) {
	m := assignment.FindStringSubmatch(text)
	if m == nil || aliasLabel.MatchString(m[2]) {
		return 0, 0, ""
	}
	return line, col, fmt.Sprintf(colonBefore, strings.ReplaceAll(m[1], ".", ": "), valueAt(m[2]))
}

const colonBefore = "a colon stands between a field and its value: write %s: %s"

// valueAt returns the value with which a text begins, without what stands behind it on the
// line: what it holds itself is left out.
func valueAt(text string) string {
	switch text[0] {
	case '{':
		return "{…}"
	case '[':
		return "[…]"
	case '"', '\'':
		if end := strings.IndexByte(text[1:], text[0]); end >= 0 {
			return `"` + text[1:1+end] + `"`
		}
	}
	for i := range outside(text) {
		if strings.IndexByte(",}#", text[i]) >= 0 {
			text = text[:i]
			break
		}
	}
	return strings.TrimSpace(text)
}

// comments finds one as other languages write it on the line.
func comments(s stumble) (int, int, string) {
	line, _, _ := s.text()
	own := strings.TrimLeft(line, " \t")
	start := 1 + len(line) - len(own)
	for _, mark := range []string{"#", "/*", "-- ", ";", "%"} {
		if text, ok := strings.CutPrefix(own, mark); ok && !definition.MatchString(own) {
			return s.line, start, "a comment begins with //: write // " + strings.TrimSpace(strings.TrimRight(text, "*/"))
		}
	}
	for i := range outside(line) {
		if text, ok := strings.CutPrefix(line[i:], "# "); ok && i > 0 && i < s.col {
			return s.line, i + 1, "a comment begins with //: write // " + strings.TrimSpace(text)
		}
	}
	return 0, 0, ""
}

var quotePairs = map[string]string{"“": "”", "”": "”", "„": "“", "‘": "’", "’": "’", "«": "»", "`": "`"}

func otherQuotes(s stumble) (int, int, string) {
	_, _, after := s.text()
	for open, end := range quotePairs {
		if rest, ok := strings.CutPrefix(after, open); ok {
			text, _, _ := strings.Cut(rest, end)
			return s.line, s.col, fmt.Sprintf("a text stands between two straight quotes: write %q", text)
		}
	}
	return 0, 0, ""
}

func semicolon(s stumble) (int, int, string) {
	if _, _, after := s.text(); strings.HasPrefix(after, ";") {
		return s.line, s.col, "a field ends with its line, or with a comma: remove the ;"
	}
	return 0, 0, ""
}

// twoColons finds a field that two colons stand behind.
func twoColons(s stumble) (int, int, string) {
	line, _, _ := s.text()
	for i := range outside(line) {
		if strings.HasPrefix(line[i:], "::") && i+1 >= s.col-2 && i < s.col {
			return s.line, i + 1, "one colon stands between a field and its value: remove the other one"
		}
	}
	return 0, 0, ""
}
