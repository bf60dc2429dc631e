package lint

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/spec"
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
			case !in.isTried(t.Rust.Channel.V):
			case !known:
				f.at(key.Pos, "rustc %s reads no %s in a specification: remove it%s", t.Rust.Channel.V, strconv.Quote(name), orKey(name, in.Catalog.SpecKeys)).Of = name
			case !takes(form, key.JSON):
				f.at(key.Pos, "%s is %s, which rustc %s does not take: write %s", name, spec.Shortened(key.JSON), t.Rust.Channel.V, wanted(form)).Of = name
			case form.Found != "" && lost(form, key.JSON) != "":
				f.at(key.Pos, "%s has %q, which no link finds by that name, and the toolchain's compiler brings the start files itself: remove it", name, lost(form, key.JSON)).Of = name
			case form.SelfContained && !t.Spec.SelfContained() && !slices.Contains([]string{"null", "{}"}, string(key.JSON)):
				f.at(key.Pos, "%s is for rustc's own start files, and no key says that it links them, which rustc %s refuses: remove it, or write \"crt-objects-fallback\": \"musl\" too", name, t.Rust.Channel.V).Of = name
			case name == "features" && len(in.unknownFeatures(t, key.JSON)) > 0:
				words := in.unknownFeatures(t, key.JSON)
				f.at(key.Pos, "features has \"%s\", which the LLVM of rustc %s does not have for %s, and ignores with a word for each crate: remove it%s",
					strings.Join(words, ","), t.Rust.Channel.V, t.Triple.Arch, in.orFeature(t, words[0])).Of = name
			case name == "data-layout" && !isText(key.JSON, in.facts(t).Layout):
				f.at(key.Pos, "data-layout is %s, and rustc %s takes none but LLVM's own for %s: write %q", spec.Shortened(key.JSON), t.Rust.Channel.V, in.facts(t).LLVM, in.facts(t).Layout).Of = name
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

// isTried reports whether a channel is the release whose keys the catalog has.
func (in *Input) isTried(channel string) bool {
	return channel == in.Catalog.Defaults.Channel || strings.HasPrefix(in.Catalog.Defaults.Channel, channel+".")
}

// orFeature proposes the feature that a word may be meant for.
func (in *Input) orFeature(t *model.Target, word string) string {
	if near := suggest.Name(strings.TrimLeft(word, "+-"), in.Catalog.FeaturesOf(t.Triple.Arch)); near != "" {
		return fmt.Sprintf(", or write \"%s%s\"", word[:1], near)
	}
	return ""
}

// unknownFeatures are the words of a specification's features that are none of LLVM's.
func (in *Input) unknownFeatures(t *model.Target, value json.RawMessage) []string {
	var text string
	if json.Unmarshal(value, &text) != nil || text == "" {
		return nil
	}
	return slices.DeleteFunc(strings.Split(text, ","), func(word string) bool {
		return slices.Contains(in.Catalog.FeaturesOf(t.Triple.Arch), strings.TrimLeft(word, "+-"))
	})
}

func isText(value json.RawMessage, want string) bool {
	var text string
	return json.Unmarshal(value, &text) == nil && text == want
}

// takes reports whether rustc takes a value for a key.
func takes(form catalog.SpecKey, value json.RawMessage) bool {
	if string(value) == "null" {
		return !form.Required
	}
	var text string
	if strings.HasPrefix(form.Type, "text") && json.Unmarshal(value, &text) == nil {
		return form.Type != "texts" && isOneOf(text, form)
	}
	var texts []string
	var number uint64
	var lists map[string][]string
	var version []uint32
	var object map[string]json.RawMessage
	into := map[string]any{
		"texts": &texts, "text or texts": &texts, "bool": new(bool), "number": &number, "alignment": &number,
		"version": &version, "lists": &lists, "object": &object,
	}[form.Type]
	if into == nil || json.Unmarshal(value, into) != nil {
		return false
	}
	switch form.Type {
	case "number":
		return number >= form.Least && (form.Most == 0 || number <= form.Most)
	case "alignment":
		return isAlignment(number)
	case "version":
		return len(version) == 3
	case "lists":
		return !hasOther(lists, form)
	case "object":
		return len(form.Objects) == 0 || slices.ContainsFunc(form.Objects, func(keys map[string]catalog.SpecKey) bool { return hasKeys(object, keys) })
	}
	return !slices.ContainsFunc(texts, func(text string) bool { return !isOneOf(text, form) })
}

// lost returns a file in the lists that no link finds, "" where there is none.
func lost(form catalog.SpecKey, value json.RawMessage) string {
	var lists map[string][]string
	if json.Unmarshal(value, &lists) != nil {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		for _, file := range lists[name] {
			if !lazyregexp.Of(form.Found).MatchString(file) {
				return file
			}
		}
	}
	return ""
}

// hasOther reports whether there is a list by another name than it may have, or none by one.
func hasOther(lists map[string][]string, form catalog.SpecKey) bool {
	for name, list := range lists {
		if list == nil || form.Filled && len(list) == 0 || len(form.Names) > 0 && !slices.Contains(form.Names, name) {
			return true
		}
	}
	return false
}

// hasKeys reports whether an object has what some keys must have, and nothing else by
// their names.
func hasKeys(object map[string]json.RawMessage, keys map[string]catalog.SpecKey) bool {
	for name, form := range keys {
		value, written := object[name]
		if !written && form.Required || written && !takes(form, value) {
			return false
		}
	}
	return true
}

// isAlignment reports whether so many bits are, in whole bytes, a power of two up to the
// 2^29 that LLVM has.
func isAlignment(n uint64) bool {
	b := n/8 + min(n%8, 1)
	return b&(b-1) == 0 && b <= 1<<29
}

func isOneOf(text string, form catalog.SpecKey) bool {
	return (len(form.Words) == 0 || slices.Contains(form.Words, text)) && (form.Match == "" || lazyregexp.Of(form.Match).MatchString(text))
}

// wanted says what rustc takes for a key.
func wanted(form catalog.SpecKey) string {
	want := map[string]string{
		"text": "a string", "texts": "a list of strings", "text or texts": "a list of strings", "bool": "true or false", "number": "a whole number",
		"alignment": "a number of bits that is a power of two", "version": "a list of three whole numbers",
		"lists": "an object of lists of strings, by linker-flavor or kind of output", "object": "an object",
	}[form.Type]
	if form.Least > 0 {
		want += fmt.Sprintf(" of at least %d", form.Least)
	}
	if form.Most > 0 {
		want += fmt.Sprintf(" of at most %d", form.Most)
	}
	if form.Form != "" {
		want += " such as " + form.Form
	}
	if form.Filled {
		want += ", none of them empty"
	}
	if words := slices.Concat(form.Words, form.Names); len(words) > 0 {
		want += ": \"" + strings.Join(words, "\", \"") + "\""
	}
	var objects []string
	for _, keys := range form.Objects {
		objects = append(objects, wantedObject(keys))
	}
	if len(objects) > 0 {
		want += " with " + strings.Join(objects, ", or ")
	}
	return want
}

// wantedObject says what an object may have.
func wantedObject(keys map[string]catalog.SpecKey) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(keys)) {
		part := strconv.Quote(name) + ": " + wanted(keys[name])
		if words := keys[name].Words; len(words) == 1 {
			part = fmt.Sprintf("%q: %q", name, words[0])
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " and ")
}
