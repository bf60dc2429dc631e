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
			own := input.OrZero(in.asked(t).Contract)
			if windows(t) {
				ofLinux(t, own, f)
			} else if own.Subsystem != nil {
				f.at(own.Subsystem.Pos, "contract.subsystem: %s is not for Windows, which alone has them: remove it", t.Triple.Name)
			}
			otherNames(t, f)
		}
		ofAllTargets(in.Project.Targets, input.OrZero(in.Written.Contract), f)
	},
}

func windows(t *model.Target) bool { return t.Contract.Format.V == model.FormatPE }

// ofAllTargets reports what a project promises of all its targets and none of them can.
// Targets of the other system pass it over.
func ofAllTargets(targets []*model.Target, shared input.Contract, f *findings) {
	others := slices.DeleteFunc(slices.Clone(targets), windows)
	if s := shared.Subsystem; s != nil && len(others) == len(targets) {
		f.at(s.Pos, "contract.subsystem is for targets of Windows and there is none: remove it")
	}
	if len(others) > 0 {
		return
	}
	for _, t := range targets {
		ofLinux(t, shared, f)
	}
}

// ofLinux reports promises that no Windows program can keep.
func ofLinux(t *model.Target, asked input.Contract, f *findings) {
	if static := asked.Static; static != nil && !static.V {
		f.at(static.Pos, "contract.static: no Windows has the C compiler's own DLLs, so that a program has in itself what it needs of them: remove it, or write it at the targets for Linux")
	}
	if pie := asked.PIE; pie != nil && !pie.V {
		f.at(pie.Pos, "contract.pie: rustc makes no program for Windows that is loaded at a fixed address: remove it, or write it at the targets for Linux")
	}
	if pages := asked.Pages; pages != nil {
		f.at(pages.Pos, "contract.pages: Windows has memory pages of one size only on %s: remove it, or write it at the targets for Linux", t.Triple.Arch)
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
