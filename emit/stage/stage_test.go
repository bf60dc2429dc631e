package stage

import (
	"slices"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// A builder notes what it returns to be shown.
func TestBuilderNotes(t *testing.T) {
	b := New(&model.Project{Output: "out"}, "x", "base")
	b.Needs("copied")
	run := b.Online(b.Script("a.sh"), b.From("bound", "/s", "/t"), Registry())
	file := b.File("link.sh")
	b.Packages("p")
	s := b.Stage("", nil)
	if want := []string{"base", "bound", "copied"}; !slices.Equal(s.Needs, want) {
		t.Errorf("it needs %v, want %v", s.Needs, want)
	}
	if want := []string{"a.sh", "link.sh", "net.sh", "packages.sh"}; !slices.Equal(s.Scripts, want) {
		t.Errorf("its scripts are %v, want %v", s.Scripts, want)
	}
	var sources []string
	for _, m := range run.Mounts {
		sources = append(sources, m.Type+" "+m.ID+m.From+m.Source)
	}
	want := []string{"bind out/stage/net.sh", "bind out/stage/a.sh", "bind bound/s", "cache xgen-registry", "secret ca"}
	if !slices.Equal(sources, want) || run.Offline || file != "out/stage/link.sh" {
		t.Errorf("mounts are %q, want %q; the file is %s", sources, want, file)
	}
}

func TestReachable(t *testing.T) {
	all := []Stage{{Name: "a"}, {Name: "b", Needs: []string{"a"}}, {Name: "c", Needs: []string{"a"}}, {Name: "d", Needs: []string{"b", "gone"}}, {Name: "e"}}
	for _, c := range []struct{ asked, want []string }{
		{[]string{"d"}, []string{"a", "b", "d"}},
		{[]string{"e", "c"}, []string{"a", "c", "e"}},
		{[]string{"gone"}, nil},
		{nil, nil},
	} {
		var got []string
		for _, s := range Reachable(all, c.asked...) {
			got = append(got, s.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v needs %v, want %v", c.asked, got, c.want)
		}
	}
}
