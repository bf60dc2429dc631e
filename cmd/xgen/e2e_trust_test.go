//go:build e2e

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// says is a program that prints a text, in a project of which nothing but the
// text tells it from another.
func says(t *testing.T, dir, text string) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: filepath.Join(dir, "app")}
	for name, text := range cargoProject {
		e.write(name, text)
	}
	e.write("targets.cue", cargoProject["targets.cue"]+"contract: smoke: args: []\n")
	e.write("src/main.rs", "fn main() { println!(\""+text+"\"); }\n")
	e.xgen(0, "emit")
	e.sameTimes()
	return e
}

// sameTimes sets every file's time to that of an unpacked release.
func (e *e2e) sameTimes() {
	e.t.Helper()
	e.sh("find '" + e.dir + "' -exec touch -h -d 2020-01-01 {} +")
}

// TestE2ERow58 has two projects, and one in several states, whose files agree in
// path, size, mode and time: what is published is each one's own program.
func TestE2ERow58(t *testing.T) {
	one, two := says(t, t.TempDir(), "one"), says(t, t.TempDir(), "two")
	for i, c := range []struct {
		e    *e2e
		text string
	}{{one, "one"}, {two, "two"}, {one, "one"}, {two, "six"}, {one, "six"}, {two, "two"}, {one, "one"}} {
		c.e.write("src/main.rs", "fn main() { println!(\""+c.text+"\"); }\n")
		c.e.sameTimes()
		out, _ := c.e.xgen(0, "run", "armv5te")
		if !strings.Contains(out, "said: "+c.text+"\n") {
			t.Errorf("run %d published another program than the one that says %q:\n%s", i, c.text, out)
		}
	}
}

// TestE2ERow59 has a build script write where the binaries go: it is named, and
// what was published before stays. By hand nothing of it comes out either.
func TestE2ERow59(t *testing.T) {
	e := crate(t, "fn main() {}\n")
	e.xgen(0, "run", "armv5te")
	before := e.sum("dist/armv5te/hello")
	for what, evil := range map[string]string{
		"su":   `std::fs::copy("/bin/true", "/out/su").unwrap(); std::fs::set_permissions("/out/su", std::os::unix::fs::PermissionsExt::from_mode(0o4755)).unwrap();`,
		"link": `std::os::unix::fs::symlink("/etc/passwd", "/out/link").unwrap();`,
		".git": `std::fs::create_dir_all("/out/.git/hooks").unwrap();`,
	} {
		e.write("build.rs", "fn main() { std::fs::create_dir_all(\"/out\").unwrap(); "+evil+" }\n")
		_, said := e.xgen(1, "run", "armv5te")
		if !strings.Contains(said, what+" was written into /out, where only binaries belong, while the build script of hello ran") {
			t.Errorf("%s: %s", what, said)
		}
		if e.sum("dist/armv5te/hello") != before {
			t.Errorf("%s: what was published before has changed", what)
		}
		out := t.TempDir()
		if said, err := e.handCommand("armv5te", "artifact", "type=local,dest="+out).CombinedOutput(); err == nil || !strings.Contains(string(said), what+" was written into /out") {
			t.Errorf("%s, by hand: %v\n%s", what, err, said)
		}
		if left, _ := os.ReadDir(out); len(left) > 0 {
			t.Errorf("%s, by hand: %v", what, left)
		}
	}
	// One that waits until the build is over, and writes then.
	e.write("build.rs", `fn main() { std::process::Command::new("sh").arg("-c").arg("(while :; do mkdir -p /out/late; done) >/dev/null 2>&1 &").spawn().unwrap(); }`+"\n")
	_, said := e.xgen(1, "run", "armv5te")
	if !strings.Contains(said, "late") {
		t.Errorf("late: %s", said)
	}
}

// TestE2ERow58Caches has two projects of one name, whose build scripts watch
// themselves alone: each gets what its own script reads, since the crates that
// were compiled for one are not the other's. A clean run compiles anew.
func TestE2ERow58Caches(t *testing.T) {
	var both []*e2e
	for _, data := range []string{"A", "B"} {
		e := says(t, t.TempDir(), "unused")
		e.write("data.txt", data)
		e.write("src/main.rs", "fn main() { println!(\"data {}\", env!(\"DATA\")); }\n")
		e.write("build.rs", "fn main() {\n    println!(\"cargo:rerun-if-changed=build.rs\");\n"+
			"    println!(\"cargo:rustc-env=DATA={}\", std::fs::read_to_string(\"data.txt\").unwrap());\n}\n")
		e.xgen(0, "emit")
		e.sameTimes()
		both = append(both, e)
	}
	for i, e := range []*e2e{both[0], both[1], both[0], both[1]} {
		out, _ := e.xgen(0, "run", "armv5te")
		if want := "said: data " + []string{"A", "B"}[i%2] + "\n"; !strings.Contains(out, want) {
			t.Errorf("run %d, want %q:\n%s", i, want, out)
		}
	}
	for _, args := range [][]string{{"run", "armv5te"}, {"run", "armv5te", "--clean"}} {
		both[0].xgen(0, args...)
		log, err := os.ReadFile(filepath.Join(both[0].dir, "dist/.xgen/armv5te.log"))
		if err != nil {
			t.Fatal(err)
		}
		if compiled := strings.Contains(string(log), "Compiling hello"); compiled != (len(args) == 3) {
			t.Errorf("%v: compiled %v\n%s", args, compiled, log)
		}
	}
}
