package engine

import (
	"context"
	"errors"
	"time"
)

// answerTime is how long an engine may take to answer.
const answerTime = 10 * time.Second

// ask returns what check returns, or an error where the engine does not answer
// in time.
func ask(ctx context.Context, check func(context.Context) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, answerTime, errors.New("no answer"))
	defer cancel()
	return check(ctx)
}
