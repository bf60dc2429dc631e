package resolve

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/spec"
)

// passesAlike reports whether a specification passes floats as a triple does.
func (r *resolver) passesAlike(s *spec.Spec, t *catalog.Triple) bool {
	return (t.FloatABI == model.FloatSoft) == s.SoftFloat()
}

// sameFloats refuses a specification that passes floats otherwise than the triple
// that it is like.
func (r *resolver) sameFloats(s *spec.Spec, t *catalog.Triple) {
	key, write := "features", "\"+soft-float\" among the features"
	if t.Arch == "arm" {
		key, write = "llvm-floatabi", fmt.Sprintf("\"llvm-floatabi\": %q", t.FloatABI)
	} else if t.FloatABI == model.FloatHard {
		write = "the features without \"+soft-float\""
	}
	switch {
	case t.Arch == "arm" && s.LLVMFloatABI == "" || !r.passesAlike(s, t):
		r.contradicts(specFacts, key, s.At(key), "%s: %s, whose facts hold for the target, passes floats the %s way: write %s", key, t.Name, t.FloatABI, write)
	case r.asksOtherFloats(s, t):
		r.contradicts(specFacts, "features", s.At("features"), "features is %q, which contradicts llvm-floatabi %q: remove the one for the other floats", s.Features, s.LLVMFloatABI)
	}
}

// asksOtherFloats reports whether a feature is for the other float ABI.
func (r *resolver) asksOtherFloats(s *spec.Spec, t *catalog.Triple) bool {
	for _, pattern := range t.OtherFloat {
		if s.Features != "" && lazyregexp.Of(pattern).MatchString("-Ctarget-feature="+s.Features) {
			return true
		}
	}
	return false
}
