package engine

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Serve runs the daemon of a private BuildKit as its child, until ctx ends or
// nobody has used it for the idle time. args are those of ServeArgs. Where
// another process serves the same folder, Serve returns at once.
func Serve(ctx context.Context, args []string) error {
	p, err := parseServeArgs(args)
	if err != nil {
		return err
	}
	return p.serve(ctx)
}

func parseServeArgs(args []string) (*Private, error) {
	if len(args) != 3 {
		return nil, errors.New("serve takes three words: folder, limit in bytes, idle time")
	}
	limit, errLimit := strconv.ParseInt(args[1], 10, 64)
	idle, errIdle := time.ParseDuration(args[2])
	if err := errors.Join(errLimit, errIdle); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	return &Private{Dir: args[0], Limit: limit, Idle: idle}, nil
}
