package resolve

import (
	"fmt"
	"maps"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

func (r *resolver) refuse(rule string, pos model.Pos, format string, args ...any) {
	if !pos.IsValid() {
		pos = model.Pos{File: r.user.Pos.File, Line: 1, Col: 1}
	}
	for _, arg := range args {
		if err, ok := arg.(error); ok && userfile.Is(err, userfile.Unreadable) {
			rule = model.Unreadable // whatever it was wanted for
		}
	}
	r.found = append(r.found, model.Diagnostic{
		Pos: pos, Severity: model.Error, Rule: rule, Message: fmt.Sprintf(format, args...),
	})
}

// said tells whether a refusal with this message stands already: what is no fault
// of one target's is said where it is first seen.
func (r *resolver) said(message string) bool {
	return slices.ContainsFunc(r.found, func(d model.Diagnostic) bool { return d.Message == message })
}

// first gives the first that is set.
func first[T any](options ...*T) *T {
	for _, o := range options {
		if o != nil {
			return o
		}
	}
	return nil
}

// valueOr gives v, or xgen's default where the user says nothing.
func valueOr[T any](v *model.Value[T], def T) model.Value[T] {
	if v != nil {
		return *v
	}
	return byDefault(def)
}

func byDefault[T any](v T) model.Value[T] {
	return model.Value[T]{V: v, Origin: model.Origin{Source: model.FromDefault}}
}

func byCatalog[T any](v T) model.Value[T] {
	return model.Value[T]{V: v, Origin: model.Origin{Source: model.FromCatalog}}
}

func orZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// belowRoot gives a path of the project's own, cleaned, and refuses one that leads
// out of the project.
func (r *resolver) belowRoot(field string, p model.Value[string]) (string, bool) {
	if leadsOut(p.V) {
		r.refuse("outside", p.Pos, "%s is %q: it must lie below the project's root: write its path from there, without ..", field, p.V)
		return "", false
	}
	return path.Clean(p.V), true
}

func mergedKeys[V any](a, b map[string]V) []string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]V{}
	}
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}
