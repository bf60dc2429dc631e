package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// timeSpan is a duration on the command line.
type timeSpan time.Duration

// UnmarshalText parses a duration as time.ParseDuration does. Its error also
// says what to write.
func (t *timeSpan) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is no time: write %s", text, timeLike(string(text)))
	}
	*t = timeSpan(d)
	return nil
}

// timeLike returns what the user probably meant: a bare number is taken for
// minutes or seconds.
func timeLike(text string) string {
	if _, err := strconv.Atoi(text); err == nil {
		return text + "m for minutes, " + text + "s for seconds"
	}
	return "one such as 30m, 90s or 1h30m"
}

var errTimeout = errors.New("the time given by --timeout is over")

// deadline returns a context that ends after this time with errTimeout, or ctx
// itself where no time is set.
func (t timeSpan) deadline(ctx context.Context) (context.Context, context.CancelFunc) {
	if t <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, time.Duration(t), errTimeout)
}
