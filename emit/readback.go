package emit

import (
	"bytes"
	"encoding/json"
	"errors"
	"path"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
	"mvdan.cc/sh/v3/syntax"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/schema/diff"
	"github.com/xgen-build/xgen/templates"
)

// reader reads an artifact as its consumer will, and returns an error where that
// would refuse it.
type reader func(Artifact) error

var errNoReader = errors.New("no reader is known for it")

// byEnding has the readers of a kind in several formats, by the ending of a file's
// name; "" is for names without one.
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

// readEmbedded refuses what is not, byte by byte, a file that xgen was built with.
// Such files hold no values, and the tests compile them.
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

func readHCL(a Artifact) error {
	if _, found := hclsyntax.ParseConfig(a.Bytes, a.Path, hcl.InitialPos); found.HasErrors() {
		return found
	}
	return nil
}

func readYAML(a Artifact) error { return yaml.Unmarshal(a.Bytes, &map[string]any{}) }

func readPatch(a Artifact) error {
	_, err := diff.Parse(a.Path, a.Bytes)
	return err
}

func readDockerfile(r *dockerfile.Reader) reader {
	return func(a Artifact) error { return r.Read(a.Bytes) }
}
