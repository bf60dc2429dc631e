package emit

import (
	"path"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// cmakeToolchain returns the file from which CMake takes the compilers, where the
// target has something that CMake builds: a library, or a crate that calls the
// crate cmake, which finds the file in CMAKE_TOOLCHAIN_FILE_<triple>.
func cmakeToolchain(p *model.Project, t *model.Target) ([]Artifact, error) {
	if !layout.ReadsCMakeToolchain(t) {
		return nil, nil
	}
	view := struct {
		System, Processor string
		Tools             layout.Tools
		Multiarch         string // the folder of Debian's own libraries, "" for none
	}{cmakeSystem(t.Triple), t.Triple.Arch, layout.ToolsOf(t), t.Toolchain.DebianLibraries.Multiarch}
	data, err := templates.Render("toolchain.cmake.tmpl", view)
	return []Artifact{file(path.Join(layout.Dir(p, t), layout.CMakeToolchain), data)}, err
}

// cmakeSystem returns CMake's name of the target's system.
func cmakeSystem(t model.Triple) string {
	if t.Format() == model.FormatPE {
		return "Windows"
	}
	return "Linux"
}
