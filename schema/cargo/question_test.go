package cargo

import (
	"errors"
	"strings"
	"testing"
)

// asker notes what it is asked, and answers one thing.
type asker struct {
	asked []Question
	said  string
	err   error
}

func (a *asker) Ask(q Question) ([]byte, error) {
	a.asked = append(a.asked, q)
	return []byte(a.said), a.err
}

func read(t *testing.T, pairs ...string) *Workspace {
	t.Helper()
	w, err := Read(files(pairs...), "app/Cargo.toml")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestCompiledAsks(t *testing.T) {
	w := read(t, "app/Cargo.toml", pack("app"), "app/src/main.rs", "", ".cargo/config.toml", vendors("vendor"))
	a := &asker{said: mark + "app v0.1.0 (/x)" + mark + mark}
	crates, err := w.Compiled(a, Choice{Packages: []string{"app"}, Features: []string{"a", "b"}, NoDefaultFeatures: true, AllFeatures: true}, "triple", nil, true)
	if err != nil || len(crates) != 1 {
		t.Fatal(crates, err)
	}
	q := a.asked[0]
	got := strings.Join(q.Args, " ")
	for _, want := range []string{"tree ", "--edges normal,build", "--target triple", "--locked", "--package app", "--features a,b", "--no-default-features", "--all-features"} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in %s", want, got)
		}
	}
	if q.Manifest != "app/Cargo.toml" || !q.Nightly || q.State != w.State {
		t.Errorf("%+v", q)
	}
	want := []Override{{`source."crates-io".replace-with`, `"own"`, ""}, {`source."own".directory`, "%q", "vendor"}}
	if len(q.Overrides) != 2 || q.Overrides[0] != want[0] || q.Overrides[1] != want[1] {
		t.Errorf("the overrides are %q, want %q", q.Overrides, want)
	}
	if _, err := w.Compiled(a, Choice{Tests: true}, "triple", []string{"--cfg=a", `--cfg=b="c"`}, true); err != nil {
		t.Fatal(err)
	}
	q = a.asked[1]
	if last := q.Overrides[len(q.Overrides)-1]; last != (Override{`target."triple".rustflags`, `["--cfg=a", "--cfg=b=\"c\""]`, ""}) || !strings.Contains(strings.Join(q.Args, " "), "--edges normal,build,dev ") {
		t.Errorf("%q, %q", q.Args, last)
	}
	failed := &Silence{Reason: NoCargo}
	if _, err := w.Compiled(&asker{err: failed}, Choice{}, "triple", nil, false); !errors.Is(err, failed) {
		t.Error(err)
	}
}

// The state changes with what an answer depends on, and with nothing else.
func TestState(t *testing.T) {
	base := []string{
		"app/Cargo.toml", pack("app", "[dependencies]", "own = {path = \"../own\"}"), "app/src/main.rs", "", "app/Cargo.lock", "version = 4\n",
		"own/Cargo.toml", pack("own"), "own/src/lib.rs", "",
	}
	state := func(more ...string) string { return read(t, append(append([]string{}, base...), more...)...).State }
	same := state()
	for what, changed := range map[string]bool{
		state("app/Cargo.toml", pack("app", "[dependencies]", "own = {path = \"../own\"}", "")):    true,
		state("own/Cargo.toml", pack("own", "[features]", "x = []")):                               true,
		state("app/Cargo.lock", "version = 4\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\n"): true,
		state("app/src/bin/b.rs", ""):                         true,
		state("app/src/main.rs", "fn main() {}"):              false,
		state("other/Cargo.toml", pack("other")):              false,
		state("own/src/bin/b.rs", "", "own/src/bin/c.rs", ""): true,
	} {
		if changed != (what != same) {
			t.Errorf("%s: changed is %v", what, !changed)
		}
	}
	if again := state(); again != same {
		t.Errorf("%s, and then %s", same, again)
	}
}
