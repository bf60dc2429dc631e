package resolve

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
)

// values refuses what cargo's configuration says in a form that cargo does not take.
func (c *configured) values() {
	for _, v := range c.Catalog.CargoValues {
		if v.Stable && c.t.Rust.Unstable() {
			continue
		}
		key := regexp.MustCompile(v.Key)
		for _, s := range c.all {
			if key.MatchString(strings.Join(s.Key, ".")) && !takes(v, s.Last().Value) {
				c.refuse(cargoRule, s.Last().Pos, "%s is %s, which cargo refuses: write %s", s.Name(), spelled(s.Last().Value), v.Want)
			}
		}
	}
}

// takes reports whether a value is one of those.
func takes(v catalog.CargoValue, value any) bool {
	if !slices.Contains(v.Takes, kindOf(value)) {
		return false
	}
	switch value := value.(type) {
	case string:
		return len(v.Words) == 0 || slices.Contains(v.Words, value)
	case int64:
		return value >= 0 && (v.Most == nil || value <= int64(*v.Most))
	}
	return true
}

// kindOf names the kind of a value of TOML, "" for one that no key takes.
func kindOf(value any) string {
	switch value.(type) {
	case bool:
		return "boolean"
	case int64:
		return "integer"
	case string:
		return "string"
	case []any:
		return "list"
	}
	return ""
}

// spelled returns a value as it stands in a file of TOML.
func spelled(value any) string {
	switch value.(type) {
	case string:
		return fmt.Sprintf("%q", value)
	case []any:
		return "a list"
	}
	return fmt.Sprint(value)
}
