package model

import "testing"

// The dates are those of compilers that were released: rustc --version of each.
func TestBefore(t *testing.T) {
	for _, c := range []struct {
		channel, release string
		before           bool
	}{
		{"1.84.1", "1.85", true},
		{"1.84.1", "1.84.2", true},
		{"1.84.1", "1.84.1", false},
		{"1.84", "1.84.1", false}, // its newest
		{"1.9", "1.10", true},
		{"1.85.0", "1.85", false},
		{"1.100.0", "1.85", false},
		{"1.85.0", "2.0", false},
		{"stable", "1.85", false},
		{"beta", "1.85", false},
		{"nightly", "1.85", false},
		{"nightly-2024-07-19", "1.82", true}, // 1.81.0-nightly
		{"nightly-2024-07-20", "1.82", false},
		{"nightly-2026-05-20", "1.97", false}, // 1.97.0-nightly
		{"nightly-2026-05-20", "1.98", true},
		{"stable-2025-02-20", "1.85", false},
		{"stable-2025-02-10", "1.85", true},
		{"beta-2025-01-10", "1.86", true}, // 1.85.0-beta
		{"beta-2025-01-10", "1.85", false},
		{"nightly-2024-13-40", "1.85", false},
	} {
		if got := (Rust{Channel: Value[string]{V: c.channel}}).Before(c.release); got != c.before {
			t.Errorf("%s is before %s: %v", c.channel, c.release, got)
		}
	}
}

func TestAfter(t *testing.T) {
	for channel, after := range map[string]bool{
		"1.94.1": false, "1.95.0": false, "1.95": false, "1.95.1": false, "1.96.0": true,
		"stable": true, "nightly": true, "nightly-2026-05-20": true, "nightly-2024-07-20": false,
	} {
		if got := (Rust{Channel: Value[string]{V: channel}}).After("1.95.0"); got != after {
			t.Errorf("%s is after 1.95.0: %v", channel, got)
		}
	}
}
