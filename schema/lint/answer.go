package lint

import (
	"errors"

	"github.com/xgen-build/xgen/schema/cargo"
)

// answer is what cargo said of a target.
type answer struct {
	crates  []cargo.Compiled
	tested  []cargo.Compiled // with its tests, where they are built
	silence *cargo.Silence   // nil where it answered
}

// description is what cargo says of the manifests.
type description struct {
	different []string       // from what xgen reads
	silence   *cargo.Silence // nil where it answered
}

// silenceOf returns why there is no answer, nil where there is one. That it cannot be
// read is a silence too: cargo's form of it may change.
func silenceOf(err error) *cargo.Silence {
	var s *cargo.Silence
	if err == nil || errors.As(err, &s) {
		return s
	}
	return &cargo.Silence{Reason: cargo.Refused, Said: err.Error()}
}
