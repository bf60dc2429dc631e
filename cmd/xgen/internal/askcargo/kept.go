package askcargo

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// maxKept is how many answers are kept: some for each target of some projects.
const maxKept = 400

// hash returns a name for what an answer depends on.
func hash(parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		s := fmt.Sprint(p)
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// kept returns an answer that was kept under a name. One that is not as it was written
// is none.
func (c *Cargo) kept(name string) ([]byte, bool) {
	if c.Kept == "" {
		return nil, false
	}
	data, err := os.ReadFile(filepath.Join(c.Kept, name))
	sum := sha256.Size * 2
	if err != nil || len(data) < sum || string(data[:sum]) != hash(string(data[sum:])) {
		return nil, false
	}
	now := time.Now()
	_ = os.Chtimes(filepath.Join(c.Kept, name), now, now)
	return data[sum:], true
}

// keep keeps an answer. It appears whole or not at all, since others may do the same;
// where it cannot be kept, cargo is asked again.
func (c *Cargo) keep(name string, said []byte) {
	if c.Kept == "" || os.MkdirAll(c.Kept, 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(c.Kept, ".new-")
	if err != nil {
		return
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(hash(string(said)) + string(said))
	if errClose := f.Close(); err == nil && errClose == nil {
		_ = os.Rename(f.Name(), filepath.Join(c.Kept, name))
	}
	c.sweep()
}

// sweep removes the answers that were not used for the longest time.
func (c *Cargo) sweep() {
	entries, err := os.ReadDir(c.Kept)
	if err != nil || len(entries) <= maxKept {
		return
	}
	used := map[string]time.Time{}
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			used[e.Name()] = info.ModTime()
		}
	}
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return used[a.Name()].Compare(used[b.Name()]) })
	for _, e := range entries[:len(entries)-maxKept] {
		_ = os.Remove(filepath.Join(c.Kept, e.Name()))
	}
}
