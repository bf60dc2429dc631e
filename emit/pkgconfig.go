package emit

import "github.com/xgen-build/xgen/schema/model"

// pkgConfig returns the folders in which Debian's packages of a target's
// architecture have their .pc files; "" where nothing looks for any.
func pkgConfig(t *model.Target) string {
	libraries := t.Toolchain.DebianLibraries
	if !libraries.OK() {
		return ""
	}
	return "/usr/lib/" + libraries.Multiarch + "/pkgconfig:/usr/share/pkgconfig"
}
