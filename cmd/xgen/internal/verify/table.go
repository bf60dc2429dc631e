package verify

import "github.com/xgen-build/xgen/schema/model"

// table collects the rows of one binary.
type table struct {
	binary string
	rows   []Row
}

// row adds the row of a promise.
func (t *table) row(promise, want, found string, held bool, o model.Origin) {
	t.rows = append(t.rows, Row{t.binary, promise, want, found, status(held), o})
}
