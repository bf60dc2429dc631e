package lint

import (
	"slices"
	"strconv"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var specKeys = check{
	rule.Error("spec-keys", "rustc refuses a specification with a key that it does not know, and each release knows its own"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		if t.Spec == nil {
			return
		}
		for name, key := range t.Spec.Keys {
			switch {
			case name == "is-builtin":
				f.at(key.Pos, "is-builtin is what rustc says of its own targets, and refuses in a file: remove it").Of = name
			case slices.Contains(in.Catalog.SpecKeys, name):
			case t.Rust.Channel.V == in.Catalog.Defaults.Channel:
				f.at(key.Pos, "rustc %s reads no %s in a specification: remove it%s", t.Rust.Channel.V, strconv.Quote(name), orKey(name, in.Catalog.SpecKeys)).Of = name
			}
		}
		if key := t.Spec.Keys["target-pointer-width"]; (key.JSON[0] == '"') != t.Rust.Before(widthAsNumber) {
			f.at(key.Pos, "target-pointer-width is %s: rustc %s reads it %s", key.JSON, t.Rust.Channel.V, widthForm(key))
		}
	}),
}

func orKey(name string, known []string) string {
	if near := suggest.Name(name, known); near != "" {
		return ", or write " + strconv.Quote(near)
	}
	return ""
}

// The first release that reads a pointer's width as a number.
const widthAsNumber = "1.91.0"

// widthForm says how a width is written that is written the other way.
func widthForm(key model.SpecKey) string {
	if text, err := strconv.Unquote(string(key.JSON)); err == nil {
		return "as a number: write " + text
	}
	return "in a string: write " + strconv.Quote(string(key.JSON))
}
