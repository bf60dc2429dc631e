package schema

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

var (
	// What CUE says of a list that is written as YAML writes it.
	negated = lazyregexp.New(`(^|: )invalid operation -`)
	// A name, and what follows it is a value and no field of its own.
	nameBefore = lazyregexp.New(`(?:^|[\s{,:])([A-Za-z][A-Za-z0-9_]*)\s+$`)
	valueAfter = lazyregexp.New(`^(?:"[^"]*"\s*(?:[^:\s]|$)|[0-9{]|\[)`)
	indexed    = lazyregexp.New(`^([A-Za-z][A-Za-z0-9_]*)\s+\[`)
	lateClause = lazyregexp.New(`^\s*(import|package)\s*[\s("]`)
	field      = lazyregexp.New(`^([A-Za-z_][A-Za-z0-9_-]*):(\s|$)`)
)

// lateHeader finds an import or a package clause behind the first field.
func lateHeader(s stumble) (int, int, string) {
	line, _, _ := s.text()
	m := lateClause.FindStringSubmatch(line)
	switch {
	case m == nil:
		return 0, 0, ""
	case m[1] == "import":
		return s.line, 1 + strings.Index(line, m[1]), "imports stand before all fields: move the line to the top, behind the package's where there is one"
	}
	return s.line, 1 + strings.Index(line, m[1]), "the package's line stands before all else: move it to the top"
}

// missingColon finds a field and its value with nothing between the two.
func missingColon(s stumble) (int, int, string) {
	_, before, after := s.text()
	m := nameBefore.FindStringSubmatch(before)
	if m == nil || m[1] == "true" || m[1] == "false" || !valueAfter.MatchString(after) {
		return 0, 0, ""
	}
	return s.line, 1 + strings.LastIndex(before, m[1]), fmt.Sprintf(colonBefore, m[1], valueAt(after))
}

// missingColonOfList finds a field and a list, which CUE takes for an element of one.
func missingColonOfList(s stumble) (int, int, string) {
	_, _, after := s.text()
	if m := indexed.FindStringSubmatch(after); m != nil {
		return s.line, s.col, fmt.Sprintf(colonBefore, m[1], "[…]")
	}
	return 0, 0, ""
}

// listItem finds a list as YAML writes it.
func listItem(s stumble) (int, int, string) {
	first := s.line
	if indentOfItem(s.lines, first) < 0 {
		return 0, 0, ""
	}
	indent := indentOfItem(s.lines, first)
	for indentOfItem(s.lines, first-1) == indent {
		first--
	}
	var items []string
	for n := first; indentOfItem(s.lines, n) == indent; n++ {
		items = append(items, itemOf(s.lines[n-1]))
	}
	if strings.HasPrefix(items[0], "{") {
		items = []string{items[0], "…"}
	}
	return first, indent + 1, fmt.Sprintf("a list stands in brackets, with commas between its parts: write [%s]", strings.Join(items, ", "))
}

// indentOfItem returns what stands before the - of a list's item, -1 where a line is none.
func indentOfItem(lines []string, n int) int {
	if n < 1 || n > len(lines) {
		return -1
	}
	own := strings.TrimLeft(lines[n-1], " \t")
	if !strings.HasPrefix(own, "- ") {
		return -1
	}
	return len(lines[n-1]) - len(own)
}

// itemOf is an item of YAML's as CUE has it.
func itemOf(line string) string {
	_, item, _ := strings.Cut(line, "- ")
	item = strings.TrimSpace(item)
	if m := field.FindStringSubmatch(item); m != nil {
		return "{" + input.Label(m[1]) + ": …}"
	}
	if _, err := strconv.ParseFloat(item, 64); err == nil {
		return item
	}
	return strconv.Quote(strings.Trim(item, `"'`))
}

// openField matches a field of which nothing stands on its line.
var openField = lazyregexp.New(`^([ \t]*)("[^"]*"|[A-Za-z_][A-Za-z0-9_-]*):[ \t]*(?://.*)?$`)

// explainIndents says of unknown fields what is meant where their lines are indented as
// YAML has it: in CUE each of them stands at the top.
func explainIndents(root fs.FS, found model.Diagnostics) model.Diagnostics {
	for i, d := range found {
		src, wrong := readSource(root, d.Pos.File)
		if !strings.HasPrefix(d.Message, "unknown field") || wrong != nil {
			continue
		}
		lines := strings.Split(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n")
		if parent, name := indented(lines, d.Pos.Line); parent != "" {
			found[i].Message = fmt.Sprintf("indented lines are no part of a field in CUE, as they are in YAML, and %s stands beside %s here: write what belongs to a field in braces, %s: {%s: {…}}", name, parent, parent, name)
		}
	}
	return found
}

// indented returns the field of a line and the one at the left that YAML would have it in; ""
// where the lines are not written so.
func indented(lines []string, at int) (parent, name string) {
	if at < 1 || at > len(lines) {
		return "", ""
	}
	own := openField.FindStringSubmatch(lines[at-1])
	if own == nil || own[1] == "" {
		return "", ""
	}
	for _, line := range lines[:at-1] {
		for i := range outside(line) {
			if strings.IndexByte("{}", line[i]) >= 0 {
				return "", ""
			}
		}
		if m := openField.FindStringSubmatch(line); m != nil && len(m[1]) < len(own[1]) {
			parent = m[2]
		}
	}
	return parent, own[2]
}
