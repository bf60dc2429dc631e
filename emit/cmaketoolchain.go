package emit

import (
	"path"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// cmakeToolchain is for what builds C with CMake, where the target has such: a
// library, or a crate through the crate cmake, which takes the file from
// CMAKE_TOOLCHAIN_FILE_<triple>.
func cmakeToolchain(p *model.Project, t *model.Target) ([]Artifact, error) {
	if !layout.ReadsCMakeToolchain(t) {
		return nil, nil
	}
	view := struct {
		Processor string
		Tools     layout.Tools
		Multiarch string // the folder of Debian's own libraries, "" for none
	}{t.Triple.Arch, layout.ToolsOf(t), t.Toolchain.DebianLibraries.Multiarch}
	data, err := templates.Render("toolchain.cmake.tmpl", view)
	return []Artifact{file(path.Join(layout.Dir(p, t), layout.CMakeToolchain), data)}, err
}
