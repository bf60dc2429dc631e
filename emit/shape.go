package emit

import (
	"bytes"
	"path"
)

// once returns a reader that reads files with the same bytes only one time.
func once(read reader) reader {
	known := map[string]bool{}
	return func(a Artifact) error {
		if known[string(a.Bytes)] {
			return nil
		}
		err := read(a)
		if err == nil {
			known[string(a.Bytes)] = true
		}
		return err
	}
}

// byShape returns a reader as once does, for files that differ from target to target
// in the target's name alone: they are read with the name hidden.
func byShape(read reader) reader {
	read = once(read)
	return func(a Artifact) error {
		a.Bytes = hideName(a.Bytes, path.Base(path.Dir(a.Path)))
		return read(a)
	}
}

// hideName returns a text with x for each letter of a target's name where that is
// an element of a path: behind a slash, and before what a name cannot hold.
// To BuildKit and in a .dockerignore these letters are all alike there, and no
// line gets longer or shorter; FuzzHiddenName holds the parsers to that.
func hideName(text []byte, name string) []byte {
	if name == "" || bytes.ContainsFunc([]byte(name), func(r rune) bool { return !inName(r) }) {
		return text
	}
	hidden := bytes.Repeat([]byte("x"), len(name))
	out := bytes.Clone(text)
	for at := 0; ; {
		i := bytes.Index(out[at:], []byte("/"+name))
		if i < 0 {
			return out
		}
		at += i + 1
		if end := at + len(name); end == len(out) || !inName(rune(out[end])) {
			copy(out[at:], hidden)
		}
	}
}

// inName reports whether the name of a target may hold a letter.
func inName(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_'
}
