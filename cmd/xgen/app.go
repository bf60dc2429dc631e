package main

import (
	"context"
	"io"

	"github.com/xgen-build/xgen/schema/model"
)

// Streams are where a command reads and writes. Out carries data only.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// app is what all commands share: the streams, the environment and the signals.
type app struct {
	Streams
	chdir     string // the folder of -C; "" for the working directory
	lookupEnv func(string) (string, bool)
	ctx       context.Context
	kill      <-chan struct{} // closed by a second signal
	out       *sink           // Out itself
	// failed writes an error in the format of the output, where there is no result;
	// nil where the output is for people.
	failed  func(failure)
	found   model.Diagnostics // all that were printed, for failed
	drifted []jsonChange      // the same of emitted files
}

// env returns a variable of the environment; "" where it is not set.
func (a *app) env(name string) string {
	v, _ := a.lookupEnv(name)
	return v
}
