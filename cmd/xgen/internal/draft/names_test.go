package draft

import (
	"slices"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/check"
)

// Every triple of the catalog has a name, which the definitions take and which means it.
func TestNames(t *testing.T) {
	c := catalog.Load()
	if len(c.Names()) < 20 || len(c.Named) < 20 {
		t.Fatal(len(c.Names()), len(c.Named))
	}
	allowed := check.Project().Find("targets")
	if allowed == nil {
		t.Fatal("the definitions have no targets")
	}
	for _, triple := range c.Names() {
		name := nameOf(triple)
		got, err := targetOf(name)
		if err != nil || got.triple != triple {
			t.Errorf("%s is called %s, which means %v %v", triple, name, got, err)
		}
		if got, _ := targetOf(triple); got != (target{name, triple}) {
			t.Errorf("%s: %v", triple, got)
		}
	}
	for name, triple := range c.Named {
		if c.Triples[triple] == nil {
			t.Errorf("%s means %s, which the catalog does not have", name, triple)
		}
	}
	for _, name := range c.UsualTargets {
		if got, err := targetOf(name); err != nil || c.Triples[got.triple].Libc != "musl" {
			t.Error(name, got, err)
		}
	}
}

// Of what nobody knows the nearest is named, of the same machine where a triple was meant.
func TestUnknownTarget(t *testing.T) {
	for word, near := range map[string]string{
		"armv5tee": "armv5te", "aarch46": "aarch64", "arm-unknown-linux-gnueabihf": "arm-unknown-linux-musleabihf",
		"mipsel-unknown-linux-gnu": "mipsel-unknown-linux-musl", "x86_64-unknown-linux-mussl": "x86_64-unknown-linux-musl",
		"commodore": "", "": "", "wasm32-unknown-unknown": "",
	} {
		if _, err := targetOf(word); err == nil || err.Near != near || !slices.IsSorted(err.All) {
			t.Errorf("%s: %v", word, err)
		}
	}
}
