package dockerfile

import (
	"path"
	"slices"
	"strconv"

	"github.com/xgen-build/xgen/emit/stage"
)

// pagesView has a second QEMU built, for other sizes of memory pages.
type pagesView struct {
	Run  stage.Run
	QEMU string
}

// wineView has Wine installed and started for the first time.
type wineView struct {
	Install, First stage.Run
	Packages       []string
}

// emulator has what runs programs: QEMU, or Wine where anything is to be run, since
// that is a gigabyte.
func (m maker) emulator() stage.Stage {
	b := m.new("emulator", "os")
	var v struct {
		Packages stage.Packages
		Wine     *wineView
		Pages    *pagesView
	}
	switch wine := m.t.Triple.Wine; {
	case wine == nil:
		v.Packages = b.Packages("jq", "qemu-user")
	case m.t.Runs():
		install := stage.Run{Mounts: []stage.Mount{b.Script("packages.sh"), b.Script("release.sh"), b.Script("multiarch.sh")}}
		v.Wine = &wineView{install, stage.Offline(b.Script("wine.sh")), append([]string{"jq"}, wine.Packages...)}
	default:
		v.Packages = b.Packages("jq")
	}
	if m.pages() != nil {
		v.Pages = &pagesView{stage.Run{Mounts: []stage.Mount{b.Script("pages.sh")}}, m.t.Triple.QEMU.Binary}
	}
	return b.Stage("dockerfile/emulator.tmpl", v)
}

// pages returns the sizes of memory pages with which the smoke command is run; none
// where there is only one, or no command.
func (m maker) pages() []string {
	smoke := m.t.Contract.Smoke
	if smoke == nil || len(smoke.Pages) == 0 || slices.Max(smoke.Pages) == 4096 {
		return nil
	}
	sizes := smoke.Pages
	out := make([]string, len(sizes))
	for i, size := range sizes {
		out[i] = strconv.Itoa(size)
	}
	return out
}

// shared reports whether programs need the shared libraries of a libc that they
// can be run with.
func (m maker) shared() bool { return m.t.Triple.Libc == "gnu" && !m.t.Contract.Static.V }

// machine returns the name of the stage that programs run in.
func (m maker) machine() string {
	if m.shared() {
		return "system"
	}
	return "emulator"
}

// runtime has Debian's build of the target's libc.
func (m maker) runtime() stage.Stage {
	b := m.new("runtime", "os")
	return b.Stage("dockerfile/runtime.tmpl", b.Packages(m.t.Triple.Runtime.Packages...))
}

// system has the shared libraries that programs find, from the stage cc where
// that has them.
func (m maker) system() stage.Stage {
	b, r := m.new("system", "emulator"), m.t.Triple.Runtime
	from, folder := "runtime", r.Folder
	if m.t.Toolchain.DebianLibraries.OK() {
		from, folder = "cc", path.Join("/usr/lib", r.Multiarch)
	}
	return b.Stage("dockerfile/system.tmpl", struct {
		Run               stage.Run
		Loader, Multiarch string
	}{stage.Offline(b.From(from, folder, "/xgen/libraries"), b.Script("system.sh")), m.t.Triple.Loader, r.Multiarch})
}
