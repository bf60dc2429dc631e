package emit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
	"mvdan.cc/sh/v3/syntax"

	"github.com/xgen-build/xgen/schema/diff"
)

// readBack holds an artifact against a parser of its format.
func readBack(a Artifact) error {
	switch name := path.Base(a.Path); {
	case name == "Dockerfile":
		return readDockerfile(a.Bytes)
	case strings.HasSuffix(name, ".dockerignore"):
		_, err := ignorefile.ReadAll(bytes.NewReader(a.Bytes))
		return err
	case bytes.HasPrefix(a.Bytes, []byte("#!/bin/sh\n")):
		_, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(bytes.NewReader(a.Bytes), a.Path)
		return err
	case strings.HasSuffix(name, ".toml"):
		return toml.Unmarshal(a.Bytes, &map[string]any{})
	case strings.HasSuffix(name, ".patch"):
		_, err := diff.Parse(a.Bytes)
		return err
	case strings.HasSuffix(name, ".json"):
		return json.Unmarshal(a.Bytes, &map[string]any{})
	case strings.HasSuffix(name, ".yml"), strings.HasSuffix(name, ".yaml"):
		return yaml.Unmarshal(a.Bytes, &map[string]any{})
	}
	return nil
}

func readDockerfile(data []byte) error {
	stages, err := parseStages(data)
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
