package resolve

import (
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// defaultTestTimeout is how many seconds a test program may take: some hold
// thousands of tests, and QEMU is slow.
const defaultTestTimeout = 600

// test is what a target's tests are, nil where neither it nor the project asks for
// them. The target's own fields win one by one, as those of cargo do.
func (r *resolver) test(asked input.Target, ws *cargo.Workspace) *model.Test {
	either := input.First(asked.Test, r.Written.Test)
	if either == nil {
		return nil
	}
	own, shared := input.OrZero(asked.Test), input.OrZero(r.Written.Test)
	profile := input.First(own.Profile, shared.Profile)
	if ws != nil {
		r.knownProfile(ws, profile)
	}
	return &model.Test{
		Args:    valueOr(input.First(own.Args, shared.Args), nil).V,
		Timeout: valueOr(input.First(own.Timeout, shared.Timeout), defaultTestTimeout).V,
		Profile: valueOr(profile, "test").V,
		Lints:   sorted(input.OrZero(input.First(own.Lints, shared.Lints)).V),
		Origin:  byUser(either.Pos, either.Why),
	}
}
