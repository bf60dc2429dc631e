package engine

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// Unusable says why no solve can be started. Nothing was done.
type Unusable struct {
	Tried []Attempt
	Mend  string // what helps, a command where there is one: "xgen engine install"
}

// Attempt is one engine that was looked at and what it answered.
type Attempt struct {
	Engine string
	Answer error
}

// Error names each engine with its answer, on one line.
func (e *Unusable) Error() string {
	answers := make([]string, len(e.Tried))
	for i, a := range e.Tried {
		answers[i] = fmt.Sprintf("%s: %v", a.Engine, a.Answer)
	}
	if len(answers) == 1 {
		return "engine " + answers[0]
	}
	return "no usable engine: " + strings.Join(answers, "; ")
}

// Unwrap gives the answers.
func (e *Unusable) Unwrap() []error {
	var all []error
	for _, a := range e.Tried {
		all = append(all, a.Answer)
	}
	return all
}

// Hint returns what mends it.
func (e *Unusable) Hint() string { return e.Mend }

// ExitCode returns exitcode.Environment.
func (*Unusable) ExitCode() exitcode.Code { return exitcode.Environment }

// unusable is an Unusable of one engine.
func unusable(engine, mend, format string, args ...any) *Unusable {
	return &Unusable{Tried: []Attempt{{engine, fmt.Errorf(format, args...)}}, Mend: mend}
}

// UnknownEngine is a name that Choose does not know.
type UnknownEngine struct{ Name string }

// Error lists the names that exist.
func (e *UnknownEngine) Error() string {
	return fmt.Sprintf("unknown engine %q: one of %s", e.Name, strings.Join(Names, ", "))
}

// ExitCode returns exitcode.Usage.
func (*UnknownEngine) ExitCode() exitcode.Code { return exitcode.Usage }

// StepError is a step of the Dockerfile that failed.
type StepError struct {
	Step     Step
	ExitCode int      // 0 where the step ended without one
	Message  string   // the engine's words
	Tail     []string // the last lines of the step's output
}

// Error names the stage, the exit code and the reason that a stage script gave,
// not the command: that can be long.
func (e *StepError) Error() string {
	where := fmt.Sprintf("stage %s, step %d of %d", e.Step.Stage, e.Step.N, e.Step.M)
	if e.Step.Stage == "" {
		where = e.Step.Name
	}
	if e.ExitCode == 0 {
		return where + ": " + e.Message
	}
	return fmt.Sprintf("%s: exit code %d%s", where, e.ExitCode, e.reason())
}

// Hint says what mends a layer that is not what its digest says.
func (e *StepError) Hint() string {
	if strings.Contains(e.Message, "unexpected commit digest") {
		return "a layer of the base image is damaged: make its layout again, then xgen engine stop, since BuildKit keeps what it was given"
	}
	return ""
}

// exitKilled is a shell's exit code for what SIGKILL has ended.
const exitKilled = 128 + 9

// reason gives what a stage script said as its last word, and nothing where
// that is another program's. A step that was killed could say nothing.
func (e *StepError) reason() string {
	if len(e.Tail) > 0 {
		if said, ok := strings.CutPrefix(e.Tail[len(e.Tail)-1], "xgen: "); ok {
			return ": " + said
		}
	}
	if e.ExitCode == exitKilled {
		return ": the step was killed (SIGKILL), most likely because the memory was used up"
	}
	return ""
}

// SolveError is a solve that failed outside of any step: a Dockerfile that
// the engine cannot read, an image that it cannot pull.
type SolveError struct {
	Message string   // the client's last words, one line
	Tail    []string // all that it said in plain text
	client  error    // how the client ended
}

// Error gives the last words.
func (e *SolveError) Error() string { return e.Message }

// NoSpace is a solve that ended because a disk was full.
type NoSpace struct {
	Where string // "the output folder" or "the engine's store"
	Err   error  // the failure in full: a *StepError or a *SolveError
}

// Error says it in plain words.
func (e *NoSpace) Error() string {
	return fmt.Sprintf("no space left on the disk of %s: %v", e.Where, e.Err)
}

// Unwrap returns the failure in full.
func (e *NoSpace) Unwrap() error { return e.Err }

// ExitCode returns exitcode.Environment.
func (*NoSpace) ExitCode() exitcode.Code { return exitcode.Environment }

// diskFull is how the C library, and so every tool, spells ENOSPC.
const diskFull = "no space left on device"

// withSpace wraps a failure whose words say that a disk was full.
func withSpace(err error, where string, words ...string) error {
	for _, w := range words {
		if strings.Contains(strings.ToLower(w), diskFull) {
			return &NoSpace{Where: where, Err: err}
		}
	}
	return err
}
