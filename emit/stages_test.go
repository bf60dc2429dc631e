package emit_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// staged are projects that have every stage between them.
func staged() map[string]string {
	all := projects()
	maps.Copy(all, map[string]string{
		"glibc": glibc, "windows": windows, "narrow": narrowRows, "one of each": oneOfEach,
		"host":     tested + "host: packages: [\"python3\"]\n",
		"lints":    tested + "test: lints: [\"fmt\", \"clippy\"]\n",
		"headers":  smallest + "tools: libclang: {}\n",
		"manifest": tested + "rust: {channel: \"1.95.0\", sha256: [\"6eb9d4d759b292c83810\"]}\n",
	})
	return all
}

// The list of stages says what BuildKit finds in the Dockerfile: their names in
// order, and for each the stages that it needs and the shared scripts that it
// mounts or copies.
func TestTheListIsTheDockerfile(t *testing.T) {
	scripts := map[string]bool{}
	for name, definitions := range staged() {
		p := load(t, definitions)
		all := byPath(t, p)
		for _, target := range p.Targets {
			d, err := dockerfile.New(p).Of(target)
			if err != nil {
				t.Fatal(err)
			}
			list, data := d.Stages, all[d.Path].Bytes
			found := stages(t, data)
			if len(found) != len(list) {
				t.Fatalf("%s, %s: there are %d stages, and %d are listed", name, target.Name, len(found), len(list))
			}
			for i, s := range list {
				where := fmt.Sprintf("%s, %s, stage %s", name, target.Name, s.Name)
				if found[i].Name != s.Name {
					t.Fatalf("%s: BuildKit finds %s", where, found[i].Name)
				}
				if got := needs(t, found[i]); !slices.Equal(got, s.Needs) {
					t.Errorf("%s needs %v, and %v are listed", where, got, s.Needs)
				}
				text, err := s.Render()
				if err != nil {
					t.Fatal(err)
				}
				if got := mounted(string(text)); !slices.Equal(got, s.Scripts) {
					t.Errorf("%s has the scripts %v, and %v are listed", where, got, s.Scripts)
				}
				if !strings.Contains(string(data), string(text)) {
					t.Errorf("%s: its text is not in the Dockerfile", where)
				}
				for _, script := range s.Scripts {
					scripts[script] = true
				}
			}
		}
	}
	for _, name := range []string{"adds.sh", "patch.sh", "relock.sh", "compiled.sh"} { // no project here has patches, or crates that need any
		scripts[name] = true
	}
	if got := slices.Sorted(maps.Keys(scripts)); !slices.Equal(got, templates.StageFiles()) {
		t.Errorf("stages use %v, and there are %v", got, templates.StageFiles())
	}
}

// needs are the stages that one refers to.
func needs(t *testing.T, s instructions.Stage) []string {
	t.Helper()
	var out []string
	for _, h := range model.Hosts {
		out = append(out, strings.ReplaceAll(s.BaseName, "${TARGETARCH}", h.Docker))
	}
	if s.Name == "os" || s.Name == "toolchain" || s.BaseName == "scratch" {
		out = nil
	}
	for _, c := range s.Commands {
		switch c := c.(type) {
		case *instructions.CopyCommand:
			out = append(out, c.From)
		case *instructions.RunCommand:
			for _, m := range instructions.GetMounts(c) {
				out = append(out, m.From)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(slices.DeleteFunc(out, func(s string) bool { return s == "" }))
}

var sharedFile = regexp.MustCompile(`xgen/stage/([a-z-]+\.[a-z]+)[ ,\n]`)

// mounted are the shared files that a stage's text takes from the repository.
func mounted(text string) []string {
	text = strings.ReplaceAll(text, ",target=/xgen/stage/", "") // where they come to lie
	out := []string{}
	for _, m := range sharedFile.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// What is read stage by stage is what BuildKit reads as a whole.
func TestStagesAreReadAsTheWhole(t *testing.T) {
	for name, definitions := range staged() {
		for _, a := range ending(compile(t, definitions), "/Dockerfile") {
			var apart []string
			for i, piece := range strings.SplitAfter(strings.ReplaceAll(string(a.Bytes), "\nFROM ", "\n\x00FROM "), "\x00") {
				if i == 0 {
					continue // what stands before the first stage
				}
				apart = append(apart, printed(stages(t, []byte(strings.TrimSuffix(piece, "\x00"))))...)
			}
			if whole := printed(stages(t, a.Bytes)); !slices.Equal(whole, apart) {
				t.Errorf("%s: %s is read as\n%q\nand in pieces as\n%q", name, a.Path, whole, apart)
			}
		}
	}
}

// printed are the instructions of stages, as BuildKit prints them.
func printed(stages []instructions.Stage) (out []string) {
	for _, s := range stages {
		out = append(out, s.Name, s.BaseName)
		for _, c := range s.Commands {
			out = append(out, fmt.Sprint(c))
			if run, ok := c.(*instructions.RunCommand); ok {
				out = append(out, run.CmdLine...)
			}
		}
	}
	return out
}

// Stages tells those that people ask for from those that fetch.
func TestStagesThatPull(t *testing.T) {
	p := load(t, external)
	asked, pulling, err := emit.Stages(p, p.Target("tarball"))
	if err != nil || !slices.Equal(pulling, []string{"pull-url", "pulled-toolchain"}) || !slices.Contains(asked, "cc") || slices.Contains(asked, "pull-url") {
		t.Errorf("%v, %v, %v", asked, pulling, err)
	}
}
