package snapshot

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// digest is a SHA-256 sum.
type digest = [sha256.Size]byte

// The times of a tree's files lie within thirty years, which every filesystem
// can hold and no program takes for the future.
const (
	earliest = 315532800                            // 1980-01-01, seconds since 1970
	span     = 30 * 365 * 24 * 3600 * 1_000_000_000 // nanoseconds
)

// stamp returns the time of a file with that digest. The salt belongs to one
// tree, so that nobody can prepare a file that another tree would take for its
// own.
func stamp(salt []byte, sum digest) time.Time {
	h := sha256.New()
	h.Write(salt)
	h.Write(sum[:])
	n := binary.BigEndian.Uint64(h.Sum(nil)) % span
	return time.Unix(earliest, int64(n))
}
