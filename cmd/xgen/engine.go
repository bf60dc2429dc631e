package main

import "github.com/xgen-build/xgen/cmd/xgen/internal/engine"

type engineCmd struct {
	Install engineInstallCmd `cmd:"" help:"Install the private BuildKit, and a base image where no registry is in reach."`
	Status  engineStatusCmd  `cmd:"" help:"Show the engines of this machine."`
	Stop    engineStopCmd    `cmd:"" help:"Stop the private BuildKit."`
	Serve   engineServeCmd   `cmd:"" hidden:"" help:"Run the private BuildKit until it is idle."`
}

type engineStopCmd struct{}

func (engineStopCmd) Run(a *app) error {
	m, err := a.machine()
	if err != nil {
		return err
	}
	env, err := a.engineEnv(m)
	if err != nil {
		return err
	}
	return env.Private.Stop(a.ctx)
}

type engineServeCmd struct {
	Args []string `arg:"" optional:"" passthrough:""`
}

func (e engineServeCmd) Run(a *app) error { return engine.Serve(a.ctx, e.Args) }
