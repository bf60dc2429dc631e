package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/snapshot"
	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/tree"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/panics"
	"github.com/xgen-build/xgen/schema/userfile"
)

// Exit codes. They are part of the interface.
const (
	exitOK          = 0
	exitInvalid     = 1  // the definitions are invalid, or a build or its verification failed
	exitDrift       = 2  // emitted files are not what the definitions say
	exitEnvironment = 3  // no engine, no disk, no permission
	exitInternal    = 70 // xgen itself is wrong
	exitUsage       = 80
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

// Main runs one command and gives its exit code.
func Main(args []string, std Streams, lookupEnv func(string) (string, bool)) int {
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
	if sig := signalOf(a.ctx); sig != nil && err != nil && codeOf(err) != exitInternal {
		err = &exitError{code: sig.code(), err: sig}
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

// finish prints an error once, with its hint, and gives the exit code. A fault
// of stdout is told as well, and counts only where all else went well.
func (a *app) finish(err error) int {
	code := exitOK
	if err != nil {
		a.tell(err)
		code = codeOf(err)
	}
	fault := a.out.fault()
	if fault == nil {
		return code
	}
	a.tell(fault)
	if err == nil {
		return codeOf(fault)
	}
	return code
}

func (a *app) tell(err error) {
	f := failure{Error: oneLine(err), Hint: engine.Redact(hintOf(err)), rule: ruleOf(err)}
	var silent *exitError
	switch {
	case codeOf(err) == exitInternal:
		f = a.tellBug(err)
	case errors.As(err, &silent) && silent.err == nil:
		f.Error = summaries[silent.code]
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
var summaries = map[int]string{
	exitInvalid:     "the definitions are invalid",
	exitEnvironment: "a file of the definitions cannot be read",
}

// oneLine is an error as it may be shown, whatever address it quotes.
func oneLine(err error) string { return engine.Redact(strings.TrimSpace(err.Error())) }

// exitError carries an exit code; with a nil err everything has been said.
type exitError struct {
	code int
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

func said(code int) error { return &exitError{code: code} }

func usage(format string, args ...any) error {
	return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

func codeOf(err error) int {
	var own *exitError
	var unusable *engine.Unusable
	var lost *engine.Lost
	var noSpace *engine.NoSpace
	var unknownEngine *engine.UnknownEngine
	var unknownInput *build.UnknownInput
	var missingInput *build.MissingInput
	var missingStage *build.MissingStage
	var unwritable *build.Unwritable
	var refused *tree.Refusal
	var manifest *tree.ManifestError
	var io *tree.IOError
	var other *snapshot.Mismatch
	var untested *build.Untested
	var unsynced *build.Unsynced
	var caught *panics.Recovered
	var unreadable *emit.ReadBackError
	var unread *userfile.Error
	switch {
	case errors.As(err, &caught), errors.As(err, &unreadable):
		return exitInternal
	case errors.As(err, &own):
		return own.code
	case errors.As(err, &unknownEngine), errors.As(err, &unknownInput), errors.As(err, &missingInput), errors.As(err, &missingStage):
		return exitUsage
	case errors.As(err, &refused), errors.As(err, &manifest):
		return exitDrift
	case errors.As(err, &unusable), errors.As(err, &lost), errors.As(err, &noSpace), errors.As(err, &io), errors.As(err, &unwritable),
		errors.As(err, &other), errors.As(err, &untested), errors.As(err, &unsynced), errors.As(err, &unread), isEnvironment(err):
		return exitEnvironment
	}
	return exitInvalid
}

// isEnvironment reports whether the machine is at fault and not the project.
func isEnvironment(err error) bool {
	for _, e := range []error{fs.ErrPermission, syscall.ENOSPC, syscall.EROFS, syscall.EDQUOT, syscall.EIO, syscall.EMFILE} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
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
