package verify

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// sameJSON reports whether two JSON values are equal. Numbers are compared by
// their exact decimal value, so that 1, 1.0 and 10e-1 are the same and
// 9007199254740993 is not 9007199254740992.
func sameJSON(a, b json.RawMessage) bool {
	x, errX := decode(a)
	y, errY := decode(b)
	return errX == nil && errY == nil && sameValue(x, y)
}

// decode reads one value and keeps its numbers as they are written.
func decode(raw json.RawMessage) (v any, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	err = dec.Decode(&v)
	return v, err
}

// sameValue compares what decode gives.
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

// sameNumber compares two JSON numbers by value, without computing a power of
// ten: 1e999999999 costs nothing.
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

// parseDecimal reads a JSON number; ok is false where its exponent does not
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
