package verify

import (
	"cmp"
	"debug/pe"
	"slices"
)

// What follows is what "PE Format" demands of an image's numbers, in "Optional Header
// Windows-Specific Fields" and "Section Table". Linkers keep to all of it; Windows
// loads no program that breaks what is said of addresses.

// image checks the numbers of the optional header, whose table of sections ends at
// the given byte.
func (f *peFile) image(end uint64) error {
	const least, most, bases = 512, 64 << 10, 64 << 10
	opt := f.opt
	// Windows has another way to load what is aligned to less than a page, which no
	// linker of programs makes use of.
	if a := opt.SectionAlignment; a < smallestPage || a&(a-1) != 0 {
		return f.damaged("its sections are aligned to %d bytes", a)
	}
	switch a := opt.FileAlignment; {
	case a < least || a > most || a&(a-1) != 0 || a > opt.SectionAlignment:
		return f.damaged("its sections are aligned to %d bytes in the file", a)
	case opt.ImageBase%bases != 0:
		return f.damaged("it is made for the address %#x, which is no multiple of 64 KiB", opt.ImageBase)
	case uint64(opt.SizeOfHeaders) < end || opt.SizeOfHeaders%a != 0:
		return f.damaged("its headers have %d bytes, and it says %d", end, opt.SizeOfHeaders)
	}
	return nil
}

// layout checks that the sections follow one another in memory, from the headers to
// the end of the image, and that no two have bytes of the file in common.
func (f *peFile) layout(headers []pe.SectionHeader32) error {
	const sector = 512
	end := f.aligned(uint64(f.opt.SizeOfHeaders))
	for _, h := range headers {
		switch at := uint64(h.VirtualAddress); {
		case at < end:
			return f.damaged("a section is loaded over what is before it")
		case at > end:
			return f.damaged("between %#x and %#x nothing is loaded, and Windows loads sections that follow one another", end, at)
		case h.SizeOfRawData > 0 && h.PointerToRawData%sector != 0:
			return f.damaged("a section begins at byte %d, and Windows loads whole sectors", h.PointerToRawData)
		case !f.has(uint64(h.PointerToRawData), uint64(h.SizeOfRawData)):
			return f.truncated("a section ends beyond byte %d", f.size)
		}
		end = f.aligned(end + uint64(cmp.Or(h.VirtualSize, h.SizeOfRawData)))
	}
	if image := uint64(f.opt.SizeOfImage); image < end || image != f.aligned(image) {
		return f.damaged("it is loaded into %d bytes, and it says %d", end, image)
	}
	return f.apart(headers)
}

// aligned returns the next address at which a section can begin.
func (f *peFile) aligned(address uint64) uint64 {
	mask := uint64(f.opt.SectionAlignment) - 1
	return (address + mask) &^ mask
}

// apart checks that each byte of the file belongs to the headers or to one section.
func (f *peFile) apart(headers []pe.SectionHeader32) error {
	stored := slices.DeleteFunc(slices.Clone(headers), func(h pe.SectionHeader32) bool { return h.SizeOfRawData == 0 })
	slices.SortFunc(stored, func(a, b pe.SectionHeader32) int { return cmp.Compare(a.PointerToRawData, b.PointerToRawData) })
	end := uint64(f.opt.SizeOfHeaders)
	for _, h := range stored {
		at := uint64(h.PointerToRawData)
		if at < end {
			return f.damaged("the bytes from %d to %d belong to two sections, or to one and the headers", at, end)
		}
		end = at + uint64(h.SizeOfRawData)
	}
	return nil
}
