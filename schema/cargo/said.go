package cargo

import "github.com/xgen-build/xgen/schema/model"

// Said is a key of a manifest or of Cargo.lock.
type Said struct {
	Key
	File string // where it stands
	By   string // the file that it holds for: another where a package inherits it
}

// Pos returns where it stands.
func (s Said) Pos() model.Pos { return model.Pos{File: s.File, Line: s.Line, Col: s.Col} }
