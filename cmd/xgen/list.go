package main

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

type listCmd struct {
	Libraries bool   `xor:"what" help:"List the recipes of C libraries in the place of the targets."`
	Tools     bool   `xor:"what" help:"List the tools that are known in the place of the targets."`
	Output    string `short:"o" enum:"text,json,matrix" default:"text" help:"${enum}; matrix is the include list of a CI matrix."`
}

// listed is a target as `xgen list` shows it.
type listed struct {
	Name      string `json:"target"`
	Triple    string `json:"triple"`
	Toolchain string `json:"toolchain"`
	Rust      string `json:"rust"`
	Std       string `json:"std"`
	CPU       string `json:"cpu"`
}

func (l listCmd) Run(a *app) error {
	if l.Libraries {
		return l.libraries(a)
	}
	if l.Tools {
		return l.tools(a)
	}
	p, _, err := a.load()
	if err != nil {
		return err
	}
	rows := []listed{}
	for _, t := range p.Targets {
		rows = append(rows, listed{
			Name: t.Name, Triple: t.Triple.Name, Toolchain: string(t.Toolchain.Kind.V),
			Rust: t.Rust.Channel.V, Std: string(t.Rust.Std.V), CPU: cmp.Or(t.CPU.V, t.Triple.Emulator().CPU),
		})
	}
	switch l.Output {
	case "json":
		return writeJSON(a.Out, map[string]any{"targets": rows})
	case "matrix":
		return writeJSON(a.Out, map[string]any{"include": rows})
	}
	var cells [][]string
	for _, r := range rows {
		cells = append(cells, []string{r.Name, r.Triple, r.Toolchain, r.Rust, r.Std, r.CPU})
	}
	return a.printTable([]string{"TARGET", "TRIPLE", "TOOLCHAIN", "RUST", "STD", "CPU"}, cells)
}

// listedLibrary is a recipe as `xgen list --libraries` shows it.
type listedLibrary struct {
	Name     string        `json:"library"`
	Version  string        `json:"version"`
	Licence  string        `json:"licence"`
	Provides []string      `json:"provides"`
	Needs    []string      `json:"needs"`
	Crates   []string      `json:"crates"`
	Unfit    []listedUnfit `json:"unfit"`
	From     string        `json:"from"`
}

type listedUnfit struct {
	When string `json:"when"`
	Why  string `json:"why"`
}

// libraries lists the recipes: in a project its own too.
func (l listCmd) libraries(a *app) error {
	if l.Output == "matrix" {
		return usage("--libraries lists no targets: write -o json")
	}
	recipes, err := a.recipes()
	if err != nil {
		return err
	}
	rows := []listedLibrary{}
	for _, r := range recipes {
		row := listedLibrary{r.Name, r.Version, r.Licence, orEmpty(r.Provides), orEmpty(r.Needs), orEmpty(r.Crates), []listedUnfit{}, r.Origin.String()}
		for _, u := range r.Unfit {
			row.Unfit = append(row.Unfit, listedUnfit{u.When, u.Why})
		}
		rows = append(rows, row)
	}
	if l.Output == "json" {
		return writeJSON(a.Out, map[string]any{"libraries": rows})
	}
	var cells [][]string
	for _, r := range rows {
		var unfit []string
		for _, u := range r.Unfit {
			unfit = append(unfit, u.When+": "+u.Why)
		}
		cells = append(cells, []string{r.Name, r.Version, r.Licence, strings.Join(r.Provides, " "), strings.Join(r.Needs, " "), strings.Join(r.Crates, " "), strings.Join(unfit, "; ")})
	}
	return a.printTable([]string{"LIBRARY", "VERSION", "LICENCE", "PROVIDES", "NEEDS", "CRATES", "NOT FOR"}, cells)
}

// listedTool is a tool as `xgen list --tools` shows it.
type listedTool struct {
	Name   string   `json:"tool"`
	From   string   `json:"from"`
	Env    string   `json:"env"`
	Crates []string `json:"crates"`
}

// tools lists the tools that are known.
func (l listCmd) tools(a *app) error {
	if l.Output == "matrix" {
		return usage("--tools lists no targets: write -o json")
	}
	rows := []listedTool{}
	var cells [][]string
	for _, t := range schema.Tools() {
		r := listedTool{t.Name, t.From, t.Env, orEmpty(t.Crates)}
		rows, cells = append(rows, r), append(cells, []string{r.Name, r.From, r.Env, strings.Join(r.Crates, " ")})
	}
	if l.Output == "json" {
		return writeJSON(a.Out, map[string]any{"tools": rows})
	}
	return a.printTable([]string{"TOOL", "FROM", "VARIABLE", "CRATES"}, cells)
}

// recipes are those of the project, or the catalog's where there is none.
func (a *app) recipes() ([]model.Recipe, error) {
	root, err := a.root()
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(filepath.Join(root, schema.File)); os.IsNotExist(err) {
		return schema.Recipes(), nil
	}
	p, _, err := a.load()
	if err != nil {
		return nil, err
	}
	return p.Recipes, nil
}

// orEmpty returns a list that JSON writes as one.
func orEmpty(words []string) []string { return append([]string{}, words...) }
