package lint

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var specKeys = check{
	rule.Error("spec-keys", "rustc refuses a specification with a key or a value that it does not know, and each release knows its own"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		if t.Spec == nil {
			return
		}
		for name, key := range t.Spec.Keys {
			switch form, known := in.Catalog.SpecKeys[name]; {
			case name == "is-builtin":
				f.at(key.Pos, "is-builtin is what rustc says of its own targets, and refuses in a file: remove it").Of = name
			case name == widthKey:
				widthFits(t.Rust.Channel.V, key, f)
			case t.Rust.Channel.V != in.Catalog.Defaults.Channel:
			case !known:
				f.at(key.Pos, "rustc %s reads no %s in a specification: remove it%s", t.Rust.Channel.V, strconv.Quote(name), orKey(name, in.Catalog.SpecKeys)).Of = name
			case !takes(form, key.JSON):
				f.at(key.Pos, "%s is %s, which rustc %s does not take: write %s", name, key.JSON, t.Rust.Channel.V, wanted(form)).Of = name
			}
		}
	}),
}

func orKey(name string, known map[string]catalog.SpecKey) string {
	if near := suggest.Name(name, slices.Sorted(maps.Keys(known))); near != "" {
		return ", or write " + strconv.Quote(near)
	}
	return ""
}

// takes reports whether rustc takes a value for a key.
func takes(form catalog.SpecKey, value json.RawMessage) bool {
	if string(value) == "null" {
		return !form.Required
	}
	var text string
	if strings.HasPrefix(form.Type, "text") && json.Unmarshal(value, &text) == nil {
		return form.Type != "texts" && isOneOf(text, form.Words)
	}
	var texts []string
	into := map[string]any{
		"texts": &texts, "text or texts": &texts, "bool": new(bool), "number": new(uint64),
		"lists": &map[string][]string{}, "object": &map[string]json.RawMessage{},
	}[form.Type]
	return into != nil && json.Unmarshal(value, into) == nil &&
		!slices.ContainsFunc(texts, func(text string) bool { return !isOneOf(text, form.Words) })
}

func isOneOf(text string, words []string) bool {
	return len(words) == 0 || slices.Contains(words, text)
}

// wanted says what rustc takes for a key.
func wanted(form catalog.SpecKey) string {
	want := map[string]string{
		"text": "a string", "texts": "a list of strings", "text or texts": "a list of strings", "bool": "true or false", "number": "a whole number",
		"lists": "an object of lists of strings, by linker-flavor or kind of output", "object": "an object",
	}[form.Type]
	if len(form.Words) > 0 {
		want += ": \"" + strings.Join(form.Words, "\", \"") + "\""
	}
	return want
}
