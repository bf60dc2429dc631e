package verify

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// versionNeeds gives the names of the symbol versions that a file asks its
// libraries for, as offsets: a chain of libraries, each with a chain of names
// (Linux Standard Base, "Symbol Version Requirements"). The records of both are
// 16 bytes in both classes, and the last word leads to the next.
func versionNeeds(table []byte, order binary.ByteOrder, libraries uint64) (names []uint64) {
	for _, lib := range chain(table, order, 0, libraries) {
		count, first := uint64(order.Uint16(table[lib+2:])), uint64(order.Uint32(table[lib+8:]))
		for _, name := range chain(table, order, lib+first, count) {
			if order.Uint16(table[name+4:])&weakVersion == 0 {
				names = append(names, uint64(order.Uint32(table[name+8:])))
			}
		}
	}
	return names
}

// weakVersion is VER_FLG_WEAK: the program does without, and the loader starts it
// where the version is missing.
const weakVersion = 2

// chain gives where the records of a chain lie, as far as they lie in the table.
func chain(table []byte, order binary.ByteOrder, at, count uint64) (records []uint64) {
	for range min(count, uint64(len(table))/16) {
		if at+16 > uint64(len(table)) {
			break
		}
		records = append(records, at)
		next := uint64(order.Uint32(table[at+12:]))
		if next == 0 {
			break
		}
		at += next
	}
	return records
}

// askers gives the symbols that are asked for by version. Only section headers
// lead to them, so that there are none where those were cut off.
func askers(f *elf.File) map[string][]string {
	symbols, err := f.ImportedSymbols()
	if err != nil {
		return nil
	}
	out := map[string][]string{}
	for _, s := range symbols {
		out[s.Version] = append(out[s.Version], s.Name)
	}
	return out
}

// glibcPrefix begins the names of glibc's symbol versions.
const glibcPrefix = "GLIBC_"

// glibc says the newest glibc that b asks for, and whether newest has all of it.
// A name that is no release, such as GLIBC_PRIVATE, belongs to one release alone.
func (b *Binary) glibc(newest string) (found string, ok bool) {
	var known, beyond []string
	for _, name := range b.Versions {
		version, is := strings.CutPrefix(name, glibcPrefix)
		if !is {
			continue
		}
		known = append(known, version)
		if numbers(version) == nil || slices.Compare(numbers(version), numbers(newest)) > 0 {
			beyond = append(beyond, b.asked(name))
		}
	}
	switch {
	case len(beyond) > 0:
		return strings.Join(beyond, "; "), false
	case len(known) == 0:
		return "none", true
	}
	return slices.MaxFunc(known, func(a, b string) int { return slices.Compare(numbers(a), numbers(b)) }), true
}

// asked names a version, and some of the symbols that are asked for in it.
func (b *Binary) asked(version string) string {
	const some = 3
	symbols := b.Asked[version]
	text := printable(version)
	if len(symbols) > 0 {
		text += ": " + names(symbols[:min(some, len(symbols))], "")
	}
	if more := len(symbols) - some; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// numbers are those of a release such as 2.2.5, nil where it is none.
func numbers(version string) []int {
	var out []int
	for _, word := range strings.Split(version, ".") {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil
		}
		out = append(out, n)
	}
	return out
}
