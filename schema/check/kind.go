package check

import (
	"fmt"
	"strings"

	"cuelang.org/go/cue"
)

// Kind holds the kinds of values that a definition allows. Its text names them:
// "string", "string|struct".
type Kind cue.Kind

var kindNames = []struct {
	kind cue.Kind
	name string
}{
	{cue.TopKind, "any"}, {cue.StringKind, "string"}, {cue.BoolKind, "bool"}, {cue.IntKind, "int"}, {cue.ListKind, "list"}, {cue.StructKind, "struct"},
}

// MarshalText implements encoding.TextMarshaler.
func (k Kind) MarshalText() ([]byte, error) {
	var names []string
	for _, known := range kindNames {
		if left := cue.Kind(k); left&known.kind == known.kind {
			names, k = append(names, known.name), k&^Kind(known.kind)
		}
	}
	if k != 0 {
		return nil, fmt.Errorf("the definitions have values of the kind %v, which is not known", cue.Kind(k))
	}
	return []byte(strings.Join(names, "|")), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *Kind) UnmarshalText(text []byte) error {
	*k = 0
	for name := range strings.SplitSeq(string(text), "|") {
		before := *k
		for _, known := range kindNames {
			if known.name == name {
				*k |= Kind(known.kind)
			}
		}
		if *k == before {
			return fmt.Errorf("%q is no kind of values", name)
		}
	}
	return nil
}
