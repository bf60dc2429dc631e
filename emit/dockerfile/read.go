package dockerfile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/xgen-build/xgen/schema/model"
)

// Reader reads Dockerfiles as BuildKit does. Each stage is parsed by itself, and
// one that was read before is not parsed again: most stages of a project have the
// same text in many of its Dockerfiles.
type Reader struct {
	known map[string]parsed // by the text
}

// parsed is what one stage is called and refers to.
type parsed struct {
	name string   // "" where it has none
	base string   // a stage, an image or scratch
	from []string // the stages that it takes files from
}

// NewReader returns a Reader that has read nothing.
func NewReader() *Reader { return &Reader{known: map[string]parsed{}} }

// Read returns an error where BuildKit would not take the file, would warn of it,
// or would take it for something else: two stages of one name, or a reference to
// a stage that no earlier line has.
func (r *Reader) Read(data []byte) error {
	var stages []parsed
	for _, text := range split(data) {
		s, ok := r.known[string(text)]
		if !ok {
			var err error
			if s, err = parseStage(text); err != nil {
				return err
			}
			r.known[string(text)] = s
		}
		stages = append(stages, s)
	}
	return refer(stages)
}

// split cuts a Dockerfile before each line that begins a stage, but the first.
func split(data []byte) [][]byte {
	var out [][]byte
	first := bytes.Index(data, []byte("\nFROM "))
	if bytes.HasPrefix(data, []byte("FROM ")) {
		first = 0
	}
	for first >= 0 {
		next := bytes.Index(data[first+1:], []byte("\nFROM "))
		if next < 0 {
			break
		}
		end := first + 1 + next + 1 // behind the line's end
		out = append(out, data[:end])
		data, first = data[end:], 0
	}
	return append(out, data)
}

// end is a stage that is read behind each piece. BuildKit finds it, and nothing in
// it, only where the piece leaves no instruction, comment or here-document open:
// then all the pieces together are read as each by itself.
const end = "FROM scratch AS xgen-end\n"

// parseStage reads one piece of a Dockerfile, which must be one stage.
func parseStage(text []byte) (parsed, error) {
	stages, err := parse(append(bytes.Clone(text), end...))
	if err != nil {
		return parsed{}, err
	}
	if len(stages) != 2 || stages[1].SourceCode != strings.TrimSpace(end) || len(stages[1].Commands) > 0 {
		return parsed{}, fmt.Errorf("this is not one stage: %.200q", text)
	}
	return factsOf(stages[0]), nil
}

// parse reads a Dockerfile as BuildKit does. A warning is an error, and so is an
// instruction before the first stage.
func parse(data []byte) ([]instructions.Stage, error) {
	res, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if len(res.Warnings) > 0 {
		return nil, fmt.Errorf("warning: %s", res.Warnings[0].Short)
	}
	stages, before, err := instructions.Parse(res.AST, nil)
	if err == nil && len(before) > 0 {
		err = errors.New("an instruction stands before the first stage")
	}
	return stages, err
}

func factsOf(s instructions.Stage) parsed {
	out := parsed{name: s.Name, base: s.BaseName}
	for _, c := range s.Commands {
		switch c := c.(type) {
		case *instructions.CopyCommand:
			out.from = append(out.from, c.From)
		case *instructions.RunCommand:
			for _, m := range instructions.GetMounts(c) {
				out.from = append(out.from, m.From)
			}
		}
	}
	return out
}

// fromImage are the stages that are based on an image.
var fromImage = map[string]bool{"os": true, "toolchain": true}

// refer refuses what BuildKit takes without an error: two stages of one name,
// of which it takes the nearest, and an unknown one, which it looks for in a
// registry.
func refer(stages []parsed) error {
	seen := map[string]bool{"": true, "scratch": true}
	for _, s := range stages {
		if s.name != "" && seen[s.name] {
			return fmt.Errorf("two stages are called %s", s.name)
		}
		names := s.from
		if !fromImage[s.name] {
			names = append(onEachHost(s.base), names...)
		}
		for _, name := range names {
			if !seen[name] {
				return fmt.Errorf("the stage %s needs %s, which is no stage above it", s.name, name)
			}
		}
		seen[s.name] = true
	}
	return nil
}

// onEachHost returns the stages that a base stands for on the machines that can
// build.
func onEachHost(base string) []string {
	var out []string
	for _, h := range model.Hosts {
		out = append(out, strings.ReplaceAll(base, "${TARGETARCH}", h.Docker))
	}
	return out
}
