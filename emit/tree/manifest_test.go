package tree

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

func TestRow36Manifest(t *testing.T) {
	hash := strings.Repeat("0a", 32)
	good := header + "\n" + hash + " 0644 xgen/mips/Dockerfile\n"
	line := func(name string) string { return good + hash + " 0644 " + name + "\n" }
	for _, tt := range []struct {
		text string
		line int
		why  string
	}{
		{"", 1, "no manifest"},
		{"hello\n", 1, "no manifest"},
		{"\x00\xff", 1, "no manifest"},
		{good + "<<<<<<< HEAD\n", 3, "git left a conflict"},
		{"<<<<<<< HEAD\n" + good, 1, "git left a conflict"},
		{good + "=======\n", 3, "git left a conflict"},
		{good + "||||||| base\n", 3, "git left a conflict"},
		{good + ">>>>>>> branch\r\n", 3, "git left a conflict"},
		{good + "\n" + good, 3, "no line"},
		{good[:len(good)-1], 2, "no line"},
		{good[:len(good)-9], 2, "no line"},
		{header + "\n" + hash[1:] + " 0644 xgen/mips/x\n", 2, "no line"},
		{header + "\n" + strings.ToUpper(hash) + " 0644 xgen/mips/x\n", 2, "no line"},
		{header + "\n" + hash + " 0777 xgen/mips/x\n", 2, "no line"},
		{header + "\n" + hash + "  xgen/mips/x\n", 2, "no line"},
		{line("../victim"), 3, "does not belong"},
		{line("/etc/passwd"), 3, "does not belong"},
		{line("xgen/mips/../../src/main.rs"), 3, "does not belong"},
		{line("src/main.rs"), 3, "does not belong"},
		{line(".git/config"), 3, "does not belong"},
		{line("xgen/mips/.git/config"), 3, "does not belong"},
		{line("xgen/armv5te/Dockerfile"), 3, "another manifest's"},
		{line("xgen/stage/build.sh"), 3, "another manifest's"},
		{line(".github/workflows/release.yml"), 3, "another manifest's"},
		{line("xgen/mips/manifest"), 3, "it is a manifest"},
		{line("xgen/mips/\x1b[2J"), 3, "unprintable"},
	} {
		root := emitted(t, wanted("1"))
		put(t, root, "src/main.rs", "fn main() {}\n")
		must(t, root.WriteFile("xgen/mips/manifest", []byte(tt.text), 0))
		before := snapshot(t, root)
		_, err := Diff(root, "xgen", wanted("2"))
		var bad *ManifestError
		if !errors.As(err, &bad) {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if bad.File != "xgen/mips/manifest" || bad.Line != tt.line || !strings.Contains(bad.Why, tt.why) || !strings.Contains(bad.Remedy, "xgen emit") {
			t.Errorf("%q: %v; want line %d, %q", tt.text, err, tt.line, tt.why)
		}
		wantSame(t, before, snapshot(t, root))
	}
}

func TestRow36TheRemedyHelps(t *testing.T) {
	root := emitted(t, wanted("1"))
	put(t, root, "xgen/mips/manifest", "<<<<<<< HEAD\n")
	must(t, root.Remove("xgen/mips/manifest"))
	apply(t, root, diffOf(t, root, wanted("1")), Options{})
	wantSame(t, snapshot(t, emitted(t, wanted("1"))), snapshot(t, root))
}

func TestMergedManifest(t *testing.T) {
	// Both sides of a merge, and a header of another version: still believed.
	root := emitted(t, wanted("1"))
	one, two := read(t, root, "xgen/armv5te/manifest"), string(Manifests("xgen", wanted("2"))[0].Bytes)
	put(t, root, "xgen/armv5te/manifest", headerStart+" one day\n"+strings.ReplaceAll(two, "\n", "\r\n")+one)
	put(t, root, "xgen/armv5te/Dockerfile", string(wanted("2")[1].Bytes))
	changes := diffOf(t, root, wanted("3"))
	if !slices.Contains(kinds(changes), "update xgen/armv5te/Dockerfile") || !slices.Contains(kinds(changes), "update xgen/armv5te/bin/cc") {
		t.Errorf("got %q", kinds(changes))
	}
	apply(t, root, changes, Options{})
	wantSame(t, snapshot(t, emitted(t, wanted("3"))), snapshot(t, root))
}

func TestForeignManifestIsNotForeign(t *testing.T) {
	// The user's own folder below the output folder may hold such a file.
	root := emitted(t, wanted("1"))
	must(t, root.Mkdir("xgen/old", 0o755))
	must(t, os.Symlink("/etc/passwd", root.Name()+"/xgen/old/manifest"))
	if changes := diffOf(t, root, wanted("1")); changes != nil {
		t.Errorf("got %q", kinds(changes))
	}
}

func TestOtherOutput(t *testing.T) {
	root := openRoot(t, t.TempDir())
	want := []emit.Artifact{
		{Path: "a/b/t/Dockerfile", Mode: 0o644, Bytes: []byte("x\n")},
		{Path: "a/b/stage/x.sh", Mode: 0o755, Bytes: []byte("x\n")},
	}
	changes, err := Diff(root, "a/b", want)
	must(t, err)
	apply(t, root, changes, Options{})
	changes, err = Diff(root, "a/b", nil)
	must(t, err)
	wantKinds(t, changes, "delete a/b/stage/x.sh", "delete a/b/t/Dockerfile")
	apply(t, root, changes, Options{})
	if all := snapshot(t, root); len(all) != 0 {
		t.Errorf("left: %q", all)
	}
}

func FuzzParseManifest(f *testing.F) {
	for _, a := range Manifests("xgen", wanted("1")) {
		f.Add(string(a.Bytes))
	}
	f.Add(header + "\n<<<<<<< x\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, file := range []string{"xgen/manifest", "xgen/mips/manifest"} {
			sums, err := parseManifest("xgen", file, []byte(text))
			for name := range sums {
				if emittable("xgen", name) != "" || owner("xgen", name) != file || isManifest("xgen", name) {
					t.Errorf("%s is believed about %q", file, name)
				}
			}
			if err == nil {
				if _, err := parseManifest("xgen", file, between([]byte(text), nil)); err != nil {
					t.Errorf("what stands meanwhile: %v", err)
				}
			}
		}
	})
}
