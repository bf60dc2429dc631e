package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var wrongFormat = check{
	rule.Error("wrong-format", "Linux and Windows programs differ in what can be promised of them, and nothing would hold such a promise"),
	func(in *Input, f *findings) {
		for _, t := range in.Project.Targets {
			if t.Contract.Format.V == model.FormatPE {
				windowsOnly(t, f)
			}
			otherNames(t, f)
			if s := t.Contract.Subsystem; s.V != "" && t.Contract.Format.V != model.FormatPE {
				f.at(s.Pos, "contract.subsystem: %s is not for Windows, which alone has them: remove it", t.Triple.Name)
			}
		}
		shared := input.OrZero(in.Written.Contract).Subsystem
		if shared != nil && !slices.ContainsFunc(in.Project.Targets, windows) {
			f.at(shared.Pos, "contract.subsystem is for targets of Windows and there is none: remove it")
		}
	},
}

func windows(t *model.Target) bool { return t.Contract.Format.V == model.FormatPE }

// windowsOnly reports what a Windows program cannot promise.
func windowsOnly(t *model.Target, f *findings) {
	c := t.Contract
	if !c.Static.V {
		f.at(c.Static.Pos, "contract.static: no Windows has the C compiler's own DLLs, so that a program has in itself what it needs of them: remove it, or write it at the targets for Linux")
	}
	if !c.PIE.V {
		f.at(c.PIE.Pos, "contract.pie: rustc makes no program for Windows that is loaded at a fixed address: remove it, or write it at the targets for Linux")
	}
	if c.Pages.From == model.FromUser {
		f.at(c.Pages.Pos, "contract.pages: Windows has memory pages of one size only on %s: remove it, or write it at the targets for Linux", t.Triple.Arch)
	}
}

// otherNames reports the libraries of another system that a target may need.
func otherNames(t *model.Target, f *findings) {
	needed := t.Contract.Needed
	if needed.From != model.FromUser {
		return
	}
	for _, name := range needed.V {
		switch {
		case t.Contract.Format.V.Names(name):
		case windows(t):
			f.at(needed.Pos, "contract.needed has %q: %s imports DLLs: write their names, such as \"kernel32.dll\"", name, t.Triple.Name)
		default:
			f.at(needed.Pos, "contract.needed has %q: %s has no DLLs: write names such as \"libc.so.6\"", name, t.Triple.Name)
		}
	}
}
