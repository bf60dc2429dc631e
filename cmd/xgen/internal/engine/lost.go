package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"strings"
	"syscall"

	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// Lost says that the engine was lost during a solve: its daemon ended or
// cannot be reached any more, or its client was killed. The build itself was
// not at fault, as far as it went.
type Lost struct {
	Engine string
	Mend   string // what helps
	Err    error  // a *SolveError or a *StepError
}

// Error names the engine and returns the failure's own words.
func (e *Lost) Error() string {
	return fmt.Sprintf("the engine %s was lost in mid-build: %v", e.Engine, e.Err)
}

// Unwrap returns the failure in full.
func (e *Lost) Unwrap() error { return e.Err }

// Hint returns what helps.
func (e *Lost) Hint() string { return e.Mend }

// ExitCode returns exitcode.Environment.
func (*Lost) ExitCode() exitcode.Code { return exitcode.Environment }

// orLost returns err as a *Lost where the engine is the cause: the client says
// so, or the engine no longer answers. A step that failed by itself is
// believed, unless it was killed: that may have been the end of the daemon.
func orLost(ctx context.Context, err error, engine, mend string, answers func(context.Context) error) error {
	var step *StepError
	var solve *SolveError
	var space *NoSpace
	switch {
	case errors.As(err, &space):
		return err
	case errors.As(err, &solve):
		if killed(solve.client) {
			mend = "make room in memory, or build fewer targets at once (-j 1), and run the same command again"
		} else if missing(solve.client) {
			mend = installCommand
		} else if !gone(solve.Message) && ask(ctx, answers) == nil {
			return err
		}
	case errors.As(err, &step):
		if !gone(step.Message) && (step.ExitCode != exitKilled || ask(ctx, answers) == nil) {
			return err
		}
	default:
		return err
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return &Lost{Engine: engine, Mend: mend, Err: err}
}

// killed reports whether a client was ended by a signal.
func killed(client error) bool {
	var exit *exec.ExitError
	if !errors.As(client, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled()
}

// missing reports whether the client could not be started: a missing folder
// fails in another operation.
func missing(client error) bool {
	var path *fs.PathError
	return errors.As(client, &path) && path.Op == "fork/exec"
}

// gone reports whether a client's words mean that it has lost its daemon, that
// the daemon is ending, or that docker has no buildx. Each was recorded; see
// testdata/lost. A registry's "503 Service Unavailable" and its refused
// connection mean none of these, and the text of a step's command is not
// looked at.
func gone(words string) bool {
	if at := strings.LastIndex(words, afterCommand); at >= 0 {
		words = words[at:]
	}
	return goneWords.MatchString(words)
}

// afterCommand is what BuildKit writes after a step's command.
const afterCommand = "did not complete successfully: "

var goneWords = lazyregexp.New(strings.Join([]string{
	`code = Unavailable`, `(?:^|: )Unavailable: `, // gRPC's: the connection broke, or never was
	`transport is closing`, `closing transport`, `error reading from server`, `graceful_stop`, `client connection is closing`,
	`(?:^|desc = )(?:unexpected )?EOF$`,
	`context canceled$`, `code = Canceled`, `(?:^|: )Canceled: `, // by the daemon: who cancels here is asked first
	`exit code: 4294967295`, // the runtime was killed, and not the step
	`Cannot connect to the Docker daemon`, `[Ee]rror during connect`,
	`unknown command: docker buildx`, `'buildx' is not a docker command`, `unknown flag: --progress`, `Run 'docker --help'`,
	`no builder ".*" found`, `^context deadline exceeded$`, // a builder that is not there any more
}, "|"))
