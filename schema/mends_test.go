package schema

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
)

// What mends a diagnostic is said as fields too, where it is certain and no person must
// decide; the fields do mend it, but for a library, of which more must be said.
func TestMends(t *testing.T) {
	ignoring := withCrates("", `x = "1"`, "x")
	ignoring[".dockerignore"] = &fstest.MapFile{Data: []byte("notes\n")}
	ignoring["notes"] = &fstest.MapFile{Data: []byte("of ours")}
	moving := withCrates("", `x = "1"`, "x")
	moving["rust-toolchain.toml"] = &fstest.MapFile{Data: []byte("[toolchain]\nchannel = \"stable\"\n")}
	nightly := withCrates("", `x = "1"`, "x")
	nightly["rust-toolchain.toml"] = &fstest.MapFile{Data: []byte("[toolchain]\nchannel = \"nightly\"\n")}
	old := withCrates("", `x = "1"`, "x")
	old["Cargo.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(old["Cargo.toml"].Data), "[package]\n", "[package]\nrust-version = \"1.999\"\n", 1))}

	counting := "@@hello v0.1.0 (/p)@@@@\n`-- @@tikv-jemalloc-sys v1.0.0@@@@\n"
	versioned := "@@hello v0.1.0 (/p)@@@@\n`-- @@vergen v1.0.0@@git@@\n"
	atomic := "@@hello v0.1.0 (/p)@@@@\n`-- @@boxcar v0.2.7@@@@\n"
	boxcar := withCrates("", `boxcar = "0.2"`, "boxcar")
	for name, f := range boxcar {
		boxcar[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(f.Data), "version = \"1.0.0\"", "version = \"0.2.7\""))}
	}
	pages := func() fstest.MapFS {
		return withCrates("targets: b: triple: \"aarch64-unknown-linux-musl\"\n", `tikv-jemalloc-sys = "1"`, "tikv-jemalloc-sys")
	}
	for name, c := range map[string]struct {
		root fstest.MapFS
		tree string // cargo's answer; "" for none
		rule string
		want string // NAME=VALUE of each field
		rest bool   // something is still said by the rule
	}{
		"library":             {withCrates("", `openssl-sys = "1"`, "openssl-sys"), "", "missing-library", "libraries.openssl={}", true},
		"library of Debian's": {withCrates("targets: a: triple: \"aarch64-unknown-linux-gnu\"\n", `pcsc-sys = "1"`, "pcsc-sys"), "", "missing-library", "targets.a.libraries.libpcsclite=<nil> targets.a.libraries.libpcsclite.kind=debian targets.a.libraries.libpcsclite.packages=[libpcsclite-dev]", false},
		"library, perhaps":    {openProject(""), "", "missing-library", "", true},
		"atomics":             {boxcar, atomic, "crate-needs-patch", "atomics=64", false},
		"pages":               {pages(), counting, "page-crate", "targets.b.env.JEMALLOC_SYS_WITH_LG_PAGE=16", false},
		"pages, perhaps":      {pages(), "", "page-crate", "", true},
		"repository":          {withCrates("", `vergen = "1"`, "vergen"), versioned, "repository-crate", "inputs.VERGEN_GIT_SHA.default=unknown", false},
		"sources must change": {withCrates("", `git-version = "1"`, "git-version"), "", "repository-crate", "", true},
		".dockerignore":       {ignoring, "", "dockerignore", "context.exclude=[]", false},
		"stable":              {moving, "", "floating-channel", "rust.channel=" + defaultChannel(), false},
		"nightly":             {nightly, "", "floating-channel", "", true},
		"old":                 {old, "", "old-rust", "rust.channel=1.999.0", false},
	} {
		if name == "library of Debian's" {
			c.root["targets.cue"] = &fstest.MapFile{Data: []byte("name: \"hello\"\ntargets: a: triple: \"aarch64-unknown-linux-gnu\"\n")}
		}
		var ask cargo.Asker = answering{}
		if c.tree != "" {
			ask = answering{"tree": c.tree}
		}
		_, found := LoadAsking(c.root, ask)
		mends, said := mendsOf(found, c.rule)
		var got []string
		for _, m := range mends {
			got = append(got, fmt.Sprintf("%s=%v", m.Name(), m.Value))
		}
		if strings.Join(got, " ") != c.want || !said {
			t.Errorf("%s: got %v, want %q: %v", name, got, c.want, found)
			continue
		}
		written := string(c.root["targets.cue"].Data)
		for _, m := range mends {
			if m.Value != nil {
				written += strings.Join(m.Path, ": ") + ": " + asCUE(m.Value) + "\n"
			}
		}
		c.root["targets.cue"] = &fstest.MapFile{Data: []byte(written)}
		_, found = LoadAsking(c.root, ask)
		if _, said := mendsOf(found, c.rule); said != c.rest && c.rule != "missing-library" {
			t.Errorf("%s: with %s: %v", name, c.want, found)
		}
	}
}

func defaultChannel() string {
	p, _ := Load(project("name: \"hello\"\n" + row))
	return p.Targets[0].Rust.Channel.V
}

func mendsOf(found model.Diagnostics, rule string) (mends []model.Mend, said bool) {
	for _, d := range found {
		if d.Rule == rule {
			mends, said = append(mends, d.Mends...), true
		}
	}
	return mends, said
}

func asCUE(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case []string:
		return strings.ReplaceAll(fmt.Sprintf("%q", v), " ", ", ")
	case model.Empty:
		return "{}"
	}
	return fmt.Sprint(v)
}

// A file that the sources read is sent where the mends are written.
func TestMendsToSend(t *testing.T) {
	p := &model.Project{Dir: "app", Root: "..", Context: []string{"app/src"}, Named: []string{"notes"}}
	for name, want := range map[string]string{
		"text/hello.txt": "[{[context include] [../text notes] why}]",
		"../x/y":         "[{[context root] ../.. why} {[context include] [../../x notes] why}]",
	} {
		if got := fmt.Sprint(p.MendsToSend("why", name)); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}
