package dockerfile

import (
	"debug/elf"
	"strconv"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/emit/toolchain"
	"github.com/xgen-build/xgen/schema/model"
)

// stdView is what std.tmpl shows; what is nil is not done.
type stdView struct {
	Link, Dir, CC, Triple string
	Atomics               bool
	LinkModes             *linkModesView
	Prebuilt              *stage.PrebuiltStd
	Sysroot               *sysrootView
	Warm                  *warmView
}

type linkModesView struct {
	Run   stage.Run
	ELF   []string
	Float string
	Modes []string
}

type sysrootView struct {
	Run       stage.Run
	Atomics64 bool // std has 64-bit atomics, which rustc's own specification does not have
	Rustflags []string
}

type warmView struct {
	Run       stage.Run
	Script    string
	Rustflags []string
}

// std has the target's std, and what the toolchain builds when it first links.
func (m maker) std() stage.Stage {
	b := m.new("std", "cc")
	v := stdView{Link: b.File("link.sh"), Dir: m.dir(), CC: layout.ToolsOf(m.t).CC, Triple: m.t.Triple.Name}
	if v.Atomics = m.t.Triple.LacksAtomics64(); v.Atomics {
		b.Needs("atomics")
	}
	if modes := m.toolchain.LinkModes(); modes != nil {
		v.LinkModes = &linkModesView{stage.Offline(b.Script("check-link-modes.sh")), elfHead(m.t.Triple), string(m.t.Triple.FloatABI), modes}
	}
	switch std := m.t.Rust.Std.V; {
	case std == model.StdPrebuilt && !m.toolchain.BringsStd():
		prebuilt := b.PrebuiltStd(m.t)
		v.Prebuilt = &prebuilt
	case std == model.StdSysroot:
		v.Sysroot = &sysrootView{stage.Offline(b.Script("std.sh")), m.t.EmulatesAtomics() && m.t.Spec == nil, stdFlags(m.t)}
	}
	if script := m.toolchain.WarmUp(); script != "" && m.t.Rust.Std.V != model.StdBuild {
		v.Warm = &warmView{stage.Offline(b.Script(script)), script, append(stdFlags(m.t), "-Cstrip="+m.t.Cargo.Strip)}
	}
	return b.Stage("dockerfile/std.tmpl", v)
}

// stdFlags returns the flags that std is built with: those that decide the ABI and
// the instruction set must be the program's own.
func stdFlags(t *model.Target) []string {
	var out []string
	for _, f := range toolchain.Flags(t, model.FlagRustc) {
		out = append(out, f.Args...)
	}
	return out
}

// elfHead returns what the head of an object says: class, byte order and machine, by
// the numbers of the ELF specification.
func elfHead(t model.Triple) []string {
	order := elf.ELFDATA2LSB
	if t.Endian == model.Big {
		order = elf.ELFDATA2MSB
	}
	machine := elf.EM_NONE
	for elf.Machine(machine).String() != t.ELF.Machine && machine < 1<<16-1 {
		machine++
	}
	return []string{strconv.Itoa(t.ELF.Class / 32), strconv.Itoa(int(order)), strconv.Itoa(int(machine))}
}
