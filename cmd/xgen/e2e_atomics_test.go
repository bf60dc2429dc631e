//go:build e2e

package main

import (
	"debug/elf"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// atomicsProject does every 64-bit atomic operation on processors that have none.
func atomicsProject(t *testing.T) *e2e {
	t.Helper()
	e := projectCopy(t, "atomics")
	e.xgen(0, "emit")
	return e
}

// Eight threads, every operation and ordering, in Rust and in C, have the same
// results as with a mutex, on the oldest CPU of each target.
func TestE2EAtomics(t *testing.T) {
	e := atomicsProject(t)
	for target, cpu := range map[string]string{"armv5te": "arm926", "debian": "arm926", "mips": "24Kc", "mipsel": "24Kc", "powerpc": "603"} {
		if testing.Short() && target != "armv5te" {
			continue
		}
		r := e.runOf(target).Results[0]
		if !r.OK || r.Smoke[0].CPU != cpu || !strings.Contains(r.Smoke[0].Stdout, `"checks":80,`) {
			t.Errorf("%s: %+v", target, r)
		}
	}
}

// inHalves reads with a pause in between: two reads in a row are nearly always
// of one value, since both halves lie in one cache line.
const inHalves = "volatile uint32_t *half = (volatile uint32_t *)p;\n\tword old = half[0];\n\tfor (volatile int i = 0; i < 100; i++)\n\t\t;\n\told |= (word)half[1] << 32;"

// counted is a count that differs from the mutex's; whose it is depends on where
// the threads were interrupted.
const counted = `(add|sub|xor|compare_exchange|C __atomic|C __sync)[ A-Za-z]*: [0-9a-f]+ and not `

// The program that says so can tell: each part of the implementation is missed by
// the check that is for it.
func TestE2EAtomicsBroken(t *testing.T) {
	slow(t)
	for name, c := range map[string]struct{ target, is, broken, missed string }{
		"whole":         {"mipsel", "enum { FREE,", "enum { FREE,", ""},
		"lock":          {"mipsel", "return __atomic_compare_exchange_n(lock, &is, HELD, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);", "return is == FREE || *lock == FREE;", counted},
		"fork":          {"mipsel", "pthread_atfork(acquire_all, release_all, release_all);", "", "forks"},
		"errno":         {"mipsel", "WAITED_FOR, NULL);\n\terrno = before;", "WAITED_FOR, NULL);\n\terrno = before + 1;", "errno stays"},
		"operation":     {"mipsel", "ARITHMETIC(nand, ~(old & value))", "ARITHMETIC(nand, ~(old | value))", "nand Relaxed"},
		"helper":        {"debian", "(!((int (*)(const word *, const word *, volatile word *))0xffff0f60)(old, new, p))", "(*(p) == *(old) && (*(p) = *(new), true))", counted},
		"read":          {"mipsel", "LOCKED(p, order, old, );", "(void)order;\n\t" + inHalves, "torn"},
		"helper's read": {"debian", "UPDATE(p, order, old, old);\n\treturn old;", "(void)order;\n\t" + inHalves + "\n\treturn old;", "torn"},
	} {
		t.Run(name, func(t *testing.T) {
			e := atomicsProject(t)
			whole := e.read("xgen/stage/atomic.c")
			if strings.Count(whole, c.is) != 1 {
				t.Fatalf("atomic.c does not have %q once", c.is)
			}
			e.write("atomic.c", strings.Replace(whole, c.is, c.broken, 1))
			if c.missed == "" {
				e.runOf(c.target)
				return
			}
			if out, said := e.xgen(1, "run", c.target, "-o", "json"); !regexp.MustCompile(c.missed).MatchString(out) {
				t.Errorf("no %s in\n%s%s", c.missed, out, said)
			}
		})
	}
}

// One implementation serves all operations: neither compiler-rt's own table of
// locks nor libgcc's functions are beside it.
func TestE2EAtomicsAlone(t *testing.T) {
	slow(t)
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
	targets := []string{"armv5te", "mipsel"}
	if testing.Short() {
		targets = targets[:1]
	}
	for _, target := range targets {
		r := e.runOf(target).Results[0]
		if !r.OK || !strings.Contains(e.read("dist/"+target+"/report.json"), "checks::tests::a_panic_unwinds") {
			t.Errorf("%s: %+v", target, r)
		}
		e.sh("test ! -e " + e.dir + "/xgen/" + target + "/patch-crates.sh")
	}
}
