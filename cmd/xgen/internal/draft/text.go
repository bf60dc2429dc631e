package draft

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// order is that of the fields of a project, as a reader looks for them; others follow.
var order = []string{"name", "targets", "context", "cargo", "rust", "atomics", "toolchain", "libraries", "tools", "host", "env", "inputs", "contract", "test"}

// node is a field with what stands below it.
type node struct {
	key   string
	value any    // nil where something stands below
	why   string // its own reason, or that of all below
	below []*node
}

// text returns the fields as CUE, which schema.Format still puts into its form.
func (f *fields) text() string {
	root := &node{}
	for _, m := range f.all {
		root.put(m.Path, m.Value, m.Why)
	}
	slices.SortStableFunc(root.below, func(a, b *node) int { return rank(a.key) - rank(b.key) })
	var out bytes.Buffer
	for i, n := range root.below {
		if i > 0 {
			out.WriteByte('\n')
		}
		n.write(&out)
	}
	return out.String()
}

func rank(key string) int {
	if i := slices.Index(order, key); i >= 0 {
		return i
	}
	return len(order)
}

func (n *node) put(path []string, value any, why string) {
	if len(path) == 0 {
		n.value, n.why = value, why
		return
	}
	i := slices.IndexFunc(n.below, func(b *node) bool { return b.key == path[0] })
	if i < 0 {
		i = len(n.below)
		n.below = append(n.below, &node{key: path[0]})
	}
	n.below[i].put(path[1:], value, why)
}

// write writes a field: what stands alone in another one in its line, and the reason above
// that.
func (n *node) write(out *bytes.Buffer) {
	label := labelOf(n.key) + ": "
	comment(out, n.why)
	for len(n.below) == 1 {
		n = n.below[0]
		label += labelOf(n.key) + ": "
		comment(out, n.why)
	}
	if n.below == nil {
		fmt.Fprintf(out, "%s%s\n", label, literal(n.value))
		return
	}
	fmt.Fprintf(out, "%s{\n", label)
	for _, b := range n.below {
		b.write(out)
	}
	out.WriteString("}\n")
}

// width is how long a line of a comment may be.
const width = 96

// comment writes a reason as a comment above a field.
func comment(out *bytes.Buffer, why string) {
	line := ""
	for _, word := range strings.FieldsFunc(why, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }) {
		if line != "" && len(line)+1+len(word) > width {
			fmt.Fprintf(out, "// %s\n", line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	if line != "" {
		fmt.Fprintf(out, "// %s\n", line)
	}
}

// plain are the names that CUE takes without quotes; its keywords do as labels too.
var plain = lazyregexp.New(`^[A-Za-z][A-Za-z0-9_]*$`)

func labelOf(key string) string {
	if plain.MatchString(key) {
		return key
	}
	return literal(key)
}

// literal returns a value as CUE: JSON is.
func literal(value any) string {
	if _, is := value.(model.Empty); is {
		return "{}"
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic(fmt.Sprintf("draft: %v", err))
	}
	return strings.TrimSpace(strings.ReplaceAll(out.String(), `","`, `", "`))
}
