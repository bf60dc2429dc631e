package cargo

import (
	"bytes"
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// Said is a key of a manifest or of Cargo.lock.
type Said struct {
	Key
	File string // where it stands
	By   string // the file that it holds for: another where a package inherits it
}

// Pos returns where it stands.
func (s Said) Pos() model.Pos { return model.Pos{File: s.File, Line: s.Line, Col: s.Col} }

// said returns the keys of the manifests that cargo reads of a project, and of Cargo.lock
// its version. What a package has of its workspace is said of the package too.
func (r *reader) said(lock string) (all []Said) {
	shared := map[string]Key{}
	for _, k := range Keys(r.root.data) {
		if len(k.Path) == 3 && k.Path[0] == "workspace" && k.Path[1] == "package" {
			shared[k.Path[2]] = k
		}
	}
	for _, file := range slices.Sorted(maps.Keys(r.text)) {
		data := r.text[file]
		if file == lock {
			data, _, _ = bytes.Cut(data, []byte("\n["))
		}
		for _, k := range Keys(data) {
			all = append(all, Said{k, file, file})
			if len(k.Path) == 3 && k.Path[0] == "package" && k.Path[2] == "workspace" {
				if of, ok := shared[k.Path[1]]; ok {
					of.Path = k.Path[:2]
					all = append(all, Said{of, r.root.file, file})
				}
			}
		}
	}
	return all
}
