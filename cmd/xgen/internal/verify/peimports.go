package verify

import (
	"debug/pe"
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
)

// peImport is a DLL that a program needs.
type peImport struct {
	dll       string   // as the program writes it
	functions []string // the first of those that it asks it for
	more      int      // how many others
}

// Few programs import from more than a hundred DLLs, or ten thousand functions.
const (
	maxDLLs      = 1024
	maxFunctions = 1 << 16
	shownNames   = 3
)

// imports collects the DLLs that a program needs.
type imports struct {
	*peFile
	list  []peImport
	known map[string]int // where in the list, by model.DLLName
	left  int            // of maxFunctions
}

// imports returns the DLLs that the program needs when it is started, and those
// that it needs once a function of theirs is called.
func (f *peFile) imports() ([]peImport, error) {
	all := &imports{peFile: f, known: map[string]int{}, left: maxFunctions}
	if err := all.table(pe.IMAGE_DIRECTORY_ENTRY_IMPORT, 20, started); err != nil {
		return nil, err
	}
	if err := all.table(pe.IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT, 32, f.called); err != nil {
		return nil, err
	}
	return all.list, nil
}

// descriptor says where the name of a DLL and its functions are loaded. name is 0
// in the descriptor that ends a table.
type descriptor struct{ name, functions uint32 }

// started reads an entry of the import directory: where the names of functions
// were overwritten by a tool, or were never written, their addresses lead to them.
func started(entry []byte) (d descriptor) {
	names, addresses := peOrder.Uint32(entry), peOrder.Uint32(entry[16:])
	d = descriptor{peOrder.Uint32(entry[12:]), names}
	if addresses == 0 {
		return descriptor{}
	}
	if names == 0 {
		d.functions = addresses
	}
	return d
}

// called reads an entry of the delay-load directory. Old ones have absolute
// addresses.
func (f *peFile) called(entry []byte) descriptor {
	const relative = 1
	d := descriptor{peOrder.Uint32(entry[4:]), peOrder.Uint32(entry[16:])}
	if peOrder.Uint32(entry)&relative == 0 && d.name != 0 {
		d.name -= uint32(f.opt.ImageBase)
		d.functions -= uint32(f.opt.ImageBase)
	}
	return d
}

// table reads a directory, whose end no field says that Windows looks at.
func (i *imports) table(entry int, size uint32, read func([]byte) descriptor) error {
	rva, _ := i.directory(entry)
	if rva == 0 {
		return nil
	}
	for range maxDLLs {
		data, _, err := i.loadedBytes(rva, uint64(size))
		if err != nil {
			return err
		}
		if len(data) < int(size) {
			return i.damaged("its table of imports does not end")
		}
		d := read(data)
		if d.name == 0 {
			return nil
		}
		if err := i.add(d); err != nil {
			return err
		}
		rva += size
	}
	return i.damaged("it imports from more than %d DLLs", maxDLLs)
}

// add adds the functions of one descriptor to those of its DLL.
func (i *imports) add(d descriptor) error {
	dll, err := i.text("the name of a DLL", d.name, maxName)
	if err != nil {
		return err
	}
	at, known := i.known[model.DLLName(dll)]
	if !known {
		at = len(i.list)
		i.list, i.known[model.DLLName(dll)] = append(i.list, peImport{dll: dll}), at
	}
	return i.functions(&i.list[at], d.functions)
}

// functions reads a list of functions, by name or by number, which zero ends.
func (i *imports) functions(of *peImport, rva uint32) error {
	size := uint32(i.bits / 8)
	for ; ; rva += size {
		entry, err := i.word("a list of functions", rva, uint64(size))
		if err != nil || entry == 0 {
			return err
		}
		if i.left--; i.left < 0 {
			return i.damaged("it imports more than %d functions", maxFunctions)
		}
		if len(of.functions) == shownNames {
			of.more++
			continue
		}
		name, err := i.function(entry)
		if err != nil {
			return err
		}
		of.functions = append(of.functions, name)
	}
}

// function returns the name of a function. Behind a hint of two bytes it is text;
// where the highest bit is set it is a number.
func (i *imports) function(entry uint64) (string, error) {
	if entry>>(i.bits-1) == 1 {
		return fmt.Sprintf("number %d", uint16(entry)), nil
	}
	return i.text("the name of a function", uint32(entry)+2, maxName)
}

// maxName is longer than the name of any DLL or function that people write.
const maxName = 4096
