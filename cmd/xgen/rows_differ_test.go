//go:build e2e && (rows || libraries || programs)

package main

import (
	"bytes"
	"debug/elf"
	"debug/pe"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// part is a piece of a file that has a name.
type part struct {
	name     string
	from, to uint64 // in the file
}

// mostParts is how many parts a difference names.
const mostParts = 5

// difference says where two programs differ: in which sections, how far into the
// first of them, and how many bytes of the file. It is "" where they are equal.
func difference(one, two []byte) string {
	if bytes.Equal(one, two) {
		return ""
	}
	if len(one) != len(two) {
		return fmt.Sprintf("%d bytes and %d; %s", len(one), len(two), where(one, two[:min(len(one), len(two))]))
	}
	return where(one, two)
}

// where names the parts of the first program that hold a byte of another value than
// the second has there.
func where(one, two []byte) string {
	parts, n, seen := partsOf(one), 0, map[string]bool{}
	var named []string
	for i := range min(len(one), len(two)) {
		if one[i] == two[i] {
			continue
		}
		n++
		p := partAt(parts, uint64(i))
		if seen[p.name] {
			continue
		}
		if seen[p.name] = true; len(named) < mostParts {
			named = append(named, fmt.Sprintf("%s at %#x", p.name, uint64(i)-p.from))
		}
	}
	return fmt.Sprintf("%d bytes differ: %s", n, joined(named))
}

func joined(named []string) string {
	if len(named) == 0 {
		return "behind the end of one"
	}
	return strings.Join(named, ", ")
}

// partsOf returns the sections of an ELF file or of one for Windows.
func partsOf(data []byte) []part {
	var out []part
	if f, err := elf.NewFile(bytes.NewReader(data)); err == nil {
		for _, s := range f.Sections {
			if s.Type != elf.SHT_NOBITS && s.Type != elf.SHT_NULL {
				out = append(out, part{s.Name, s.Offset, s.Offset + s.FileSize})
			}
		}
	}
	if f, err := pe.NewFile(bytes.NewReader(data)); err == nil {
		for _, s := range f.Sections {
			out = append(out, part{s.Name, uint64(s.Offset), uint64(s.Offset) + uint64(s.Size)})
		}
	}
	return out
}

// partAt is the part that holds a byte; what none holds belongs to the headers.
func partAt(parts []part, at uint64) part {
	for _, p := range parts {
		if p.from <= at && at < p.to {
			return p
		}
	}
	return part{name: "headers"}
}

func TestRowDifference(t *testing.T) {
	name := []byte("\x7fELF: no file that could be read")
	other := slices.Clone(name)
	other[30] = 'X'
	elfOne, err := os.ReadFile(os.Args[0]) // this very test
	if err != nil {
		t.Fatal(err)
	}
	elfTwo := slices.Clone(elfOne)
	i := slices.IndexFunc(partsOf(elfOne), func(p part) bool { return p.name == ".text" })
	if i < 0 {
		t.Fatalf("no .text in %v", partsOf(elfOne))
	}
	text := partsOf(elfOne)[i].from
	elfTwo[text+7]++
	elfTwo[text+9]++
	elfThree := slices.Clone(elfTwo) // also in what no section holds, before .text and behind it
	gap := len(elfOne) - 1
	for partAt(partsOf(elfOne), uint64(gap)).name != "headers" {
		gap--
	}
	if gap < int(text) {
		t.Fatal("behind .text every byte has a section")
	}
	elfThree[8]++
	elfThree[gap]++
	for _, c := range []struct {
		one, two []byte
		want     string
	}{
		{name, name, ""},
		{name, other, "1 bytes differ: headers at 0x1e"},
		{name, name[:20], "32 bytes and 20; 0 bytes differ: behind the end of one"},
		{elfOne, elfTwo, "2 bytes differ: .text at 0x7"},
		{elfOne, elfThree, "4 bytes differ: headers at 0x8, .text at 0x7"},
	} {
		if got := difference(c.one, c.two); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
