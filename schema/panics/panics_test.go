package panics

import (
	"errors"
	"strings"
	"testing"
)

func broken() { panic("broken by a test") }

// The panic comes up where it is waited for, with where it began.
func TestRow63CarriedOver(t *testing.T) {
	for what, f := range map[string]func(){
		"here":  broken,
		"task":  func() { Go(broken).Wait() },
		"tasks": func() { Go(func() { Go(broken).Wait() }).Wait() },
		"group": func() {
			var g Group
			g.SetLimit(1)
			g.Go(func() error { return nil })
			g.Go(func() error { broken(); return nil })
			_ = g.Wait()
		},
		"nil": func() { panic(nil) },
	} {
		caught := Try(f)
		if caught == nil || what != "nil" && (caught.Error() != "internal error: broken by a test" || !strings.Contains(string(caught.Stack), "panics.broken")) {
			t.Errorf("%s: %v", what, caught)
		}
	}
}

// What does not panic is as it is without.
func TestNoPanic(t *testing.T) {
	done, failed := false, errors.New("failed")
	task := Go(func() { done = true })
	<-task.Done()
	task.Wait()
	var g Group
	g.Go(func() error { return failed })
	if err := g.Wait(); !done || err != failed || Try(func() {}) != nil {
		t.Error(done, err)
	}
}
