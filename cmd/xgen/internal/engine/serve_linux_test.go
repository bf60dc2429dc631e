package engine

import (
	"testing"
	"time"

	"github.com/xgen-build/xgen/emit/flock"
)

// Whoever looks for the supervisor's id holds its lock for an instant; a new
// supervisor must not take that for another one.
func TestServeLockIsAskedForAgain(t *testing.T) {
	p := &Private{Dir: t.TempDir()}
	if err := p.makeRun(); err != nil {
		t.Fatal(err)
	}
	look, err := lockFile(t.Context(), p.run("lock"), flock.Shared)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(200*time.Millisecond, func() { look.Close() })
	one, err := p.lockServe(t.Context())
	if one == nil || err != nil {
		t.Fatalf("%v, %v", one, err)
	}
	defer one.Close()
	if other, err := p.lockServe(t.Context()); other != nil || err != nil {
		t.Errorf("beside another supervisor: %v, %v", other, err)
	}
}
