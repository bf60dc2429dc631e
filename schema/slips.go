package schema

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/xgen-build/xgen/schema/decode"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// slip is a way to write something that CUE does not have and other languages do, or
// that something else left in the file. It returns the place of it and what to write
// there, "" where this is not what went wrong.
type slip func(s stumble) (line, col int, message string)

// unparsed are tried, in this order, where CUE's parser does not go on; unresolved where
// a name stands for nothing.
var (
	unparsed = []slip{
		mergeMarks, yamlStart, tomlHeader, equalsSign, comments, otherQuotes, semicolon,
		unquotedURL, listItem, unquotedKey, multiplier, openText, unquotedValue,
	}
	unresolved = []slip{tomlHeader, unusedAlias, comments, listItem, missingReference}
)

// stumble is where CUE did not go on, and what it said of it.
type stumble struct {
	lines     []string
	line, col int // from 1, as a position has them
	said      string
}

// text returns the line, up to the place and from it on.
func (s stumble) text() (line, before, after string) {
	if s.line < 1 || s.line > len(s.lines) {
		return "", "", ""
	}
	line = s.lines[s.line-1]
	at := min(max(s.col-1, 0), len(line))
	return line, line[:at], line[at:]
}

// explain says of what CUE itself did not understand what to write instead, where that
// can be known from the text.
func explain(src []byte, slips []slip, found model.Diagnostics) model.Diagnostics {
	lines := strings.Split(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n")
	for i, d := range found {
		if d.Rule != decode.InvalidCUE.Name {
			continue
		}
		for _, find := range slips {
			line, col, message := find(stumble{lines, d.Pos.Line, d.Pos.Col, d.Message})
			if message != "" {
				found[i].Message, found[i].Pos.Line, found[i].Pos.Col = message, line, col
				break
			}
		}
	}
	return found
}

// explainNames is explain for names that stand for nothing, in any file.
func explainNames(root fs.FS, found model.Diagnostics) model.Diagnostics {
	for i, d := range found {
		if !reference.MatchString(d.Message) && !unreferenced.MatchString(d.Message) {
			continue
		}
		if src, wrong := readSource(root, d.Pos.File); wrong == nil {
			explain(src, unresolved, found[i:i+1])
		}
	}
	return found
}

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
		own := strings.TrimLeft(line, " \t")
		if n, col, message := assigned(i+1, 1+len(line)-len(own), own); message != "" {
			return n, col, message
		}
	}
	return 0, 0, ""
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
	return line, col, fmt.Sprintf("a colon stands between a field and its value: write %s: %s", strings.ReplaceAll(m[1], ".", ": "), strings.TrimSpace(m[2]))
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

// outside yields the bytes of a line that are in no text and no comment.
func outside(line string) func(func(int) bool) {
	return func(yield func(int) bool) {
		quoted := false
		for i := 0; i < len(line); i++ {
			switch {
			case quoted && line[i] == '\\':
				i++
			case line[i] == '"':
				quoted = !quoted
			case !quoted && strings.HasPrefix(line[i:], "//"):
				return
			case !quoted && !yield(i):
				return
			}
		}
	}
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
