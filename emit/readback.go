package emit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
	"mvdan.cc/sh/v3/syntax"

	"github.com/xgen-build/xgen/schema/diff"
	"github.com/xgen-build/xgen/templates"
)

// reader is what reads an artifact as its consumer will.
type reader func(Artifact) error

var errNoReader = errors.New("no reader is known for it")

// byEnding reads files of one kind in several formats.
type byEnding map[string]reader

func (b byEnding) read(a Artifact) error {
	if read := b[path.Ext(a.Path)]; read != nil {
		return read(a)
	}
	return errNoReader
}

func readShell(a Artifact) error {
	if !bytes.HasPrefix(a.Bytes, []byte("#!/bin/sh\n")) {
		return errors.New("it does not begin with #!/bin/sh")
	}
	_, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(bytes.NewReader(a.Bytes), a.Path)
	return err
}

// readEmbedded is for what goes out as it is: the compiler has seen it in the
// tests, and no value is in it.
func readEmbedded(a Artifact) error {
	want, err := templates.StageFile(path.Base(a.Path))
	if err == nil && !bytes.Equal(a.Bytes, want) {
		err = errors.New("it is not what xgen was built with")
	}
	return err
}

func readDockerignore(a Artifact) error {
	patterns, err := ignorefile.ReadAll(bytes.NewReader(a.Bytes))
	if err == nil {
		_, err = patternmatcher.New(patterns)
	}
	return err
}

func readTOML(a Artifact) error { return toml.Unmarshal(a.Bytes, &map[string]any{}) }

func readJSON(a Artifact) error { return json.Unmarshal(a.Bytes, &map[string]any{}) }

func readYAML(a Artifact) error { return yaml.Unmarshal(a.Bytes, &map[string]any{}) }

func readPatch(a Artifact) error {
	_, err := diff.Parse(a.Path, a.Bytes)
	return err
}

func readDockerfile(a Artifact) error {
	stages, err := parseStages(a.Bytes)
	if err != nil {
		return err
	}
	return onceEach(stages)
}

// parseStages reads a Dockerfile as BuildKit does.
func parseStages(data []byte) ([]instructions.Stage, error) {
	res, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if len(res.Warnings) > 0 {
		return nil, fmt.Errorf("warning: %s", res.Warnings[0].Short)
	}
	stages, _, err := instructions.Parse(res.AST, nil)
	if err == nil && len(stages) == 0 {
		err = errors.New("no stages")
	}
	return stages, err
}

// onceEach refuses two stages of one name, of which BuildKit takes the nearest
// without a word.
func onceEach(stages []instructions.Stage) error {
	seen := map[string]bool{}
	for _, s := range stages {
		if s.Name != "" && seen[s.Name] {
			return fmt.Errorf("two stages are called %s", s.Name)
		}
		seen[s.Name] = true
	}
	return nil
}
