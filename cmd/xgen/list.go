package main

import "cmp"

type listCmd struct {
	Output string `short:"o" enum:"text,json,matrix" default:"text" help:"${enum}; matrix is the include list of a CI matrix."`
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
