package emit

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	params "github.com/xgen-build/xgen/schema/toolchain"
)

func zigOf(t *model.Target) *params.Zig {
	if p, ok := t.Toolchain.Params.(params.Zig); ok {
		if t.Contract.Glibc.V != "" {
			p.Target += "." + t.Contract.Glibc.V
		}
		return &p
	}
	return nil
}

func debianOf(t *model.Target) *params.Debian {
	if p, ok := t.Toolchain.Params.(params.Debian); ok {
		return &p
	}
	return nil
}

func ownOf(t *model.Target) *params.External {
	if p, ok := t.Toolchain.Params.(params.External); ok {
		return &p
	}
	return nil
}

// ToolchainText says which toolchain a target has.
func ToolchainText(t *model.Target) string {
	if d := debianOf(t); d != nil {
		libc := "musl-dev"
		if d.Musl == "" {
			libc = "libc6-dev"
		}
		return fmt.Sprintf("debian %s-gcc %s, %s:%s", d.GCC, strings.Join(d.Args, " "), libc, d.Arch)
	}
	if own := ownOf(t); own != nil {
		kind, from := "image", own.Image
		if t.Toolchain.Source != nil {
			kind, from = "tarball", t.Toolchain.Source.String()
		}
		return fmt.Sprintf("%s %s-gcc %s, from %s", kind, own.GCC, strings.Join(own.Args, " "), from)
	}
	zig := zigOf(t)
	return fmt.Sprintf("zig %s -target %s -mcpu=%s", zig.Version, zig.Target, zig.CPU)
}
