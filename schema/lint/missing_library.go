package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var missingLibrary = check{
	rule.Error("missing-library", "the build script of such a crate asks pkg-config for the library, and fails in the middle of the build"),
	lacking(model.LackLibrary),
}
