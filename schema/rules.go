package schema

import (
	"github.com/xgen-build/xgen/schema/check"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// The rules of reading a file.
var (
	noFile         = rule.Error("no-file", "without a targets.cue there is no project")
	badFile        = rule.Error("bad-file", "reading it must end: it is a regular file of a bounded size below the project's root")
	unreadable     = rule.Error(model.Unreadable, "the machine would not read the file, which says nothing about what is in it")
	invalidUTF8    = rule.Error("invalid-utf8", "CUE is UTF-8, and other bytes would be shown in one way and read in another")
	importRule     = rule.Error("import", "nothing is ever fetched to read a file: the same file means the same everywhere")
	otherPackage   = rule.Warning("other-package", "files that CUE takes for another package are no part of the definitions, whatever their names")
	fileAttribute  = rule.Error("file-attribute", "whether a file is read must not depend on what a command line says")
	tooManyTargets = rule.Error("too-many-targets", "time and memory grow with the targets, and no real project has so many")
)

// fileRules returns the rules of reading a file and of holding it against the
// definitions.
func fileRules() []rule.Rule {
	return append(check.Rules(), noFile, badFile, unreadable, invalidUTF8, importRule, otherPackage, fileAttribute, tooManyTargets, rootRule)
}
