package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/xgen-build/xgen/schema/model"
)

// scan returns the keys of a JSON object and where it begins. An error is a
// model.Diagnostic.
func scan(file string, src []byte) (keys map[string]model.SpecKey, begin model.Pos, err error) {
	at := func(offset int) model.Pos { return position(file, src, offset) }
	if valid := validPart(src); len(valid) < len(src) {
		return nil, begin, fault(at(len(valid)), "holds bytes that are not UTF-8: write it as text")
	}
	var whole json.RawMessage
	var syntax *json.SyntaxError
	if err := json.Unmarshal(src, &whole); errors.As(err, &syntax) {
		offset := max(int(syntax.Offset)-1, 0)
		return nil, begin, fault(at(offset), "is not JSON: %v: %s", err, instead(src[min(offset, len(src)):]))
	}
	d := json.NewDecoder(bytes.NewReader(src))
	begin = at(next(src, 0))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, begin, fault(begin, "holds no JSON object: write what rustc prints for the target that yours is like")
	}
	keys = map[string]model.SpecKey{}
	for d.More() {
		pos := at(next(src, int(d.InputOffset())))
		name, value := entry(d)
		if before, twice := keys[name]; twice {
			return nil, begin, fault(pos, "has %q twice (also at %s): keep one", name, before.Pos)
		}
		keys[name] = model.SpecKey{Pos: pos, JSON: value}
	}
	return keys, begin, nil
}

// instead returns a hint for text that is not JSON: what it looks like, and what to write.
func instead(rest []byte) string {
	switch {
	case bytes.HasPrefix(rest, []byte("\ufeff")):
		return "save it as UTF-8 without a byte order mark"
	case bytes.HasPrefix(rest, []byte("/")), bytes.HasPrefix(rest, []byte("#")):
		return "JSON has no comments: remove it"
	case bytes.HasPrefix(rest, []byte("}")), bytes.HasPrefix(rest, []byte("]")):
		return "remove the comma before it, or write what is missing"
	case bytes.HasPrefix(rest, []byte("'")):
		return "write it in double quotes"
	}
	return "write an object as rustc prints it, each key and text in double quotes"
}

// entry reads a key and its value, of text that is known to be JSON.
func entry(d *json.Decoder) (name string, value json.RawMessage) {
	if t, err := d.Token(); err == nil {
		name, _ = t.(string)
	}
	if d.Decode(&value) != nil {
		panic("spec: what is JSON as a whole is none in a part")
	}
	return name, value
}

// next returns where the next key or brace begins.
func next(src []byte, offset int) int {
	return offset + len(src[offset:]) - len(bytes.TrimLeft(src[offset:], " \t\r\n,"))
}

// position returns the line and column of an offset.
func position(file string, src []byte, offset int) model.Pos {
	before := src[:min(max(offset, 0), len(src))]
	return model.Pos{File: file, Line: 1 + bytes.Count(before, []byte("\n")), Col: len(before) - bytes.LastIndexByte(before, '\n')}
}

func validPart(src []byte) []byte {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return src[:i]
		}
		i += n
	}
	return src
}

// fault returns what is wrong at a place of a specification, a model.Diagnostic.
func fault(pos model.Pos, format string, args ...any) error {
	return model.Diagnostic{Pos: pos, Severity: model.Error, Message: fmt.Sprintf(format, args...)}
}
