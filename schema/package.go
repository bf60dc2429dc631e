package schema

import (
	"cmp"
	"fmt"
	"io/fs"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// evaluate reads and evaluates the definitions of a project: its file, the files
// beside it with the same package clause, and the packages that they import.
func evaluate(root fs.FS) (cue.Value, model.Diagnostics) {
	first, found := parse(root, File)
	if found.HasErrors() {
		return cue.Value{}, found
	}
	files, found := siblings(root, first)
	if found.HasErrors() {
		return cue.Value{}, found
	}
	v, wrong := newImporter(root).value(File, append([]*ast.File{first}, files...))
	return v, append(found, wrong...)
}

// evaluateFile reads and evaluates a file that stands alone.
func evaluateFile(root fs.FS, name string) (cue.Value, model.Diagnostics) {
	f, found := parse(root, name)
	if found.HasErrors() {
		return cue.Value{}, found
	}
	i := newImporter(root)
	i.alone = true
	return i.value(name, []*ast.File{f})
}

// siblings returns the files of the root folder that belong to the package of a file;
// none where it has no package clause. A file whose name says that it belongs
// there is not passed over in silence.
func siblings(root fs.FS, first *ast.File) ([]*ast.File, model.Diagnostics) {
	names, err := userfile.Glob(root, "*.cue")
	if err != nil {
		return nil, faults(unreadable, ".", "%v", err)
	}
	var files []*ast.File
	var found model.Diagnostics
	for _, name := range names {
		if name == File {
			continue
		}
		clause := clauseOf(root, name, first.PackageName())
		switch {
		case !isRead(root, name):
			if end := keptForCUE(name); end != "" && clause == first.PackageName() && !hasCommands(root, name) {
				found = append(found, otherPackage.At(model.Pos{File: name, Line: 1, Col: 1},
					"the file is not read: CUE keeps names that end in %s for itself: rename it, such as %s", end, strings.TrimSuffix(name, ".cue")+"s.cue"))
			}
		case clause != "" && clause == first.PackageName():
			f, wrong := parse(root, name)
			files, found = append(files, f), append(found, wrong...)
		case strings.HasPrefix(name, "targets"):
			found = append(found, notRead(name, clause, first.PackageName()))
		}
	}
	return files, found
}

// keptForCUE returns the end of a name that looks like one of the definitions' files, where it
// is one by which no CUE takes it for them; else "".
func keptForCUE(name string) string {
	for _, end := range []string{"_test.cue", "_tool.cue"} {
		if strings.HasPrefix(name, "targets") && strings.HasSuffix(name, end) {
			return end
		}
	}
	return ""
}

// hasCommands reports whether a file is what its name says: commands of the cue command.
func hasCommands(root fs.FS, name string) bool {
	src, err := userfile.Read(root, name, userfile.Definitions)
	return err == nil && strings.HasSuffix(name, "_tool.cue") && commandField.Match(src)
}

var commandField = lazyregexp.New(`(?m)^command[ \t]*:|^[ \t]*"?tool/|^import[ \t]+"tool/`)

// notRead says why a file beside targets.cue is none of its package.
func notRead(name, clause, want string) model.Diagnostic {
	why := fmt.Sprintf("it has package %s, and %s package %s", clause, File, want)
	switch {
	case want == "":
		why, want = File+" has no package clause", cmp.Or(clause, "xgen")
	case clause == "":
		why = "it has no package clause"
	}
	return otherPackage.At(model.Pos{File: name, Line: 1, Col: 1},
		"the file is not read, since %s: begin both with the line package %s", why, want)
}
