package emit

import (
	"path"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// cmakeToolchain is for crates that build C with cmake: the cmake crate takes
// it from CMAKE_TOOLCHAIN_FILE_<triple>.
func cmakeToolchain(p *model.Project, t *model.Target) ([]Artifact, error) {
	view := struct {
		Processor string
		Tools     tools
		Multiarch string // the folder of Debian's own libraries
	}{t.Triple.Arch, toolNames(t), ""}
	if withGlibc(t) {
		view.Multiarch = debianOf(t).Multiarch
	}
	data, err := templates.Render("toolchain.cmake.tmpl", view)
	return []Artifact{file(path.Join(Dir(p, t), "toolchain.cmake"), data)}, err
}
