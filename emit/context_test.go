package emit_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema"
)

// below is a project in a folder of a repository.
type belowRepository struct {
	fs.FS
	all fs.FS
}

func (b belowRepository) Climb(int) (fs.FS, string, error) { return b.all, "rust", nil }

func (b belowRepository) Look(int) (fs.FS, string, error) { return b.all, "rust", nil }

// What a .dockerignore lets through is what the model says, and nothing that git or a
// build has made; in a sub-folder too, and where the user names more or less.
func TestDockerignoreIsTheModels(t *testing.T) {
	paths := []string{
		"README.md", "proto/a", "proto/.git/HEAD", ".git/HEAD", ".env", "target/x", "other/target/x", "dist/a/hello", "dist/.xgen/a.log",
		"rust/src/main.rs", "rust/Cargo.toml", "rust/.git/HEAD", "rust/target/x", "rust/target/gen/x", "rust/target/gen/big/x", "rust/target/.git/x",
		"rust/dist/a/hello", "rust/dist/page", "rust/dist/.xgen/a.log", "rust/xgen/manifest", "rust/xgen/b/Dockerfile", "rust/assets/x", "rust/assets/raw/x",
		"src/main.rs", "xgen/manifest", "xgen/b/Dockerfile", "assets/raw/x", "pinned/x.tar", "pinned/y.tar",
	}
	for _, c := range []struct{ dir, context, sent string }{
		{"rust", `context: root: ".."`, "rust/src/main.rs rust/Cargo.toml rust/dist/page rust/assets/x rust/assets/raw/x"},
		{"rust", `context: {root: "..", include: ["../proto", "target/gen"], exclude: ["assets/raw", "target/gen/big"]}`, "proto/a rust/src/main.rs rust/Cargo.toml rust/target/gen/x rust/dist/page rust/assets/x"},
		{"rust", `context: {root: "..", include: [".."]}`, "README.md proto/a .env target/x other/target/x dist/a/hello dist/.xgen/a.log rust/src/main.rs rust/Cargo.toml rust/dist/page rust/assets/x rust/assets/raw/x src/main.rs xgen/manifest xgen/b/Dockerfile assets/raw/x pinned/x.tar pinned/y.tar"},
		{".", `context: exclude: ["assets/raw", "rust", "pinned"]`, "README.md proto/a .env other/target/x src/main.rs"},
	} {
		files := fstest.MapFS{}
		put := func(name, text string) {
			files[strings.TrimPrefix(c.dir+"/"+name, "./")] = &fstest.MapFile{Data: []byte(text)}
		}
		for _, name := range paths {
			files[name] = &fstest.MapFile{}
		}
		put("targets.cue", "name: \"hello\"\n_t: triple: \"armv5te-unknown-linux-musleabi\"\ntargets: {a: _t, b: _t}\n"+c.context+"\n")
		put("Cargo.toml", helloManifest)
		put("Cargo.lock", helloLock)
		put("src/main.rs", "")
		own, err := fs.Sub(files, c.dir)
		if err != nil {
			t.Fatal(err)
		}
		p, found := schema.Load(belowRepository{own, files})
		if p == nil {
			t.Fatal(found)
		}
		all, err := emit.All(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			if !strings.HasSuffix(a.Path, "/a/Dockerfile.dockerignore") {
				continue
			}
			patterns, err := ignorefile.ReadAll(bytes.NewReader(a.Bytes))
			if err != nil {
				t.Fatal(err)
			}
			var sent []string
			for _, name := range paths {
				out, err := patternmatcher.MatchesOrParentMatches(name, patterns)
				if err != nil {
					t.Fatal(err)
				}
				if !out {
					sent = append(sent, name)
				}
				if p.Sends(name) == out {
					t.Errorf("%s, %s: the model says of %s that it is sent: %v, and the file says the contrary:\n%s", c.dir, c.context, name, out, a.Bytes)
				}
			}
			if got := strings.Join(sent, " "); got != c.sent {
				t.Errorf("%s, %s: sent is\n%s\nwant\n%s", c.dir, c.context, got, c.sent)
			}
		}
	}
}
