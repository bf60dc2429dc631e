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

// sumOf returns the sha256 of an answer, in hexadecimal digits.
func sumOf(said []byte) string {
	sum := sha256.Sum256(said)
	return hex.EncodeToString(sum[:])
}

// answers is the folder of the answers that are kept; "" for none.
type answers string

// get returns an answer that was kept under a name. One that is not as it was written
// is none.
func (a answers) get(name string) ([]byte, bool) {
	if a == "" {
		return nil, false
	}
	path := filepath.Join(string(a), name)
	data, err := os.ReadFile(path)
	sum := sha256.Size * 2
	if err != nil || len(data) < sum || string(data[:sum]) != sumOf(data[sum:]) {
		return nil, false
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now)
	return data[sum:], true
}

// put keeps an answer. It appears whole or not at all, since others may do the same;
// where it cannot be kept, cargo is asked again.
func (a answers) put(name string, said []byte) {
	dir := string(a)
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(dir, ".new-")
	if err != nil {
		return
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append([]byte(sumOf(said)), said...))
	if errClose := f.Close(); err == nil && errClose == nil {
		_ = os.Rename(f.Name(), filepath.Join(dir, name))
	}
	a.sweep()
}

// sweep removes the answers that were not used for the longest time.
func (a answers) sweep() {
	entries, err := os.ReadDir(string(a))
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
		_ = os.Remove(filepath.Join(string(a), e.Name()))
	}
}
