package schema

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"

	"cuelang.org/go/cue"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// decoder turns checked values into Go structs by their `cue` tags, and notes
// where each stood: CUE's own Decode forgets positions. Three tags are its own:
// ",pos" takes the position of the struct's own key, ",short" the value itself where it
// is no struct, and an embedded struct shares its parent's fields.
type decoder struct {
	file   string // positions in other files are left out
	keys   keys   // of that file
	source model.Source
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
		return d.fields(v, into)
	case t.Kind() == reflect.Map:
		return d.entries(v, into)
	case t.Kind() == reflect.Slice:
		return d.list(v, into)
	}
	return d.wrap(v, v.Decode(into.Addr().Interface()))
}

// decodeError is a value that fits its definition and not its Go type.
type decodeError struct {
	pos  model.Pos
	path string
	err  error
}

func (e *decodeError) Error() string { return e.path + ": " + e.err.Error() }

func (d decoder) wrap(v cue.Value, err error) error {
	if err == nil {
		return nil
	}
	var path []string
	for _, sel := range v.Path().Selectors() {
		path = append(path, sel.String())
	}
	return &decodeError{pos: valuePosition(d.file, v), path: pathText(path), err: err}
}

// decodeFault is the diagnostic of what decode gives.
func decodeFault(file string, err error) model.Diagnostics {
	found := fault(file, "invalid-cue", "%v", err)
	if at := (*decodeError)(nil); errors.As(err, &at) && at.pos.IsValid() {
		found[0].Pos = at.pos
	}
	return found
}

// isValue reports whether t is a model.Value.
func isValue(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() == 2 &&
		t.Field(0).Name == "V" && t.Field(1).Type == originType
}

func (d decoder) value(v cue.Value, into reflect.Value) error {
	origin := model.Origin{Source: d.source, Pos: valuePosition(d.file, v)}
	into.Field(1).Set(reflect.ValueOf(origin))
	return d.decode(v, into.Field(0))
}

func (d decoder) raw(v cue.Value, into reflect.Value) error {
	data, err := v.MarshalJSON()
	into.SetBytes(data)
	return d.wrap(v, err)
}

func (d decoder) fields(v cue.Value, into reflect.Value) error {
	t := into.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			if err := d.fields(v, into.Field(i)); err != nil {
				return err
			}
			continue
		}
		if err := d.field(v, into.Field(i), f.Tag.Get("cue")); err != nil {
			return err
		}
	}
	return nil
}

func (d decoder) field(v cue.Value, into reflect.Value, tag string) error {
	name, option, _ := strings.Cut(tag, ",")
	if option == "pos" {
		into.Set(reflect.ValueOf(position(d.file, d.keys.of(v))))
		return nil
	}
	if v.IncompleteKind() != cue.StructKind {
		if option == "short" {
			return d.decode(v, into)
		}
		return nil
	}
	sub := v.LookupPath(cue.MakePath(cue.Str(name)))
	if !sub.Exists() {
		return nil
	}
	return d.decode(sub, into)
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

func decodeUser(file string, v cue.Value) (*input.Project, error) {
	u := &input.Project{}
	err := decoder{file: file, keys: keysOf(v), source: model.FromUser}.decode(v, reflect.ValueOf(u).Elem())
	return u, err
}
