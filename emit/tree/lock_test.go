package tree

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestLockHonoursTheContext(t *testing.T) {
	root := openRoot(t, t.TempDir())
	release, err := Lock(context.Background(), root)
	must(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Millisecond)
	defer cancel()
	if _, err := Lock(ctx, root); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v while another holds the lock", err)
	}
	release()
	ctx, cancel = context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	again, err := Lock(ctx, root)
	must(t, err)
	again()
	if all := snapshot(t, root); len(all) != 0 {
		t.Errorf("the lock leaves %q", all)
	}
}

func TestLockBesideSerialises(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	root := openRoot(t, t.TempDir())
	release, err := lockBeside(t.Context(), root)
	must(t, err)
	second := make(chan error)
	go func() {
		release, err := lockBeside(t.Context(), root)
		if err == nil {
			release()
		}
		second <- err
	}()
	select {
	case <-second:
		t.Fatal("two hold one lock")
	case <-time.After(50 * time.Millisecond):
	}
	release()
	must(t, <-second)
}
