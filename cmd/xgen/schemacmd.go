package main

import (
	"fmt"

	"github.com/xgen-build/xgen/schema"
)

type schemaCmd struct {
	File string `arg:"" optional:"" default:"project.cue" help:"project.cue, user.cue or catalog.cue."`
}

func (s schemaCmd) Run(a *app) error {
	text, err := schema.Text(s.File)
	if err != nil {
		return usage("no definitions %q: there are %v", s.File, schema.Files())
	}
	_, err = fmt.Fprintf(a.Out, "%s", text)
	return err
}
