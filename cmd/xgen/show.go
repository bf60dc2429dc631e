package main

import (
	"path"
	"strings"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
)

type showCmd struct {
	Target string `arg:"" help:"A target."`
	File   string `xor:"what" placeholder:"NAME" help:"Print one emitted file as it would be written: Dockerfile, config.toml, …"`
	Output string `short:"o" enum:"text,json" default:"text" help:"${enum}."`
}

func (s showCmd) Run(a *app) error {
	p, _, err := a.load()
	if err != nil {
		return err
	}
	t, err := target(p, s.Target)
	if err != nil {
		return err
	}
	switch {
	case s.File != "":
		return s.file(a, p, t)
	case s.Output == "json":
		return writeJSON(a.Out, map[string]any{"target": t.Name, "values": values(t)})
	}
	return a.printTable([]string{"VALUE", "", "FROM", "WHY"}, cellsOf(values(t)))
}

// file prints an artifact, of the target or shared.
func (s showCmd) file(a *app, p *model.Project, t *model.Target) error {
	arts, err := emit.All(p)
	if err != nil {
		return err
	}
	var names []string
	for _, art := range arts {
		rel, own := strings.CutPrefix(art.Path, layout.Dir(p, t)+"/")
		if art.Path == s.File || own && rel == s.File {
			_, err := a.Out.Write(art.Bytes)
			return err
		}
		if own {
			names = append(names, rel)
		}
	}
	return usage("no emitted file %q: there are %s, and shared ones by their whole path", path.Clean(s.File), strings.Join(names, ", "))
}
