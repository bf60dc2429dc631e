package arguments

import (
	"slices"
	"strings"
)

// LinkOption is what a linker is told, or the driver that runs it, under one name for all
// spellings.
type LinkOption struct {
	Name   string
	Value  string
	Driver bool // which may make more of it than the linker does
}

// The names of options that checks ask for by more than their table.
const (
	PIE         = "pie"
	NoPIE       = "no-pie"
	StaticPIE   = "static-pie"
	Static      = "static"   // the driver's, for the whole program; the linker's own is for what follows it
	Bdynamic    = "Bdynamic" // shared libraries are looked for too
	Subsystem   = "subsystem"
	Library     = "library"      // a name, or a colon and the name of a file
	LibraryPath = "library-path" // a folder
	SharedGCC   = "shared-libgcc"
	Emulation   = "emulation" // GNU ld's name of what it links: elf_i386
)

// linkerOptions are the options of GNU ld's and of lld's that somebody asks for, with
// one dash or two. GNU ld takes a part of a name too: what may be left out stands in
// brackets, as GNU ld 2.40 has it.
var linkerOptions = []struct {
	name      string
	spellings []string
	valued    bool // the value may be the next argument
}{
	{PIE, []string{"pie", "pic[-executable]"}, false},
	{NoPIE, []string{"no-pi[e]", "no-pic-executable"}, false},
	{Bdynamic, []string{"Bd[ynamic]", "dy", "ca[ll_shared]"}, false},
	{Subsystem, []string{"sub[system]"}, true},
	{Library, []string{"library"}, true},
	{LibraryPath, []string{"library-[path]"}, true},
	{"sysroot", []string{"sy[sroot]"}, true},
	{"disable-dynamicbase", []string{"disable-d[ynamicbase]", "no-dynamicb[ase]"}, false},
	{"disable-reloc-section", []string{"disable-re[loc-section]"}, false},
	{"disable-high-entropy-va", []string{"disable-h[igh-entropy-va]", "no-h[igh-entropy-va]"}, false},
	{"disable-nxcompat", []string{"disable-nx[compat]", "no-n[xcompat]"}, false},
	{"insert-timestamp", []string{"ins[ert-timestamp]"}, false},
}

// driverOptions are those of the compiler that drives the linker.
var driverOptions = map[string]LinkOption{
	"-pie": {Name: PIE}, "--pie": {Name: PIE},
	"-no-pie": {Name: NoPIE}, "--no-pie": {Name: NoPIE}, "-nopie": {Name: NoPIE},
	"-static-pie": {Name: StaticPIE}, "--static-pie": {Name: StaticPIE},
	"-static": {Name: Static}, "--static": {Name: Static},
	"-mwindows": {Name: Subsystem, Value: "windows"}, "-mconsole": {Name: Subsystem, Value: "console"},
	"-shared-libgcc": {Name: SharedGCC},
}

// wrappers take the argument of another program as their own next word.
var wrappers = []string{"-Xlinker", "-Xclang", "-Xpreprocessor", "-Xassembler", "-mllvm"}

// spells reports whether a word is one of an option's spellings, or enough of it.
func spells(word, spelling string) bool {
	least, rest, _ := strings.Cut(strings.TrimSuffix(spelling, "]"), "[")
	return strings.HasPrefix(word, least) && strings.HasPrefix(least+rest, word)
}

// forLinker reads one of the linker's arguments; waits says that the value is the next.
func forLinker(arg string) (o LinkOption, waits, ok bool) {
	bare, dashed := strings.CutPrefix(arg, "-")
	if !dashed {
		return LinkOption{}, false, false
	}
	name, value, assigned := strings.Cut(strings.TrimPrefix(bare, "-"), "=")
	for _, known := range linkerOptions {
		if slices.ContainsFunc(known.spellings, func(s string) bool { return spells(name, s) }) {
			return LinkOption{Name: known.name, Value: value}, known.valued && !assigned, true
		}
	}
	if value, is := strings.CutPrefix(arg, "-m"); is {
		return LinkOption{Name: Emulation, Value: value}, value == "", true
	}
	return short(arg)
}

// short reads -l and -L, which linkers and drivers have.
func short(arg string) (o LinkOption, waits, ok bool) {
	for letter, name := range map[string]string{"-l": Library, "-L": LibraryPath} {
		if value, is := strings.CutPrefix(arg, letter); is {
			return LinkOption{Name: name, Value: value}, value == "", true
		}
	}
	return LinkOption{}, false, false
}

// forDriver reads an argument of the compiler's that drives the linker.
func forDriver(arg string) (o LinkOption, waits, ok bool) {
	if o, ok := driverOptions[arg]; ok {
		return o, false, true
	}
	if folder, ok := strings.CutPrefix(arg, "--library-directory="); ok {
		return LinkOption{Name: LibraryPath, Value: folder}, false, true
	}
	return short(arg)
}

// linked reads what is said to the driver. Unfinished is what is missing at its end: the
// word of a wrapper, or the value of an option.
func linked(words []string) (out []LinkOption, unfinished bool) {
	var waiting *LinkOption // of the linker, for its next argument
	tell := func(arg string) {
		if waiting != nil {
			waiting.Value = arg
			out, waiting = append(out, *waiting), nil
			return
		}
		switch o, waits, ok := forLinker(arg); {
		case waits:
			waiting = &o
		case ok:
			out = append(out, o)
		}
	}
	for i := 0; i < len(words); i++ {
		word := words[i]
		if slices.Contains(wrappers, word) {
			if i++; i == len(words) {
				return out, true
			}
			if word == "-Xlinker" {
				tell(words[i])
			}
			continue
		}
		if rest, ok := strings.CutPrefix(word, "-Wl,"); ok {
			for _, arg := range strings.Split(rest, ",") {
				tell(arg)
			}
			continue
		}
		if arg, ok := strings.CutPrefix(word, "--for-linker="); ok {
			tell(arg)
			continue
		}
		o, waits, ok := forDriver(word)
		if waits {
			if i++; i == len(words) {
				return out, true
			}
			o.Value = words[i]
		}
		if ok {
			o.Driver = true
			out = append(out, o)
		}
	}
	return out, waiting != nil
}
