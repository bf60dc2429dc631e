package model

import "testing"

// A crate is spoken of once, with all targets that lack the same.
func TestLackMessage(t *testing.T) {
	library := func(target, write string) Lacking {
		return Lacking{target, Lack{Kind: LackLibrary, What: "the lock has a, which asks for b", Write: write}}
	}
	patch := func(target, here, write string) Lacking {
		return Lacking{target, Lack{Kind: LackPatch, What: "the lock has a, which needs c", Here: here, Write: write}}
	}
	for _, c := range []struct {
		all  []Lacking
		want string
	}{
		{[]Lacking{library("x", "w")}, "the lock has a, which asks for b, and x has no such library: write w"},
		{[]Lacking{library("x", "w"), library("y", "w")}, "the lock has a, which asks for b, and x, y have no such library: write w"},
		{[]Lacking{library("x", "v"), library("y", "w"), library("z", "v")}, "the lock has a, which asks for b, and x, y, z have no such library: for x, z write v; for y write w"},
		{[]Lacking{patch("x", "32 bits", "w"), patch("y", "32 bits", "w")}, "the lock has a, which needs c (x, y: 32 bits): write w"},
		{[]Lacking{patch("x", "32 bits", "w"), patch("y", "16 bits", "v")}, "the lock has a, which needs c (x: 32 bits; y: 16 bits): for x write w; for y write v"},
	} {
		if got := LackMessage(c.all); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}
