package verify

import (
	"debug/elf"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// onPages is a contract with a smoke command that must run on these sizes.
func onPages(change func(*model.Smoke), sizes ...int) model.Contract {
	c := smoke(change)
	c.Pages, c.Smoke.Pages = from(sizes), sizes
	return c
}

// paged adds a run of hello with pages of a size.
func paged(rep *Report, page, exit int, stdout, stderr string) *Report {
	rep.Page = 4096
	rep.Smoke = append(rep.Smoke, Ran{Binary: "hello", Page: page, Exit: exit, Stdout: stdout, Stderr: stderr})
	return rep
}

func TestRow75Smoke(t *testing.T) {
	jemalloc := jemallocSays + "\nmemory allocation of 1 bytes failed\nqemu: uncaught target signal 6 (Aborted)\n"
	const promise = "smoke, 16 KiB pages"
	for name, tt := range map[string]struct {
		rep    *Report
		found  string
		status Status
	}{
		"runs":      {paged(ran(0, "hello"), 16384, 0, "hello\n", ""), "the same", OK},
		"jemalloc":  {paged(ran(0, "hello"), 16384, 134, "", jemalloc), `exit status 134: jemalloc was compiled for smaller memory pages: write env: JEMALLOC_SYS_WITH_LG_PAGE: "14"`, Failed},
		"crashes":   {paged(ran(0, "hello"), 16384, 139, "", "mmap: Invalid argument"), "exit status 139: mmap: Invalid argument", Failed},
		"differs":   {paged(ran(0, "hello"), 16384, 0, "help", ""), "output help", Failed},
		"forgotten": {paged(ran(0, "hello"), 8192, 0, "hello", ""), "not in the report", Failed},
	} {
		rows := CheckSmoke(onPages(stdout("hello"), 4096, 16384), nil, tt.rep)
		if r := row(t, rows, promise); r.Found != tt.found || r.Status != tt.status || len(rows) != 3 || r.Origin != user {
			t.Errorf("%s: %+v", name, rows)
		}
	}
	rows := CheckSmoke(onPages(nil, 4096, 16384, 65536), nil, paged(ran(0, ""), 65536, 134, "", jemalloc))
	if r := row(t, rows, "smoke, 64 KiB pages"); !strings.HasSuffix(r.Found, `JEMALLOC_SYS_WITH_LG_PAGE: "16"`) || Held(rows) {
		t.Errorf("%+v", rows)
	}
}

// A machine with larger pages cannot have smaller ones.
func TestRow75LargePagesOfTheMachine(t *testing.T) {
	rep := paged(ran(0, ""), 65536, 0, "", "")
	rep.Page = 16384
	rows := CheckSmoke(onPages(nil, 4096, 16384, 65536), nil, rep)
	if len(rows) != 2 || rows[1].Promise != "smoke, 64 KiB pages" || !Held(rows) {
		t.Errorf("%+v", rows)
	}
}

// A segment that shares a page with another cannot be mapped.
func TestRow75Segments(t *testing.T) {
	sizes := model.Contract{Pages: from([]int{4096, 16384, 65536})}
	for align, want := range map[uint64]string{
		0x10000: "aligned to 64 KiB", 0x200000: "aligned to 2048 KiB",
		0x1000: "aligned to 4 KiB: a kernel with larger memory pages cannot load it: link with -Wl,-z,max-page-size=65536",
		0:      "aligned to 1 bytes: a kernel with larger memory pages cannot load it: link with -Wl,-z,max-page-size=65536",
	} {
		m := image{class: 64, endian: model.Little, machine: elf.EM_AARCH64, typ: elf.ET_EXEC, align: align}
		r := row(t, checkELF(sizes, "hello", m.inspect(t)), "segments")
		if r.Found != want || (r.Status == OK) != (align >= 0x10000) || r.Want != "aligned to memory pages of 64 KiB" {
			t.Errorf("%#x: %+v", align, r)
		}
		for _, r := range checkELF(model.Contract{Pages: from([]int{4096})}, "hello", m.inspect(t)) {
			if r.Promise == "segments" {
				t.Errorf("one size only: %+v", r)
			}
		}
	}
}
