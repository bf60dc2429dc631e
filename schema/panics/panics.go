package panics

import (
	"fmt"
	"runtime/debug"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/xgen-build/xgen/schema/exitcode"
)

// Recovered is a panic that was caught.
type Recovered struct {
	Value any
	Stack []byte // of the goroutine that panicked
}

// Error says what it panicked with.
func (r *Recovered) Error() string { return fmt.Sprintf("internal error: %v", r.Value) }

// ExitCode returns exitcode.Internal.
func (*Recovered) ExitCode() exitcode.Code { return exitcode.Internal }

// New makes a Recovered of what recover returned. It must be called by the
// deferred function itself, whose stack still shows where the panic began.
func New(value any) *Recovered {
	if r, ok := value.(*Recovered); ok {
		return r // it has come up before, in another goroutine
	}
	return &Recovered{Value: value, Stack: debug.Stack()}
}

// Try calls f and returns its panic, nil where it has none.
func Try(f func()) (caught *Recovered) {
	defer func() {
		if v := recover(); v != nil {
			caught = New(v)
		}
	}()
	f()
	return nil
}

// Task is a function that runs beside the one that started it.
type Task struct {
	done   chan struct{}
	caught *Recovered
}

// Go starts f.
func Go(f func()) *Task {
	t := &Task{done: make(chan struct{})}
	go func() {
		defer close(t.done)
		t.caught = Try(f)
	}()
	return t
}

// Done returns a channel that is closed when the function has ended; Wait then
// says how.
func (t *Task) Done() <-chan struct{} { return t.done }

// Wait waits for the end, and panics where the function has.
func (t *Task) Wait() {
	<-t.done
	if t.caught != nil {
		panic(t.caught)
	}
}

// Group is an errgroup.Group whose Wait panics where one of the functions has.
type Group struct {
	group  errgroup.Group
	mu     sync.Mutex
	caught *Recovered
}

// SetLimit is that of errgroup.Group.
func (g *Group) SetLimit(n int) { g.group.SetLimit(n) }

// Go is that of errgroup.Group.
func (g *Group) Go(f func() error) {
	g.group.Go(func() (err error) {
		if caught := Try(func() { err = f() }); caught != nil {
			g.mu.Lock()
			defer g.mu.Unlock()
			g.caught = caught
		}
		return err
	})
}

// Wait is that of errgroup.Group.
func (g *Group) Wait() error {
	err := g.group.Wait()
	if g.caught != nil {
		panic(g.caught)
	}
	return err
}
