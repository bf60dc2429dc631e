package dockerfile

import (
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// BuildKit takes the nearest of several stages of one name, and an image for a
// stage that is not there, and says nothing.
func TestReaderRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"FROM scratch AS one\nFROM scratch AS two\nFROM one AS One\n":                           "two stages are called one",
		"FROM scratch AS one\nFROM one\nFROM one\n":                                             "",
		"FROM scratch AS one\nFROM onr AS two\n":                                                "the stage two needs onr",
		"FROM two AS one\nFROM scratch AS two\n":                                                "the stage one needs two",
		"FROM scratch AS one\nFROM scratch AS two\nCOPY --from=x / /\n":                         "the stage two needs x",
		"FROM scratch AS one\nRUN --mount=type=bind,from=x true\n":                              "the stage one needs x",
		"FROM scratch AS a_amd64\nFROM a_${TARGETARCH} AS a\n":                                  "the stage a needs a_arm64",
		"FROM scratch AS a_amd64\nFROM scratch AS a_arm64\nFROM a_${TARGETARCH} AS a\nFROM a\n": "",
		"FROM debian:12 AS os\nFROM example.org/x AS toolchain\nFROM toolchain AS cc\n":         "",
		"ARG A\nFROM scratch AS one\n":                                                          "before the first stage",
		"":                                                                                      "this is not one stage",
		"# nothing\n":                                                                           "this is not one stage",
		"FROM scratch AS one\nRUN a \\\n\n b":                                                   "warning: Empty continuation line",
		"FROM scratch AS one\nRUNN a\n":                                                         "unknown instruction",
	} {
		err := NewReader().Read([]byte(text))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// A stage that leaves something open would swallow the beginning of the next, or
// of what the next is followed by.
func TestReaderSeesOpenEnds(t *testing.T) {
	for _, open := range []string{
		"RUN a \\\n", "RUN a \\\n# comment\n", "RUN a \\ \t\n", "COPY <<EOF /x\n", "RUN <<A <<B\nA\n", "RUN a \\", "RUN a", "# comment",
	} {
		if err := NewReader().Read([]byte("FROM scratch AS one\n" + open)); err == nil {
			t.Errorf("%q is read at a file's end", open)
		}
		if !strings.HasSuffix(open, "\n") {
			continue // what follows stands in the same line, and begins no stage
		}
		for _, next := range []string{"FROM one AS two\nRUN b\n", "FROM one AS two\nRUN b\nEOF\nB\nFROM one AS three\n"} {
			if err := NewReader().Read([]byte("FROM scratch AS one\n" + open + next)); err == nil {
				t.Errorf("%q is read before %q", open, next)
			}
		}
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
