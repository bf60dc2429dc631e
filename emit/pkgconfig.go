package emit

import "github.com/xgen-build/xgen/schema/model"

// pkgConfig is where Debian's packages of a target's architecture say how they
// are linked with; "" where they are not looked for.
func pkgConfig(t *model.Target) string {
	libraries := t.Toolchain.DebianLibraries
	if !libraries.OK() {
		return ""
	}
	return "/usr/lib/" + libraries.Multiarch + "/pkgconfig:/usr/share/pkgconfig"
}
