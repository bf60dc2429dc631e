package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// Where neither cargo nor the files say that a target is compiled of the crate, this
// and missing-library are warnings.

var incompatibleCrate = check{
	rule.Error("crate-needs-patch", "a crate that is known not to compile for a target would say so only in the middle of the build"),
	lacking(model.LackPatch),
}
