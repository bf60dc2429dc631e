package resolve

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// valueOr returns v, or xgen's default where the user says nothing.
func valueOr[T any](v *model.Value[T], def T) model.Value[T] {
	if v != nil {
		return *v
	}
	return byDefault(def)
}

func byDefault[T any](v T) model.Value[T] {
	return model.Value[T]{V: v, Origin: model.Origin{From: model.FromDefault}}
}

func byCatalog[T any](v T) model.Value[T] {
	return model.Value[T]{V: v, Origin: model.Origin{From: model.FromCatalog}}
}

// byUser is the origin of a struct that the user wrote.
func byUser(pos model.Pos, why string) model.Origin {
	return model.Origin{From: model.FromUser, Pos: pos, Why: why}
}

// single is a value as a list of one.
func single(v model.Value[string]) *model.Value[[]string] {
	return &model.Value[[]string]{V: []string{v.V}, Origin: v.Origin}
}

// sorted returns the words in order, each once.
func sorted(words []string) []string { return slices.Compact(slices.Sorted(slices.Values(words))) }

// names returns the keys of a map, sorted.
func names[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
