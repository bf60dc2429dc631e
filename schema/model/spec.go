package model

import "encoding/json"

// Spec is a target specification of the project's own: what rustc is told of a
// target that it does not know. Its file is named for the triple.
type Spec struct {
	Path string // below the project's root
	Keys map[string]SpecKey
	// Like is the triple of the catalog whose facts hold for the target: its C
	// toolchain's name of the machine, its CPU under QEMU, what a binary must look like.
	Like Value[string]
	Origin
}

// SpecKey is a key of a target specification and where it stands.
type SpecKey struct {
	Pos  Pos
	JSON json.RawMessage
}

// SelfContained reports whether rustc has start files of its own for the target, as
// for those with musl that it knows, and takes the option that says which are linked.
func (s *Spec) SelfContained() bool {
	for _, key := range []string{"crt-objects-fallback", "link-self-contained"} {
		switch string(s.Keys[key].JSON) {
		case "", "null", "false", `"false"`:
		default:
			return true
		}
	}
	return false
}
