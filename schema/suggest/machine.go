package suggest

import (
	"slices"
	"strings"
)

// machines are other names of what a triple begins with. A processor that is older than
// one of rustc's names has none: what is built for that one does not run on it.
var machines = map[string]string{
	"armv6": "arm", "armv6l": "arm", "armv6hf": "arm", "arm64": "aarch64", "armv8": "aarch64",
	"amd64": "x86_64", "x64": "x86_64", "x86-64": "x86_64",
}

// Machine returns the candidates for the very machine that a triple names, the nearest
// first: the name itself, those with its libc, or else those with its way to pass
// floats, or the only one. Nil where no candidate is for that machine.
func Machine(name string, candidates []string) []string {
	machine, rest, several := strings.Cut(strings.ToLower(name), "-")
	if !several {
		return nil
	}
	if other := machines[machine]; other != "" {
		machine = other
	}
	var same []string
	for _, c := range candidates {
		if strings.HasPrefix(c, machine+"-") {
			same = append(same, c)
		}
	}
	if len(same) == 0 {
		return nil
	}
	if slices.Contains(same, machine+"-"+rest) {
		return []string{machine + "-" + rest}
	}
	if near := Name(machine+"-"+rest, same); near != "" {
		return []string{near}
	}
	if libc := Triples(machine+"-"+rest, same); len(libc) > 0 {
		return libc
	}
	if floats(name) == "" && len(same) > 1 {
		return nil
	}
	return slices.DeleteFunc(same, func(c string) bool { return floats(c) != floats(name) })
}

// floats is what the end of a triple for ARM says of how floats are passed.
func floats(triple string) string {
	for _, end := range []string{"eabihf", "eabi"} {
		if strings.HasSuffix(triple, end) {
			return end
		}
	}
	return ""
}

// SameDigits returns the candidates with the digits that a name has: another digit is
// another machine, and no slip.
func SameDigits(name string, candidates []string) []string {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	want := digits(name)
	return slices.DeleteFunc(slices.Clone(candidates), func(c string) bool { return digits(c) != want })
}

// HasGlibc reports whether a triple is for glibc.
func HasGlibc(triple string) bool { return strings.Contains(triple, "-gnu") }
