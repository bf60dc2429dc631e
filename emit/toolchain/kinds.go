package toolchain

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
	resolved "github.com/xgen-build/xgen/schema/toolchain"
)

// Of returns a target's toolchain. It is the one place that tells kinds apart.
func Of(t *model.Target) Toolchain {
	base := plain{t}
	switch params := t.Toolchain.Params.(type) {
	case resolved.Zig:
		return zig{base, params}
	case resolved.Debian:
		return debian{base, params}
	case resolved.Mingw:
		return mingw{base, params}
	case resolved.External:
		if len(t.Toolchain.Parts) > 0 {
			return tarball{ownGCC{base, params.OwnGCC}, params}
		}
		return image{ownGCC{base, params.OwnGCC}, params}
	case resolved.Source:
		return source{ownGCC{base, params.OwnGCC}, params}
	default:
		panic(fmt.Sprintf("toolchain: the kind %q has no file here", t.Toolchain.Kind.V))
	}
}

// CommonTo returns what the stages of a project's targets have in common. It looks
// at every target once, so that Stages looks at one alone.
func CommonTo(p *model.Project) Common { return Common{glibcPackages: glibcPackages(p)} }

// AbsentStages returns why a Dockerfile may lack a stage of this package's, by
// the stage.
func AbsentStages() map[string]string {
	const notBuilt = "its C toolchain is not built from source"
	return map[string]string{
		"zig":       "its C toolchain is made in the stage cc",
		"binutils":  notBuilt,
		"compiler":  notBuilt,
		"libc":      notBuilt,
		"toolchain": "no image holds its C toolchain",
		"component": "only beside the image of a C toolchain does rustup's std have a stage of its own",
	}
}
