package lint

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/userfile"
)

// unsentFiles are the files that sources name and builds are not sent.
func (in *Input) unsentFiles() (out []unsent) {
	done := map[string]bool{}
	for _, t := range in.Project.Targets {
		ws := in.Workspaces[t.Cargo.Manifest]
		if ws == nil {
			continue
		}
		for _, p := range ws.Built(t.Cargo.Packages) {
			if !done[p.Dir] {
				done[p.Dir] = true
				out = append(out, in.filesOf(p)...)
			}
		}
	}
	return out
}

// filesOf looks at the sources of a package and at its build script.
func (in *Input) filesOf(p cargo.Package) (out []unsent) {
	for _, s := range in.sent() {
		script := isScript(p, s.name)
		if !script && !isSource(p, s.name) {
			continue
		}
		data, err := userfile.Read(in.Root, s.name, userfile.Manifest)
		if err != nil {
			continue
		}
		for _, r := range reads(data) {
			from := path.Dir(s.name)
			if r.ofPackage {
				from = p.Dir
			}
			if script || r.how != inScript {
				u := unsent{pos: model.Pos{File: s.name, Line: r.line, Col: r.col}, name: path.Join(from, r.path)}
				if u.says = in.judge(u.name, r); u.says != "" {
					out = append(out, u)
				}
			}
		}
	}
	return out
}

// isScript reports whether a file is a package's build script.
func isScript(p cargo.Package, name string) bool {
	return name == path.Join(p.Dir, "build.rs") || slices.ContainsFunc(p.Sources, func(s cargo.Source) bool {
		return s.Key == "package.build" && s.Path == name
	})
}

// isSource reports whether a package may be compiled of a file: one in src, or beside one
// that the manifest names.
func isSource(p cargo.Package, name string) bool {
	return path.Ext(name) == ".rs" && (model.Below(path.Join(p.Dir, "src"), name) || slices.ContainsFunc(p.Sources, func(s cargo.Source) bool {
		around := path.Dir(s.Path)
		return (s.Key == "lib.path" || s.Key == "bin.path") && (s.Path == name || !model.Below(around, p.Dir) && model.Below(around, name))
	}))
}

// judge says of a file that is read that builds are not sent it, "" where they are. Of one
// in the project it is seen whether it lies there; of what lies above no build has anything.
func (in *Input) judge(name string, r read) string {
	switch there, sent := in.reaches(name); {
	case in.leadsOut(name) != "":
		return fmt.Sprintf("%s reads %q, which leads to %s above the project's root, of which builds are sent nothing", r.how, r.path, in.leadsOut(name))
	case strings.HasPrefix(name, "../") && r.how != inScript:
		return fmt.Sprintf("%s reads %q, which lies above the project's root, of which builds are sent nothing", r.how, r.path)
	case there && !sent && in.Project.MaySend(name):
		return fmt.Sprintf("%s reads %q, which builds are not sent", r.how, r.path)
	}
	return ""
}

// read is a file that a source names.
type read struct {
	how, path string
	ofPackage bool // the path is counted from the package's folder, and not from the source's
	line, col int
}

const inScript = "the build script"

// reading are the forms in which sources name files, each with the path as its last part.
var reading = []struct {
	form      *lazyregexp.Regexp
	how       string // "" for the form's first part
	ofPackage bool
}{
	{lazyregexp.New(`\b(include(?:_str|_bytes)?)!\s*[(\[{]\s*"([^"\\]+)"`), "", false},
	{lazyregexp.New(`\b(include(?:_str|_bytes)?)!\s*[(\[{]\s*concat!\s*\(\s*env!\s*\(\s*"CARGO_MANIFEST_DIR"\s*\)\s*,\s*"/([^"\\]+)"\s*\)`), "", true},
	{lazyregexp.New(`#!?\[\s*(path)\s*=\s*"([^"\\]+)"\s*\]`), "mod", false},
	{lazyregexp.New(`(")(\.\./[^"\\*]+)"`), inScript, true},
}

// reads lists the files that a source names, but for those of its tests at the end.
func reads(data []byte) (out []read) {
	if i := bytes.Index(data, []byte("#[cfg(test)]")); i >= 0 {
		data = data[:i]
	}
	no := 0
	for line := range strings.Lines(string(data)) {
		no++
		if code := strings.TrimSpace(line); !strings.Contains(code, `"`) || strings.HasPrefix(code, "//") {
			continue
		}
		for _, r := range reading {
			if m := r.form.FindStringSubmatchIndex(line); m != nil {
				out = append(out, read{cmp.Or(r.how, line[m[2]:m[3]]+"!"), line[m[4]:m[5]], r.ofPackage, no, m[0] + 1})
				break
			}
		}
	}
	return out
}
