package emit

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// withGlibc reports whether a target is built by Debian's GCC with glibc.
func withGlibc(t *model.Target) bool {
	return debianOf(t) != nil && debianOf(t).Multiarch != ""
}

// multiarch lists what the stage cc installs for every such target with the same
// base: one image has them all, and the stage is the same in each Dockerfile. On
// another base the packages may be called otherwise.
func multiarch(p *model.Project, t *model.Target) []string {
	if !withGlibc(t) {
		return nil
	}
	var out []string
	for _, other := range p.Targets {
		if withGlibc(other) && other.Image.V == t.Image.V {
			out = append(out, debianOf(other).Packages...)
			out = append(out, debianLibraries(other)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// debianLibraries are the packages of a target's libraries, of its architecture.
func debianLibraries(t *model.Target) []string {
	var out []string
	for _, l := range t.Libraries {
		for _, name := range l.Packages {
			out = append(out, name+":"+debianOf(t).Arch)
		}
	}
	return out
}

// pkgConfig is where Debian's packages of a target's architecture say how they
// are linked with; "" where they are not looked for.
func pkgConfig(t *model.Target) string {
	if !withGlibc(t) {
		return ""
	}
	return "/usr/lib/" + debianOf(t).Multiarch + "/pkgconfig:/usr/share/pkgconfig"
}

// runtimeView says where the shared libraries that a program needs come from
// when it runs under QEMU.
type runtimeView struct {
	Packages []string // of a stage of their own; none where the stage cc has them
	From     string   // the stage
	Folder   string   // in there
	Loader   string   // as the program names it
	Name     string   // of the folder among the loader's own
}

func runtimeOf(t *model.Target) *runtimeView {
	if t.Triple.Libc != "gnu" || t.Contract.Static.V {
		return nil
	}
	r := t.Triple.Runtime
	v := &runtimeView{From: "runtime", Packages: r.Packages, Folder: r.Folder, Loader: t.Triple.Loader, Name: r.Multiarch}
	if withGlibc(t) {
		v.From, v.Packages, v.Folder = "cc", nil, path.Join("/usr/lib", r.Multiarch)
	}
	return v
}
