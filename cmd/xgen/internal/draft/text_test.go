package draft

import (
	"testing"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

// What is written is CUE in its canonical form, whatever names, values and reasons hold.
func TestText(t *testing.T) {
	f := &fields{}
	for _, m := range []model.Mend{
		{Path: []string{"env", "A"}, Value: "a \"quoted\" \\(interpolation) <&>\n"},
		{Path: []string{"libraries", "dbus-1"}, Value: model.Empty{}, Why: "two\nlines // and\x07 \u202e more"},
		{Path: []string{"libraries", "openssl"}, Why: "of all below"},
		{Path: []string{"libraries", "openssl", "kind"}, Value: "debian"},
		{Path: []string{"libraries", "openssl", "packages"}, Value: []string{"b", "a"}},
		{Path: []string{"targets", "64bit", "triple"}, Value: "x"},
		{Path: []string{"targets", "_x", "env", "B"}, Value: "", Why: "of B"},
		{Path: []string{"atomics"}, Value: 64},
		{Path: []string{"name"}, Value: "hello"},
		{Path: []string{"zzz", "if"}, Value: true},
	} {
		f.add(m)
	}
	got, err := schema.Format([]byte(f.text()))
	if err != nil {
		t.Fatal(err, f.text())
	}
	const want = `name: "hello"

targets: {
	"64bit": triple: "x"
	// of B
	"_x": env: B: ""
}

atomics: 64

libraries: {
	// two lines // and more
	"dbus-1": {}
	// of all below
	openssl: {
		kind: "debian"
		packages: ["b", "a"]
	}
}

env: A: "a \"quoted\" \\(interpolation) <&>\n"

zzz: if: true
`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Lists are joined; of other values the later one holds, and the first reason.
func TestAdd(t *testing.T) {
	f := &fields{}
	for i, c := range []struct {
		value   any
		changes bool
	}{{[]string{"b"}, true}, {[]string{"a", "b"}, true}, {[]string{"b"}, false}, {"x", true}, {"x", false}} {
		if got := f.add(model.Mend{Path: []string{"a"}, Value: c.value, Why: "the first"}); got != c.changes {
			t.Errorf("%d: %t", i, got)
		}
	}
	if len(f.all) != 1 || f.all[0].Why != "the first" || !f.has("a") || f.has("b") {
		t.Error(f.all)
	}
}

func TestAsName(t *testing.T) {
	for word, want := range map[string]string{
		"Hello": "hello", "my.app x": "my-app-x", "9lives": "lives", "日本": "program", "": "program", "a_b-c": "a_b-c",
	} {
		if got := asName(word); got != want {
			t.Errorf("%s: %s", word, got)
		}
	}
}
