//go:build e2e

package engine

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
)

// lookAtIt shows what a build sees of its context.
const lookAtIt = "FROM scratch AS seen\nCOPY . /\n"

// project makes a folder that differs from others of its kind in the text alone.
func project(t *testing.T, dir, text string) {
	t.Helper()
	old := time.Unix(1153704088, 0)
	write(t, filepath.Join(dir, "src", "main.rs"), text)
	write(t, filepath.Join(dir, "Dockerfile"), lookAtIt)
	for _, name := range []string{"src/main.rs", "Dockerfile", "src", "."} {
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
}

// built is the text that a build of a folder saw.
func built(t *testing.T, e Engine, store snapshot.Store, dir string) string {
	t.Helper()
	context, err := store.Take(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer context.Close()
	r := Request{Context: context, Dockerfile: "Dockerfile", Stage: "seen", Output: filepath.Join(t.TempDir(), "out")}
	if err := e.Solve(t.Context(), r, func(Event) {}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(r.Output, "src", "main.rs"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestRow58E2E has folders whose files agree in path, size, mode and time: two
// projects of one base name in turn, one folder in two states, and two users of
// one daemon. Each build sees the bytes of its own folder.
func TestRow58E2E(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		ours, theirs := snapshot.Store{Cache: t.TempDir()}, snapshot.Store{Cache: t.TempDir()}
		one, two := filepath.Join(t.TempDir(), "app"), filepath.Join(t.TempDir(), "app")
		project(t, one, "one")
		project(t, two, "two")
		for i, c := range []struct {
			store     snapshot.Store
			dir, want string
		}{{ours, one, "one"}, {ours, two, "two"}, {ours, one, "one"}, {theirs, two, "two"}, {ours, one, "one"}} {
			if got := built(t, e, c.store, c.dir); got != c.want {
				t.Errorf("build %d saw %q, and its folder has %q", i, got, c.want)
			}
		}
		for _, state := range []string{"six", "one", "ten"} {
			project(t, one, state)
			if got := built(t, e, ours, one); got != state {
				t.Errorf("saw %q after the folder had become %q", got, state)
			}
		}
	})
}

// TestRow58StoreStaysSmall builds many states of two folders in turn: the daemon
// keeps no copy of each.
func TestRow58StoreStaysSmall(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		store, dirs := snapshot.Store{Cache: t.TempDir()}, [...]string{t.TempDir(), t.TempDir()}
		kept := func(dir, text string) int {
			project(t, dir, text)
			built(t, e, store, dir)
			return localSources(t, e)
		}
		first := kept(dirs[0], "aaa")
		for i, text := range []string{"bbb", "ccc", "ddd", "eee", "fff", "ggg", "hhh", "iii", "jjj", "kkk"} {
			if now := kept(dirs[i%2], text); now > first {
				t.Errorf("%d copies of contexts in the daemon's store, and %d after the first build", now, first)
			}
		}
	})
}

// localSources counts what the daemon keeps of contexts.
func localSources(t *testing.T, e Engine) int {
	t.Helper()
	ask := exec.Command("docker", "buildx", "du", "--verbose")
	if b, ok := e.(*buildctl); ok {
		ask = b.command("du", "--verbose")
	}
	said, err := output(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	n := strings.Count(said, "local source for context")
	if n == 0 {
		t.Errorf("nothing is kept of this build's context, says %v:\n%s", ask.Args, said)
	}
	return n
}

// TestRow58SecretsAreRead changes the contents of a secret, and neither its
// size nor its time. A step that runs again sees the new contents.
func TestRow58SecretsAreRead(t *testing.T) {
	onEach(t, func(t *testing.T, e Engine) {
		r := request(t, "seen", "FROM os AS read\nRUN --mount=type=secret,id=ca mkdir /out && cp /run/secrets/ca /out/ca\n"+
			"FROM scratch AS seen\nCOPY --from=read /out /\n")
		secret, old := filepath.Join(t.TempDir(), "ca.pem"), time.Unix(1153704088, 0)
		r.Secrets, r.NoCache = map[string]string{"ca": secret}, []string{"read", "seen"}
		for _, text := range []string{"one", "two", "one"} {
			write(t, secret, text)
			if err := os.Chtimes(secret, old, old); err != nil {
				t.Fatal(err)
			}
			r.Output = filepath.Join(t.TempDir(), "out")
			if err := e.Solve(t.Context(), r, func(Event) {}); err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(filepath.Join(r.Output, "ca")); err != nil || string(got) != text {
				t.Errorf("the step saw %q (%v), and the secret is %q", got, err, text)
			}
		}
	})
}
