package emit

import (
	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema/model"
)

// Images returns the images that a target is built on, by the stages that a build
// context replaces.
func Images(t *model.Target) map[string]string {
	images := map[string]string{"os": t.Image.V}
	if image := toolchain.Of(t).Image(); image != "" {
		images["toolchain"] = image
	}
	return images
}
