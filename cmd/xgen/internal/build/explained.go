package build

import (
	"errors"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/schema/failure"
)

// Explained is a failure whose cause is known.
type Explained struct {
	Cause *failure.Cause
	Err   error // the failure
}

// Error returns the failure.
func (e *Explained) Error() string { return e.Err.Error() }

// Unwrap returns the failure.
func (e *Explained) Unwrap() error { return e.Err }

// Hint returns the cause, and what to write.
func (e *Explained) Hint() string { return e.Cause.String() }

// explained returns a failed step's error as an *Explained where its output names a cause.
func explained(job Job, err error) error {
	var step *engine.StepError
	if !errors.As(err, &step) || job.project == nil {
		return err
	}
	if cause := failure.Of(job.project, job.Target, step.Output); cause != nil {
		return &Explained{cause, err}
	}
	return err
}
