package main

import (
	"slices"

	"github.com/alecthomas/kong"

	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/panics"
)

// cli is the command line: the list of all commands, each in a file of its own.
type cli struct {
	Chdir string `short:"C" placeholder:"DIR" help:"Look for targets.cue from DIR upwards."`

	Init    initCmd    `cmd:"" help:"Write the first targets.cue of a Cargo project, or show what one lacks."`
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

// done is the panic that leaves kong after it has printed its help.
type done int

// dispatch parses the command line and runs the command that it names.
func (a *app) dispatch(args []string) (err error) {
	var c cli
	parser, err := kong.New(&c,
		kong.Name("xgen"),
		kong.Description("One CUE file in, every cross build out."),
		kong.Writers(a.Out, a.Err),
		kong.Exit(func(code int) { panic(done(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Bind(a),
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
	a.chdir = c.Chdir
	return k.Run()
}

// helpWord turns the word help into the flag: "help run" into "run --help".
func helpWord(args []string) []string {
	if args[0] != "help" {
		return args
	}
	return append(slices.Clone(args[1:]), "--help")
}
