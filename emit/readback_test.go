package emit

import (
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// BuildKit takes the nearest of several stages of one name without a word.
func TestTwoStagesOfOneName(t *testing.T) {
	a := Artifact{Path: "xgen/a/Dockerfile", Bytes: []byte("FROM scratch AS one\nFROM scratch AS two\nFROM one AS One\n")}
	if err := readDockerfile(a); err == nil || !strings.Contains(err.Error(), "two stages are called one") {
		t.Error(err)
	}
	a.Bytes = []byte("FROM scratch AS one\nFROM one\nFROM one\n")
	if err := readDockerfile(a); err != nil {
		t.Error(err)
	}
}

// No two names of libraries share a stage, nor do a tool and another's source
// for one kind of machine.
func TestStageNames(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{
		"a+b", "axb", "a_b", "a_plus_b", "a__b", "a_+b", "a+_b", "a++b", "a-b", "a.b", "a_plus__b", "a__plus_b",
		"x", "x-amd64", "x_on_amd64", "x-on-amd64", "x_", "x+",
	} {
		for _, stage := range []string{toolRole(name), toolRole(name) + onHost + "amd64", libraryRole(model.Library{Name: name})} {
			if other, taken := seen[stage]; taken {
				t.Errorf("%s and %s share the stage %s", name, other, stage)
			}
			seen[stage] = name
		}
	}
}
