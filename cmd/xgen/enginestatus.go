package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

type engineStatusCmd struct {
	Output string `short:"o" enum:"text,json" default:"text" help:"${enum}."`
}

// answer is one engine as engine status shows it.
type answer struct {
	Engine string `json:"engine"`
	Usable bool   `json:"usable"`
	Answer string `json:"answer,omitempty"` // why it is not
	Help   string `json:"help,omitempty"`
}

// status is the state of this machine: all engines, and the private one in detail.
type status struct {
	Engines []answer `json:"engines"`
	engine.Status
}

func (e engineStatusCmd) Run(a *app) error {
	m, err := a.machine()
	if err != nil {
		return err
	}
	env, err := a.engineEnv(m)
	if err != nil {
		return err
	}
	s := status{Engines: answers(engine.Survey(a.ctx, env))}
	if err := a.ctx.Err(); err != nil {
		return err
	}
	if s.Status, err = env.Private.Status(a.ctx); err != nil {
		return err
	}
	if e.Output == "json" {
		return writeJSON(a.Out, s)
	}
	return a.statusTables(s)
}

func answers(asked []engine.Attempt) []answer {
	var out []answer
	for _, at := range asked {
		one := answer{Engine: at.Engine, Usable: at.Answer == nil}
		if at.Answer != nil {
			one.Answer = oneLine(at.Answer)
			var u *engine.Unusable
			if errors.As(at.Answer, &u) {
				one.Answer, one.Help = oneLine(u.Tried[0].Answer), u.Hint()
			}
		}
		out = append(out, one)
	}
	return out
}

func (a *app) statusTables(s status) error {
	var rows [][]string
	for _, one := range s.Engines {
		rows = append(rows, []string{one.Engine, yesNo(one.Usable), one.Answer, one.Help})
	}
	if err := a.printTable([]string{"ENGINE", "USABLE", "ANSWER", "HELP"}, rows); err != nil {
		return err
	}
	fmt.Fprintln(a.Out)
	running := "no"
	if s.PID != 0 {
		running = fmt.Sprintf("yes, process %d", s.PID)
	}
	return a.printTable([]string{"PRIVATE BUILDKIT", ""}, [][]string{
		{"version", s.Version},
		{"installed", yesNo(s.Installed)},
		{"path", s.Path},
		{"runc", cmp.Or(s.Runc, "missing")},
		{"running", running},
		{"socket", s.Socket},
		{"log", s.Log},
		{"cache", fmt.Sprintf("%.1f GB of at most %.0f GB", float64(s.Cache)/1e9, float64(s.Limit)/1e9)},
	})
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
