package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

func (a *app) printTable(header []string, rows [][]string) error {
	w := tabwriter.NewWriter(a.Out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(header, "\t"))
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join(r, "\t"))
	}
	return w.Flush()
}

type progress struct{ a *app }

func (a *app) progress() *progress { return &progress{a} }
func (p *progress) observe(target string, e engine.Event) {
	switch e.Kind {
	case engine.Completed, engine.Cached, engine.Failed:
		fmt.Fprintf(p.a.Err, "%s %s %s %.1fs\n", target, e.Step, e.Kind, e.Elapsed.Seconds())
	}
}
func (p *progress) stop()   {}
func clean(s string) string { return s }
