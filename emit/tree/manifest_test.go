package tree

import (
	"errors"
	"fmt"
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
		{"<<<<<<< HEAD\n=======\n>>>>>>> other\n", 4, "no manifest"},
		{"<<<<<<< HEAD\n" + good + "=======\nhello\n>>>>>>> other\n", 5, "no line"},
		{good + "<<<<<<<HEAD\n", 3, "no line"},
		{good + ">>>>>>> branch", 3, "no line"},
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
		{line("xgen/manifest"), 3, "it is a manifest"},
		{line("xgen/mips/manifest"), 3, "it is a manifest"},
		{line("xgen/mips/\x1b[2J"), 3, "unprintable"},
	} {
		for _, file := range []string{"xgen/manifest", "xgen/mips/manifest"} {
			wantUnbelieved(t, file, tt.text, tt.line, tt.why)
		}
	}
}

// wantUnbelieved has a manifest with a text, which is an error at a line.
func wantUnbelieved(t *testing.T, file, text string, line int, why string) {
	t.Helper()
	root := emitted(t, wanted("1"))
	put(t, root, "src/main.rs", "fn main() {}\n")
	put(t, root, file, text)
	before := snapshot(t, root)
	_, err := Diff(root, "xgen", wanted("2"))
	var bad *ManifestError
	if !errors.As(err, &bad) {
		t.Errorf("%s, %q: %v", file, text, err)
		return
	}
	if bad.File != file || bad.Line != line || !strings.Contains(bad.Why, why) || !strings.Contains(bad.Remedy, "xgen emit") {
		t.Errorf("%q: %v; want line %d of %s, %q", text, err, line, file, why)
	}
	wantSame(t, before, snapshot(t, root))
}

func TestRow36TheRemedyHelps(t *testing.T) {
	root := emitted(t, wanted("1"))
	put(t, root, "xgen/manifest", "<<<<<<< HEAD\n")
	must(t, root.Remove("xgen/manifest"))
	apply(t, root, diffOf(t, root, wanted("1")), Options{})
	wantSame(t, snapshot(t, emitted(t, wanted("1"))), snapshot(t, root))
}

func TestManifestListsEachFileOnce(t *testing.T) {
	m, ok := Manifest("xgen", wanted("1"))
	sums, err := parseManifest("xgen", m.Path, m.Bytes)
	if err != nil || !ok || m.Path != "xgen/manifest" || m.Mode != 0o644 {
		t.Fatalf("%+v, %v: %v", m, ok, err)
	}
	for _, a := range wanted("1") {
		if !slices.Equal(sums[a.Path], []string{sum(a.Bytes)}) {
			t.Errorf("%s is listed with %q", a.Path, sums[a.Path])
		}
	}
	lines := strings.Split(string(m.Bytes), "\n")
	if !slices.IsSortedFunc(lines[1:len(lines)-1], func(a, b string) int { return strings.Compare(a[70:], b[70:]) }) {
		t.Errorf("not sorted:\n%s", m.Bytes)
	}
	if _, ok := Manifest("xgen", nil); ok {
		t.Error("a manifest of nothing")
	}
}

// Marks of a conflict are no reason to believe less: each line is of one side.
func TestUnmergedManifest(t *testing.T) {
	root := emitted(t, wanted("1"))
	one, two := read(t, root, "xgen/manifest"), string(withManifest(wanted("2"))[len(wanted("2"))].Bytes)
	put(t, root, "xgen/manifest", "<<<<<<< HEAD\r\n"+one+"||||||| base\n=======\n"+two+">>>>>>> other\n")
	changes := diffOf(t, root, wanted("2"))
	apply(t, root, changes, Options{})
	wantSame(t, snapshot(t, emitted(t, wanted("2"))), snapshot(t, root))
	for _, line := range strings.Split(string(between([]byte("=======\n"), []byte(one))), "\n") {
		if line == "=======" {
			t.Error("the manifest in between has a mark")
		}
	}
}

// A file that git could not merge is written anew where that is asked for, and only then.
func TestUnmerged(t *testing.T) {
	for _, text := range []string{"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n", "a\r\n<<<<<<< HEAD\r\n"} {
		root := emitted(t, wanted("1"))
		put(t, root, "xgen/armv5te/Dockerfile", text)
		changes := diffOf(t, root, wanted("1"))
		wantKinds(t, changes, "unmerged xgen/armv5te/Dockerfile")
		if changes[0].Reason != "git left a conflict at line 2" {
			t.Errorf("%q: %q", text, changes[0].Reason)
		}
		wantRefusal(t, root, changes, true)
		apply(t, root, changes, Options{Force: true})
		wantSame(t, snapshot(t, emitted(t, wanted("1"))), snapshot(t, root))
	}
	root := emitted(t, wanted("1"))
	put(t, root, "xgen/armv5te/Dockerfile", "a\n=======\n")
	wantKinds(t, diffOf(t, root, wanted("1")), "conflict xgen/armv5te/Dockerfile")
}

// A file that is no longer wanted may have a conflict too.
func TestUnmergedAndStale(t *testing.T) {
	root := emitted(t, wanted("1"))
	put(t, root, "xgen/mips/Dockerfile", "<<<<<<< HEAD\n")
	changes := diffOf(t, root, without(wanted("1"), "xgen/mips"))
	if !slices.Contains(kinds(changes), "unmerged xgen/mips/Dockerfile") {
		t.Errorf("got %q", kinds(changes))
	}
}

// bake is a bake file with these lines for its targets.
func bake(lines ...string) emit.Artifact {
	return emit.Artifact{Path: "xgen/docker-bake.hcl", Mode: 0o644, Bytes: []byte("# xgen\n[\n" + strings.Join(lines, "") + "]\n")}
}

// Lines for one target each are xgen's own, whichever of them a merge leaves and in
// whatever order; every other line is the user's where it was edited.
func TestJoinedLines(t *testing.T) {
	a, b, c := "  \"a\",\n", "  \"b\",\n", "  \"c\",\n"
	for _, tt := range []struct {
		there string
		want  string
	}{
		{string(bake(b, a).Bytes), "reorder"},
		{string(bake(a, b, a).Bytes), "reorder"},
		{strings.ReplaceAll(string(bake(b, a).Bytes), "\n", "\r\n"), "reorder"},
		{string(bake(a, b, c).Bytes), "update"},
		{string(bake(a).Bytes), "update"},
		{string(bake(a, b, "  mine = 1\n").Bytes), "conflict"},
		{string(bake(a, "  \"b\", # mine\n").Bytes), "conflict"},
		{string(bake("<<<<<<< HEAD\n", a, "=======\n", b, ">>>>>>> other\n").Bytes), "unmerged"},
	} {
		root := emitted(t, []emit.Artifact{bake(a)})
		put(t, root, "xgen/docker-bake.hcl", tt.there)
		changes := diffOf(t, root, []emit.Artifact{bake(a, b)})
		wantKinds(t, changes, tt.want+" xgen/docker-bake.hcl")
		apply(t, root, changes, Options{Force: true})
		wantSame(t, snapshot(t, emitted(t, []emit.Artifact{bake(a, b)})), snapshot(t, root))
	}
}

// The manifest of any targets has the same line for the bake file, and may be in any
// order.
func TestJoinedManifest(t *testing.T) {
	root := emitted(t, append(wanted("1"), bake("  \"a\",\n")))
	lines := strings.Split(strings.TrimSuffix(read(t, root, "xgen/manifest"), "\n"), "\n")
	slices.Reverse(lines[1:])
	put(t, root, "xgen/manifest", strings.Join(append(lines, lines[1]), "\n")+"\n")
	put(t, root, "xgen/docker-bake.hcl", string(bake("  \"b\",\n").Bytes))
	changes := diffOf(t, root, append(wanted("1"), bake("  \"b\",\n")))
	if len(changes) != 1 || changes[0].Path != "xgen/manifest" || changes[0].Kind != Reorder {
		t.Errorf("got %+v", changes)
	}
}

// What git's union merge leaves is believed: the lines of both sides in any
// order, and the header of another version.
func TestMergedManifest(t *testing.T) {
	root := emitted(t, wanted("1"))
	one, two := read(t, root, "xgen/manifest"), string(withManifest(wanted("2"))[len(wanted("2"))].Bytes)
	put(t, root, "xgen/manifest", headerStart+" one day\n"+strings.ReplaceAll(two, "\n", "\r\n")+one)
	put(t, root, "xgen/armv5te/Dockerfile", string(wanted("2")[1].Bytes))
	changes := diffOf(t, root, wanted("3"))
	if !slices.Contains(kinds(changes), "update xgen/armv5te/Dockerfile") || !slices.Contains(kinds(changes), "update xgen/armv5te/bin/cc") {
		t.Errorf("got %q", kinds(changes))
	}
	apply(t, root, changes, Options{})
	wantSame(t, snapshot(t, emitted(t, wanted("3"))), snapshot(t, root))
}

// emittedByOld returns a root in which the artifacts stand as xgen 0.1 left
// them: with one manifest for each target, and one for what they share.
func emittedByOld(t testing.TB, want []emit.Artifact) *os.Root {
	t.Helper()
	root := emitted(t, want)
	lines := map[string]string{}
	for _, a := range want {
		file := "xgen/manifest"
		for _, target := range []string{"armv5te", "mips"} {
			if strings.HasPrefix(a.Path, "xgen/"+target+"/") {
				file = "xgen/" + target + "/manifest"
			}
		}
		lines[file] += fmt.Sprintf("%s %#o %s\n", sum(a.Bytes), a.Mode, a.Path)
	}
	for file, text := range lines {
		put(t, root, file, header+"\n"+text)
	}
	return root
}

func TestOldManifests(t *testing.T) {
	root := emittedByOld(t, wanted("1"))
	changes := diffOf(t, root, without(wanted("2"), "xgen/mips"))
	wantKinds(t, changes, "update .github/workflows/xgen.yml", "update xgen/armv5te/Dockerfile",
		"update xgen/armv5te/bin/cc", "delete xgen/mips/Dockerfile", "update xgen/stage/build.sh")
	done := apply(t, root, changes, Options{})
	if want := []string{"xgen/armv5te/manifest", "xgen/mips/Dockerfile", "xgen/mips/manifest"}; !slices.Equal(done.Removed, want) {
		t.Errorf("removed %q", done.Removed)
	}
	wantSame(t, snapshot(t, emitted(t, without(wanted("2"), "xgen/mips"))), snapshot(t, root))
	root = emittedByOld(t, wanted("1"))
	put(t, root, "xgen/mips/Dockerfile", "FROM hand\n")
	wantRefusal(t, root, diffOf(t, root, wanted("1")), true)
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
	m, _ := Manifest("xgen", wanted("1"))
	f.Add(string(m.Bytes))
	f.Add(header + "\n<<<<<<< x\n")
	f.Fuzz(func(t *testing.T, text string) {
		sums, err := parseManifest("xgen", m.Path, []byte(text))
		for name := range sums {
			if emittable("xgen", name) != "" || isManifest("xgen", name) {
				t.Errorf("it is believed about %q", name)
			}
		}
		if err == nil {
			if _, err := parseManifest("xgen", m.Path, between([]byte(text), nil)); err != nil {
				t.Errorf("what stands meanwhile: %v", err)
			}
		}
	})
}
