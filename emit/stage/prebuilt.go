package stage

import "github.com/xgen-build/xgen/schema/model"

// PrebuiltStd is a RUN instruction that installs rustup's std.
type PrebuiltStd struct {
	Run             Run
	Channel, Triple string
}

// PrebuiltStd returns an instruction that installs rustup's std for a target.
func (b *Builder) PrebuiltStd(t *model.Target) PrebuiltStd {
	return PrebuiltStd{b.Online(b.Script("std-prebuilt.sh")), t.Rust.Channel.V, t.Triple.Name}
}
