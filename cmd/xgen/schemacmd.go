package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/xgen-build/xgen/schema"
)

type schemaCmd struct {
	File     string `arg:"" optional:"" default:"project.cue" help:"project.cue, machine.cue, triples.cue or another of them."`
	Markdown bool   `help:"Print the whole reference as Markdown: fields, triples, checks, commands."`
}

func (s schemaCmd) Run(a *app, k *kong.Kong) error {
	if s.Markdown {
		_, err := a.Out.Write(reference(k.Model))
		return err
	}
	text, err := schema.Text(s.File)
	if err != nil {
		return usage("no definitions %q: there are %s", s.File, strings.Join(schema.Files(), ", "))
	}
	_, err = fmt.Fprintf(a.Out, "%s", text)
	return err
}
