package emit

import (
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// wrappers returns the scripts that stand for the toolchain's programs, fixed to the
// target.
func wrappers(p *model.Project, t *model.Target) ([]Artifact, error) {
	dir := path.Join(layout.Dir(p, t), "bin")
	var out []Artifact
	for _, w := range slices.Concat(toolchain.Of(t).Wrappers(), rustcWrappers(t), openSSLWrappers(t)) {
		data, err := templates.Render(w.Template, w.View)
		if err != nil {
			return nil, err
		}
		out = append(out, script(path.Join(dir, w.Name), data))
	}
	return out, nil
}

// rustcView is what rustc.tmpl shows.
type rustcView struct {
	Triple    string
	Specified bool // the specification is the project's, and lies beside the wrapper
	Release   bool // takes nothing unstable but the specification
}

// rustcWrappers returns a wrapper of rustc, by its own name, where rustc is given a
// specification of the target, and none otherwise. Its folder is first on PATH.
func rustcWrappers(t *model.Target) []toolchain.Wrapper {
	if !t.OwnSpec() {
		return nil
	}
	return []toolchain.Wrapper{{Name: "rustc", Template: "rustc.tmpl", View: rustcView{
		Triple: t.Triple.Name, Specified: t.Spec != nil,
		// With cargo's -Z build-std every call is one with unstable options.
		Release: !strings.HasPrefix(t.Rust.Channel.V, "nightly") && t.Rust.Std.V != model.StdBuild,
	}}}
}

// openSSLPerl is what the crate openssl-src calls for perl where OpenSSL must be told more
// than the crate tells it.
const openSSLPerl = "openssl-perl"

// openSSLView is what openssl-perl.tmpl shows.
type openSSLView struct {
	Why  string
	Args []string
}

func openSSLWrappers(t *model.Target) []toolchain.Wrapper {
	args := t.Cargo.OpenSSL
	if len(args.V) == 0 {
		return nil
	}
	return []toolchain.Wrapper{{Name: openSSLPerl, Template: "openssl-perl.tmpl", View: openSSLView{args.Why, args.V}}}
}
