package cargo

import (
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// FuzzRead has the readers of cargo's files read any text, each in turn: they must
// not panic, and take no more time and memory than the text is long.
func FuzzRead(f *testing.F) {
	const pack = "[package]\nname = \"a\"\nversion = \"1.0.0\"\n"
	for _, text := range []string{
		"", pack, "a.b.c = 1\n", "[a.b]\nc = {d = {e = 1}}\n", "[[a]]\nb = [[1, 2], [3]]\n", "'''\n'''", "a = \"\"\"\\\"\"\"\"\n", "[workspace]\nmembers = [\"*\"]\n",
		pack + "[features]\na = [\"b\"]\nb = [\"a\"]\n", pack + "[dependencies]\nb = {path = \".\"}\n", pack + "[profile.x]\ninherits = \"x\"\nstrip = 1\n",
		"[toolchain]\nchannel = \"1.95.0\"\n", "stable\nbeta\n", "version = 4\n[[package]]\nname = \"a\"\nversion = \"1\"\ndependencies = [\"a\"]\n",
		"[root]\nname = \"a\"\n[metadata]\n\"checksum a 1 (x)\" = \"y\"\n", "[source.a]\nreplace-with = \"b\"\n[source.b]\ndirectory = \"../..\"\n",
		strings.Repeat("a.", 500), strings.Repeat("[", 500), strings.Repeat("{a=", 500), "# " + strings.Repeat("[", 500), "\xff", "\x00",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, file := range []string{"Cargo.toml", "Cargo.lock", "rust-toolchain", "rust-toolchain.toml", ".cargo/config.toml"} {
			fsys := fstest.MapFS{"Cargo.toml": {Data: []byte(pack)}, "src/main.rs": {}, file: {Data: []byte(text)}}
			cost(t, file, len(text), func() {
				if w, err := Read(fsys, "Cargo.toml"); err == nil {
					w.Bins(Choice{AllFeatures: true})
					w.Reached(w.Names(), Platform{})
					w.Profiles.Strip("release")
				}
			})
		}
	})
}

// cost holds a reader to a megabyte, and a kilobyte for each byte of its
// input, and to a time that no machine is too slow for.
func cost(t *testing.T, what string, size int, read func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	read()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 1<<20+uint64(size)<<10 {
		t.Errorf("%s: %d bytes took %d bytes of memory", what, size, bytes)
	}
	if took > 10*time.Second {
		t.Errorf("%s: %d bytes took %v", what, size, took)
	}
}
