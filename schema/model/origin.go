package model

import (
	"encoding/json"
	"fmt"
)

// Pos is a place in a file of the user's project. File is relative to the
// project's root and uses slashes; Line and Col count from 1, Col in bytes.
// The zero Pos means that the value stands in no file of the user's.
type Pos struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// IsValid reports whether p names a place.
func (p Pos) IsValid() bool { return p.File != "" && p.Line > 0 }

// String returns file:line:col, or "" for the zero Pos.
func (p Pos) String() string {
	if !p.IsValid() {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// From says which of the inputs a value came from.
type From string

// The inputs of a project, weakest first.
const (
	FromDefault   From = "default"             // xgen's own default
	FromCatalog   From = "catalog"             // the facts about a triple
	FromToolchain From = "rust-toolchain.toml" // the project's own rustup file
	FromCargo     From = "Cargo.toml"          // the project's own manifest
	FromConfig    From = ".cargo/config.toml"  // the project's own configuration of cargo
	FromUser      From = "targets.cue"         // the user's file
)

// Origin says where a value came from and, where somebody gave one, why.
type Origin struct {
	From From   `json:"source"`
	Pos  Pos    `json:"pos,omitzero"`
	Why  string `json:"why,omitempty"`
}

// String returns the shortest form that a reader can follow: the position where
// there is one, the input's name otherwise.
func (o Origin) String() string {
	if o.Pos.IsValid() {
		return o.Pos.String()
	}
	return string(o.From)
}

// Value is a value with its origin.
type Value[T any] struct {
	V T `json:"value"`
	Origin
}

// UnmarshalJSON reads a value of the catalog's, which says no origin.
func (v *Value[T]) UnmarshalJSON(data []byte) error {
	v.Origin = Origin{From: FromCatalog}
	return json.Unmarshal(data, &v.V)
}
