package build

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestLeftBehind lets the replaced folder hold something that cannot be
// removed. It is renamed, and the next publications succeed.
func TestLeftBehind(t *testing.T) {
	root := t.TempDir()
	out := opened(t, root)
	publishes(t, out, "one")
	mount := filepath.Join(root, "dist", "t", "mount")
	if err := os.Mkdir(mount, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("what cannot be removed even by its owner takes a mount: %v", err)
	}
	defer func() {
		left, _ := filepath.Glob(filepath.Join(root, "dist", ".xgen", "*", "mount"))
		for _, name := range append(left, mount) {
			_ = syscall.Unmount(name, syscall.MNT_DETACH)
		}
	}()
	for _, text := range []string{"two", "three"} {
		publishes(t, out, text)
		if got, err := os.ReadFile(filepath.Join(root, "dist", "t", "a")); err != nil || string(got) != text {
			t.Errorf("published is %q, %v", got, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(root, "dist", ".xgen", "*.left0")); len(left) != 1 {
		t.Errorf("out of the way are %v", left)
	}
}
