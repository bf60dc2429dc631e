package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/panics"
)

// Streams are where a command reads and writes. Out carries data only.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// app is what every verb shares.
type app struct {
	Streams
	lookupEnv func(string) (string, bool)
	ctx       context.Context
	kill      <-chan struct{} // closed by a second signal
	out       *sink           // Out itself
	// failed writes what ended the command where a result would have stood; nil
	// where the output is for people.
	failed func(failure)
	found  model.Diagnostics
}

// cli is the command line.
type cli struct {
	Chdir string `short:"C" placeholder:"DIR" help:"Look for targets.cue from DIR upwards."`

	Vet     vetCmd     `cmd:"" help:"Check the definitions."`
	Emit    emitCmd    `cmd:"" help:"Write the files that the definitions describe."`
	Run     runCmd     `cmd:"" help:"Build targets, verify the binaries and put them into dist/."`
	Verify  verifyCmd  `cmd:"" help:"Hold a binary against a target's contract."`
	List    listCmd    `cmd:"" help:"List the targets."`
	Show    showCmd    `cmd:"" help:"Show what a target resolves to, each value with its origin."`
	Engine  engineCmd  `cmd:"" help:"Install, show or stop the private BuildKit."`
	Schema  schemaCmd  `cmd:"" help:"Print the CUE definitions."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// Main runs one command and returns the exit code of the program.
func Main(args []string, std Streams, lookupEnv func(string) (string, bool)) exitcode.Code {
	a := &app{Streams: std, lookupEnv: lookupEnv, out: &sink{Writer: std.Out}}
	a.Out = a.out
	if asksForJSON(args) {
		a.failed = a.failJSON
	}
	var err error
	if caught := panics.Try(func() { err = a.command(args) }); caught != nil {
		err = caught
	}
	return a.finish(err)
}

// command runs until the command or a signal ends it.
func (a *app) command(args []string) error {
	var stop func()
	a.ctx, a.kill, stop = watchSignals()
	defer stop()
	err := a.dispatch(args)
	if sig := signalOf(a.ctx); sig != nil && err != nil && exitcode.Of(err) != exitcode.Internal {
		err = sig
	}
	return err
}

// done ends a command from inside kong, which has printed its help by then.
type done int

func (a *app) dispatch(args []string) (err error) {
	var c cli
	parser, err := kong.New(&c,
		kong.Name("xgen"),
		kong.Description("One CUE file in, every cross build out."),
		kong.Writers(a.Out, a.Err),
		kong.Exit(func(code int) { panic(done(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Bind(a, &c),
	)
	if err != nil {
		return err
	}
	defer func() {
		switch v := recover().(type) {
		case nil:
		case done:
			err = nil
		default:
			err = panics.New(v)
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(helpWord(args))
	if err != nil {
		return usage("%w", err)
	}
	return k.Run()
}

// helpWord makes the flag of the word that other programs take: help, help run.
func helpWord(args []string) []string {
	if args[0] != "help" {
		return args
	}
	return append(slices.Clone(args[1:]), "--help")
}

// finish prints an error once, with its hint, and returns the exit code. A fault
// of stdout is told as well, and counts only where all else went well.
func (a *app) finish(err error) exitcode.Code {
	fault := a.out.fault()
	for _, e := range []error{err, fault} {
		if e != nil {
			a.tell(e)
		}
	}
	return exitcode.Of(cmp.Or(err, fault))
}

// tell prints an error once, with its hint, and writes the JSON of a failed
// command where there is no result.
func (a *app) tell(err error) {
	f := failure{Error: oneLine(err), Hint: engine.Redact(hintOf(err)), rule: ruleOf(err)}
	switch {
	case exitcode.Of(err) == exitcode.Internal:
		f = a.tellBug(err)
	case isSaid(err):
		f.Error = summaries[exitcode.Of(err)]
	default:
		fmt.Fprintf(a.Err, "xgen: %s\n", f.Error)
		if f.Hint != "" {
			fmt.Fprintf(a.Err, "      %s\n", f.Hint)
		}
	}
	if a.failed != nil && a.out.wrote == 0 { // else the command has written its own document
		a.failed(f)
	}
}

// summaries stand for what has been said line by line.
var summaries = map[exitcode.Code]string{
	exitcode.Invalid:     "the definitions are invalid",
	exitcode.Environment: "a file of the definitions cannot be read",
}

// oneLine returns an error's text as it may be shown: on one line, without the
// passwords of addresses in it.
func oneLine(err error) string { return engine.Redact(strings.TrimSpace(err.Error())) }

// exitError is an error with the exit code and the hint that the command has
// for it; with a nil err everything has been said.
type exitError struct {
	code exitcode.Code
	err  error
	hint string
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// ExitCode returns the code that the command chose.
func (e *exitError) ExitCode() exitcode.Code { return e.code }

// said ends a command that has printed all that there is to say.
func said(code exitcode.Code) error { return &exitError{code: code} }

func isSaid(err error) bool {
	var silent *exitError
	return errors.As(err, &silent) && silent.err == nil
}

func usage(format string, args ...any) error {
	return &exitError{code: exitcode.Usage, err: fmt.Errorf(format, args...)}
}

func hintOf(err error) string {
	var own *exitError
	if errors.As(err, &own) && own.hint != "" {
		return own.hint
	}
	var h interface{ Hint() string }
	if errors.As(err, &h) && h.Hint() != "" {
		return "help: " + h.Hint()
	}
	return ""
}

func (a *app) env(name string) string {
	v, _ := a.lookupEnv(name)
	return v
}
