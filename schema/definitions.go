package schema

import (
	"embed"
	"fmt"
	"io/fs"

	"github.com/xgen-build/xgen/schema/catalog"
)

//go:embed *.cue
var files embed.FS

// Files names the embedded .cue files: those of the definitions, then those of the
// catalog.
func Files() []string { return append(definitionFiles(), cueFiles(catalog.Sources)...) }

func definitionFiles() []string { return cueFiles(files) }

func cueFiles(in embed.FS) []string {
	names, err := fs.Glob(in, "*.cue")
	if err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	return names // sorted, as embed.FS lists them
}

// Text returns one of the embedded .cue files as it is.
func Text(name string) ([]byte, error) {
	if text, err := files.ReadFile(name); err == nil {
		return text, nil
	}
	return catalog.Sources.ReadFile(name)
}

// DefaultImage is the base image of targets that name none.
func DefaultImage() string { return catalog.Load().Defaults.Image }
