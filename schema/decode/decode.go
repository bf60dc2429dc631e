package decode

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// InvalidCUE is the rule of what CUE itself says of a file.
var InvalidCUE = rule.Error("invalid-cue", "the file is not valid CUE, or what it says has no meaning there")

// Rules returns the rules of this package.
func Rules() []rule.Rule { return []rule.Rule{InvalidCUE} }

// Into sets what into points to from a value that was built from a file. Values
// carry source, and their places. An error is a
// model.Diagnostic: a value that fits its definition and not its Go type.
func Into(file string, v cue.Value, source model.From, into any) error {
	d := decoder{file: file, source: source, keys: sync.OnceValue(func() Keys { return KeysOf(v) })}
	return d.decode(v, reflect.ValueOf(into).Elem())
}

type decoder struct {
	file   string
	source model.From
	keys   func() Keys // of that file
}

var (
	originType = reflect.TypeFor[model.Origin]()
	rawType    = reflect.TypeFor[json.RawMessage]()
)

func (d decoder) decode(v cue.Value, into reflect.Value) error {
	v, _ = v.Default()
	switch t := into.Type(); {
	case t == rawType:
		return d.raw(v, into)
	case isValue(t):
		return d.value(v, into)
	case t.Kind() == reflect.Pointer:
		into.Set(reflect.New(t.Elem()))
		return d.decode(v, into.Elem())
	case t.Kind() == reflect.Struct:
		return d.structure(v, into)
	case t.Kind() == reflect.Map:
		return d.entries(v, into)
	case t.Kind() == reflect.Slice:
		return d.list(v, into)
	}
	return d.wrap(v, v.Decode(into.Addr().Interface()))
}

func (d decoder) wrap(v cue.Value, err error) error {
	if err == nil {
		return nil
	}
	var path []string
	for _, sel := range v.Path().Selectors() {
		path = append(path, sel.String())
	}
	pos := ValuePosition(v)
	if !pos.IsValid() {
		pos = model.Pos{File: d.file, Line: 1, Col: 1}
	}
	return InvalidCUE.At(pos, "%s: %v", Path(path), err)
}

// isValue reports whether t is a model.Value.
func isValue(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() == 2 &&
		t.Field(0).Name == "V" && t.Field(1).Type == originType
}

func (d decoder) value(v cue.Value, into reflect.Value) error {
	origin := model.Origin{From: d.source, Pos: ValuePosition(v)}
	into.Field(1).Set(reflect.ValueOf(origin))
	return d.decode(v, into.Field(0))
}

func (d decoder) raw(v cue.Value, into reflect.Value) error {
	data, err := v.MarshalJSON()
	into.SetBytes(data)
	return d.wrap(v, err)
}

// structure sets a struct of Go's. CUE lists the fields of a value at less cost than
// it looks up each that may be there.
func (d decoder) structure(v cue.Value, into reflect.Value) error {
	var parts map[string]cue.Value
	if v.IncompleteKind() == cue.StructKind {
		it, err := v.Fields()
		if err != nil {
			return d.wrap(v, err)
		}
		parts = map[string]cue.Value{}
		for it.Next() {
			parts[it.Selector().Unquoted()] = it.Value()
		}
	}
	return d.fields(v, parts, into)
}

// fields sets the fields of a struct of Go's from parts, nil where v is no struct.
func (d decoder) fields(v cue.Value, parts map[string]cue.Value, into reflect.Value) error {
	t := into.Type()
	for i := range t.NumField() {
		var err error
		if f := t.Field(i); f.Anonymous {
			err = d.fields(v, parts, into.Field(i))
		} else {
			err = d.field(v, parts, into.Field(i), f.Tag.Get("cue"))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d decoder) field(v cue.Value, parts map[string]cue.Value, into reflect.Value, tag string) error {
	name, option, _ := strings.Cut(tag, ",")
	part, ok := parts[name]
	switch {
	case option == "pos":
		into.Set(reflect.ValueOf(Position(d.keys().Of(v))))
		return nil
	case option == "short" && parts == nil:
		return d.decode(v, into)
	case !ok:
		return nil
	}
	return d.decode(part, into)
}

func (d decoder) entries(v cue.Value, into reflect.Value) error {
	it, err := v.Fields()
	if err != nil {
		return d.wrap(v, err)
	}
	into.Set(reflect.MakeMap(into.Type()))
	for it.Next() {
		elem := reflect.New(into.Type().Elem()).Elem()
		if err := d.decode(it.Value(), elem); err != nil {
			return err
		}
		into.SetMapIndex(reflect.ValueOf(it.Selector().Unquoted()), elem)
	}
	return nil
}

func (d decoder) list(v cue.Value, into reflect.Value) error {
	it, err := v.List()
	if err != nil {
		return d.wrap(v, err)
	}
	out := reflect.MakeSlice(into.Type(), 0, 0)
	for it.Next() {
		elem := reflect.New(into.Type().Elem()).Elem()
		if err := d.decode(it.Value(), elem); err != nil {
			return err
		}
		out = reflect.Append(out, elem)
	}
	into.Set(out)
	return nil
}
