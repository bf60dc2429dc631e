package schema

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
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
