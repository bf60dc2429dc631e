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

// Error returns each engine with its answer, on one line.
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

// Unwrap returns the answers.
func (e *Unusable) Unwrap() []error {
	var all []error
	for _, a := range e.Tried {
		all = append(all, a.Answer)
	}
	return all
}

// Hint returns what helps, a command where there is one.
func (e *Unusable) Hint() string { return e.Mend }

// ExitCode returns exitcode.Environment.
func (*Unusable) ExitCode() exitcode.Code { return exitcode.Environment }

// unusable returns an *Unusable of one engine.
func unusable(engine, mend, format string, args ...any) *Unusable {
	return &Unusable{Tried: []Attempt{{engine, fmt.Errorf(format, args...)}}, Mend: mend}
}

// installCommand is the command that runs Install.
const installCommand = "xgen engine install"

// StepError says that a step of the Dockerfile failed.
type StepError struct {
	Step     Step
	ExitCode int      // 0 where the step ended without one
	Message  string   // the engine's words
	Output   []string // the last lines of the step's output, up to outputLines
	onError  string   // the last line of its standard error
}

// Tail returns the last of those lines, as many as a person reads.
func (e *StepError) Tail() []string { return e.Output[max(0, len(e.Output)-TailLines):] }

// Error returns the stage, the exit code and the reason that the stage's
// script printed. The command is left out: it can be long.
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

// Hint returns what helps where a layer does not have the digest that it
// should have.
func (e *StepError) Hint() string {
	if strings.Contains(e.Message, "unexpected commit digest") {
		return "a layer of the base image is damaged: make its layout again, then xgen engine stop, since BuildKit keeps what it was given"
	}
	return ""
}

// exitKilled is the exit code that a shell reports for a process that SIGKILL
// ended.
const exitKilled = 128 + 9

// reason returns the last line of standard error where a stage script wrote it,
// which begins with "xgen: ". What a program wrote on standard output can come
// later, since the two are read apart. A step that was killed could write none.
func (e *StepError) reason() string {
	if said, ok := strings.CutPrefix(e.onError, "xgen: "); ok {
		return ": " + said
	}
	if e.ExitCode == exitKilled {
		return ": the step was killed (SIGKILL), most likely because the memory was used up"
	}
	return ""
}

// SolveError says that a solve failed outside of any step: the engine cannot
// read the Dockerfile, or cannot pull an image.
type SolveError struct {
	Message string   // the client's last words, one line
	Tail    []string // all that it said in plain text
	client  error    // how the client ended
}

// Error returns the client's last words.
func (e *SolveError) Error() string { return e.Message }

// NoSpace says that a solve ended because a disk was full.
type NoSpace struct {
	Where string // "the output folder" or "the engine's store"
	Err   error  // the failure in full: a *StepError or a *SolveError
}

// Error names the disk before the failure.
func (e *NoSpace) Error() string {
	return fmt.Sprintf("no space left on the disk of %s: %v", e.Where, e.Err)
}

// Unwrap returns the failure in full.
func (e *NoSpace) Unwrap() error { return e.Err }

// ExitCode returns exitcode.Environment.
func (*NoSpace) ExitCode() exitcode.Code { return exitcode.Environment }

// diskFull is the C library's text for ENOSPC, which nearly every tool prints.
const diskFull = "no space left on device"

// withSpace returns err as a *NoSpace where one of the texts says that a disk
// was full.
func withSpace(err error, where string, words ...string) error {
	for _, w := range words {
		if strings.Contains(strings.ToLower(w), diskFull) {
			return &NoSpace{Where: where, Err: err}
		}
	}
	return err
}
