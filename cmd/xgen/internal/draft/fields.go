package draft

import (
	"reflect"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// fields are what is written, in the order in which it was found.
type fields struct{ all []model.Mend }

// add writes a field, and reports whether that changes anything. Lists are joined; of two
// other values the later one holds, and the first reason.
func (f *fields) add(m model.Mend) bool {
	i := slices.IndexFunc(f.all, func(have model.Mend) bool { return slices.Equal(have.Path, m.Path) })
	if i < 0 {
		f.all = append(f.all, m)
		return true
	}
	value := joined(f.all[i].Value, m.Value)
	changes := !reflect.DeepEqual(value, f.all[i].Value)
	f.all[i].Value = value
	return changes
}

// joined returns the words of both lists, sorted; the second value where they are none.
func joined(a, b any) any {
	one, isList := a.([]string)
	two, areLists := b.([]string)
	if !isList || !areLists {
		return b
	}
	all := slices.Concat(one, two)
	slices.Sort(all)
	return slices.Compact(all)
}

// remove takes back the fields for which drop is true.
func (f *fields) remove(drop func(model.Mend) bool) { f.all = slices.DeleteFunc(f.all, drop) }

// has reports whether something is written below a path.
func (f *fields) has(path ...string) bool {
	return slices.ContainsFunc(f.all, func(m model.Mend) bool {
		return len(m.Path) >= len(path) && slices.Equal(m.Path[:len(path)], path)
	})
}
