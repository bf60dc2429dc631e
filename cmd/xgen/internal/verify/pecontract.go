package verify

import (
	"debug/pe"
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// checkPE compares a PE file with its contract. It returns one row for every
// promise, in a fixed order.
func checkPE(c model.Contract, name string, b *peBinary) []Row {
	t := &table{binary: name}
	t.row("file", windowsExecutable, b.what(), b.what() == windowsExecutable, model.Origin{From: model.FromDefault})
	t.system(c, b)
	t.dlls(c, b)
	found, ok := b.random()
	t.row("ASLR", "yes", found, ok, c.PIE.Origin)
	found, ok = b.noExecution()
	t.row("NX", "yes", found, ok, c.Format.Origin)
	t.left(c, b.symbols, b.debug)
	t.size(c, b.size)
	return t.rows
}

// system checks what the headers say of the system.
func (t *table) system(c model.Contract, b *peBinary) {
	if want := c.Class; want.V != 0 {
		t.row("class", bits(want.V), bits(b.bits), want.V == b.bits, want.Origin)
	}
	if want := c.Machine; want.V != "" {
		found := b.machineName()
		t.row("machine", machine(want.V), machine(found), want.V == found, want.Origin)
	}
	if want := c.Subsystem; want.V != "" {
		found := subsystem(b.subsystem)
		t.row("subsystem", want.V, found, want.V == found, want.Origin)
	}
}

// subsystem returns what Windows starts a program in.
func subsystem(number uint16) string {
	switch number {
	case pe.IMAGE_SUBSYSTEM_WINDOWS_CUI:
		return model.SubsystemConsole
	case pe.IMAGE_SUBSYSTEM_WINDOWS_GUI:
		return model.SubsystemWindows
	case pe.IMAGE_SUBSYSTEM_NATIVE:
		return "native: a driver, or a program that runs before Windows"
	case pe.IMAGE_SUBSYSTEM_EFI_APPLICATION:
		return "EFI application"
	}
	return fmt.Sprintf("number %d", number)
}

// dlls checks which DLLs the program needs.
func (t *table) dlls(c model.Contract, b *peBinary) {
	allowed := map[string]bool{}
	for _, name := range slices.Concat(c.System.V, c.Needed.V) {
		allowed[model.DLLName(name)] = true
	}
	var all, foreign []string
	own := false
	for _, i := range b.imports {
		name, compiler := model.DLLName(i.dll), c.IsOwn(i.dll)
		all = append(all, i.dll)
		if compiler || !allowed[name] {
			foreign = append(foreign, i.text())
			own = own || compiler
		}
	}
	found := names(all, "none")
	if len(foreign) > 0 {
		found = "not allowed: " + some(foreign)
	}
	if own {
		found += ": " + whyOwn
	}
	t.row("needed", "at most "+wantedDLLs(c), found, len(foreign) == 0, c.Needed.Origin)
}

// whyOwn says how a program comes to need a DLL of the C compiler's, and what to
// do.
const whyOwn = "no Windows has the C compiler's own DLLs: C or C++ code of a crate or a library asked for them: link them statically"

// wantedDLLs returns the DLLs that may be needed.
func wantedDLLs(c model.Contract) string {
	const system = "Windows's own"
	if len(c.Needed.V) == 0 {
		return system
	}
	return system + " and " + names(c.Needed.V, "")
}

// text returns a DLL with some of the functions that it is asked for.
func (i peImport) text() string {
	text := printable(i.dll)
	if len(i.functions) > 0 {
		text += " (for " + names(i.functions, "")
		if i.more > 0 {
			text += fmt.Sprintf(" and %d more", i.more)
		}
		text += ")"
	}
	return text
}

// some joins what is not allowed for a table.
func some(list []string) string {
	const most = 10
	text := strings.Join(list[:min(len(list), most)], ", ")
	if more := len(list) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// random returns whether Windows can load the program anywhere, which its flag
// says and its relocations make true.
func (b *peBinary) random() (found string, ok bool) {
	missing := ""
	switch {
	case b.fixed || !b.relocs:
		return "no: it has no relocations, so that it can be loaded at one address only: link without -Wl,--disable-reloc-section", false
	case b.flags&pe.IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE == 0:
		missing = "DYNAMIC_BASE is not set: link with -Wl,--dynamicbase"
	case b.bits == 64 && b.flags&pe.IMAGE_DLLCHARACTERISTICS_HIGH_ENTROPY_VA == 0:
		missing = "HIGH_ENTROPY_VA is not set, and Windows chooses among few addresses: link with -Wl,--high-entropy-va"
	default:
		return "yes", true
	}
	return "no: " + missing, false
}

// noExecution returns whether Windows refuses to run data as code.
func (b *peBinary) noExecution() (found string, ok bool) {
	if b.flags&pe.IMAGE_DLLCHARACTERISTICS_NX_COMPAT == 0 {
		return "no: NX_COMPAT is not set, and Windows may run data as code: link with -Wl,--nxcompat", false
	}
	return "yes", true
}
