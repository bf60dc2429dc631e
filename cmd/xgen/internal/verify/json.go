package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// field says where the value of an object's field is decoded to.
type field struct {
	name     string
	into     any
	optional bool
}

// needed returns a field that must be there.
func needed(name string, into any) field { return field{name, into, false} }

// optional returns a field that may be missing.
func optional(name string, into any) field { return field{name, into, true} }

// fields decodes the fields of the object data.
func fields(data []byte, list ...field) error {
	object, err := object(data)
	if err != nil {
		return err
	}
	for _, f := range list {
		raw, ok := object[f.name]
		if missing := !ok || string(raw) == "null"; missing && f.optional {
			continue
		} else if missing {
			return fmt.Errorf("the field %q is missing", f.name)
		}
		if err := json.Unmarshal(raw, f.into); err != nil {
			return fmt.Errorf("the field %q: %w", f.name, err)
		}
	}
	return nil
}

// object returns the fields of an object. A field that occurs twice is an
// error: readers disagree on which one counts.
func object(data []byte) (map[string]json.RawMessage, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("it is no JSON object")
	}
	out := map[string]json.RawMessage{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, err
		}
		if _, twice := out[name.(string)]; twice {
			return nil, fmt.Errorf("the field %s stands there twice", printable(name.(string)))
		}
		out[name.(string)] = raw
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows its object")
	}
	return out, nil
}

// sameJSON reports whether two JSON values are equal. Numbers are compared by
// their exact decimal value, so that 1, 1.0 and 10e-1 are the same and
// 9007199254740993 is not 9007199254740992. An object with one field twice is
// equal to nothing.
func sameJSON(a, b json.RawMessage) bool {
	x, errX := decode(a)
	y, errY := decode(b)
	return errX == nil && errY == nil && sameValue(x, y)
}

// decode decodes a value, with its numbers as they are written. Nesting deeper
// than encoding/json allows is an error.
func decode(raw json.RawMessage) (any, error) {
	if !json.Valid(raw) {
		return nil, errors.New("it is no JSON value")
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	return jsonValue(dec)
}

// jsonValue decodes the next value.
func jsonValue(dec *json.Decoder) (any, error) {
	t, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('['):
		return jsonList(dec)
	case json.Delim('{'):
		return jsonFields(dec)
	}
	return t, nil
}

// jsonList decodes the rest of an array.
func jsonList(dec *json.Decoder) (any, error) {
	out := []any{}
	for dec.More() {
		v, err := jsonValue(dec)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	_, err := dec.Token()
	return out, err
}

// jsonFields decodes the rest of an object.
func jsonFields(dec *json.Decoder) (any, error) {
	out := map[string]any{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, err
		}
		if _, twice := out[name.(string)]; twice {
			return nil, fmt.Errorf("the field %s stands there twice", printable(name.(string)))
		}
		if out[name.(string)], err = jsonValue(dec); err != nil {
			return nil, err
		}
	}
	_, err := dec.Token()
	return out, err
}

// sameValue reports whether two values that decode returned are equal.
func sameValue(a, b any) bool {
	switch a := a.(type) {
	case json.Number:
		b, ok := b.(json.Number)
		return ok && sameNumber(string(a), string(b))
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, sameValue)
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, sameValue)
	}
	return a == b // of different types: false
}

// sameNumber reports whether two JSON numbers are equal, without computing a
// power of ten: 1e999999999 costs nothing.
func sameNumber(a, b string) bool {
	x, okX := parseDecimal(a)
	y, okY := parseDecimal(b)
	return a == b || okX && okY && x == y
}

// decimal is digits times ten to exp; digits has no zero at either end and is
// "" for zero, which has no sign.
type decimal struct {
	negative bool
	digits   string
	exp      int64
}

// parseDecimal parses a JSON number. ok is false where its exponent does not
// fit into 32 bits.
func parseDecimal(s string) (d decimal, ok bool) {
	s, d.negative = strings.CutPrefix(s, "-")
	mantissa, exponent := s, "0"
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exponent = s[:i], s[i+1:]
	}
	exp, err := strconv.ParseInt(exponent, 10, 32)
	whole, fraction, _ := strings.Cut(mantissa, ".")
	all := strings.TrimLeft(whole+fraction, "0")
	d.digits = strings.TrimRight(all, "0")
	if d.digits == "" {
		return decimal{}, true
	}
	d.exp = exp - int64(len(fraction)) + int64(len(all)-len(d.digits))
	return d, err == nil
}
