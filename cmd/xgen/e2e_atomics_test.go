//go:build e2e

package main

import (
	"debug/elf"
	"path/filepath"
	"strings"
	"testing"
)

// atomicsProject does every 64-bit atomic operation on processors that have none.
func atomicsProject(t *testing.T) *e2e {
	t.Helper()
	e := &e2e{t: t, dir: t.TempDir()}
	e.sh("cp -R ../../testdata/projects/atomics/. " + e.dir + " && rm -rf " + e.dir + "/target")
	e.xgen(0, "emit")
	return e
}

// Eight threads, every operation and ordering, in Rust and in C, give what a
// mutex gives, on the oldest CPU of each target.
func TestE2EAtomics(t *testing.T) {
	e := atomicsProject(t)
	for target, cpu := range map[string]string{"armv5te": "arm926", "debian": "arm926", "mips": "24Kc", "mipsel": "24Kc", "powerpc": "603"} {
		r := e.runOf(target).Results[0]
		if !r.OK || r.Smoke[0].CPU != cpu || !strings.Contains(r.Smoke[0].Stdout, `"checks":80,`) {
			t.Errorf("%s: %+v", target, r)
		}
	}
}

// The program that says so can tell: with a lock that does not lock, or a helper
// that is no exchange, operations are lost.
func TestE2EAtomicsBroken(t *testing.T) {
	const (
		lock   = "return __atomic_compare_exchange_n(lock, &is, HELD, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);"
		helper = "(!((int (*)(const word *, const word *, volatile word *))0xffff0f60)(old, new, p))"
	)
	for target, change := range map[string][2]string{
		"mipsel":  {lock, "return is == FREE || *lock == FREE;"},
		"armv5te": {helper, "(*(p) == *(old) && (*(p) = *(new), true))"},
	} {
		e := atomicsProject(t)
		whole := e.read("xgen/stage/atomic.c")
		if strings.Count(whole, change[0]) != 1 {
			t.Fatalf("no %q in atomic.c", change[0])
		}
		e.write("atomic.c", whole)
		if r := e.runOf(target).Results[0]; !r.OK {
			t.Errorf("%s: its own copy is wrong: %+v", target, r)
		}
		e.write("atomic.c", strings.Replace(whole, change[0], change[1], 1))
		_, said := e.xgen(1, "run", target)
		for _, want := range []string{"wrong", "add Relaxed", "C __atomic", "compare_exchange"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: no %q in\n%s", target, want, said)
			}
		}
	}
}

// One implementation serves all operations: neither compiler-rt's own table of
// locks nor libgcc's functions are beside it.
func TestE2EAtomicsAlone(t *testing.T) {
	e := atomicsProject(t)
	e.write("targets.cue", e.read("targets.cue")+"cargo: strip: \"none\"\n")
	e.xgen(0, "emit")
	for _, target := range []string{"mipsel", "debian"} {
		e.runOf(target)
		f, err := elf.Open(filepath.Join(e.dir, "dist", target, "atomics"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		symbols, err := f.Symbols()
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, s := range symbols {
			wide := strings.HasPrefix(s.Name, "__atomic_") && strings.HasSuffix(s.Name, "_8")
			switch {
			case strings.Contains(s.Name, "spinlock"), strings.HasPrefix(s.Name, "linux-atomic-64bit"):
				t.Errorf("%s: %s is in the program", target, s.Name)
			case wide && elf.ST_BIND(s.Info) != elf.STB_GLOBAL:
				t.Errorf("%s: %s is not from atomic.c", target, s.Name)
			case wide, strings.HasPrefix(s.Name, "__sync_") && strings.HasSuffix(s.Name, "_8"):
				found++
			}
		}
		if found < 8 {
			t.Errorf("%s: only %d functions were found", target, found)
		}
	}
}

// prometheus and coarsetime as they are published, and their tests.
func TestE2EAtomicsProbe(t *testing.T) {
	e := probe(t)
	head, rest, _ := strings.Cut(e.read("targets.cue"), "// What these crates need")
	_, tail, found := strings.Cut(rest, "\nci: github: {")
	if !found || strings.Contains(head+tail, "patches") {
		t.Fatal("targets.cue is not what it was")
	}
	e.write("targets.cue", strings.Replace(head, `name: "probe"`, "name: \"probe-atomics\"\natomics: 64", 1))
	e.sh("rm -rf " + e.dir + "/xgen")
	e.xgen(0, "emit")
	for _, target := range []string{"armv5te", "mipsel"} {
		r := e.runOf(target).Results[0]
		if !r.OK || !strings.Contains(e.read("dist/"+target+"/report.json"), "checks::tests::a_panic_unwinds") {
			t.Errorf("%s: %+v", target, r)
		}
		e.sh("test ! -e " + e.dir + "/xgen/" + target + "/patch-crates.sh")
	}
}
