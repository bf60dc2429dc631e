package diff

import "github.com/xgen-build/xgen/schema/model"

// fault returns why a line cannot be part of a diff, a model.Diagnostic.
func fault(file string, line int, message string) error {
	return model.Diagnostic{Pos: model.Pos{File: file, Line: line, Col: 1}, Severity: model.Error, Message: message}
}
