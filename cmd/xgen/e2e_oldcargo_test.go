//go:build e2e

package main

import "testing"

// Other releases refuse other manifests: those before most of the words, and the last
// before some.
func TestE2EManifestsAgainstOldCargos(t *testing.T) {
	slow(t)
	for _, release := range []string{"1.50.0", "1.56.1", "1.59.0", "1.63.0", "1.70.0", "1.74.1", "1.77.2", "1.81.0", "1.83.0", "1.84.1", "1.93.1", "1.94.0"} {
		t.Run(release, func(t *testing.T) { againstCargo(t, release) })
	}
}
