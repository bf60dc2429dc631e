package model

import "testing"

// Windows compares the letters of ASCII; others are not made to be some of these.
func TestDLLName(t *testing.T) {
	for name, want := range map[string]string{
		"KERNEL32.dll": "kernel32.dll", "Kernel32": "kernel32.dll", "WINSPOOL.DRV": "winspool.drv",
		"\u212aERNEL32.dll": "\u212aernel32.dll", "\xe2\x84\xaa": "\u212a.dll", "\xff.DLL": "\xff.dll",
	} {
		if got := DLLName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	own := Contract{Own: Value[[]string]{V: []string{"libkernel-*.dll"}}}
	if !own.IsOwn("LIBKERNEL-1.DLL") || own.IsOwn("lib\u212aernel-1.dll") {
		t.Error("the name of a compiler's DLL")
	}
	if FormatPE.Names("a.O\u212aX") || !FormatPE.Names("a.OCX") {
		t.Error("the ending of a DLL")
	}
}
