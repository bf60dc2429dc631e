package model

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Before reports whether the compiler is certainly older than a release such as "1.85" or
// "1.85.1". Of a channel with a date the newest compiler that it can be counts; of one
// that moves nothing is certain.
func (r Rust) Before(release string) bool {
	have, known := newest(r.Channel.V)
	need, ok := version(release, 0)
	return known && ok && have.less(need)
}

// After reports whether the compiler may have more than a release and its patches.
func (r Rust) After(release string) bool {
	have, known := newest(r.Channel.V)
	than, _ := version(release, 0)
	return !known || than.minor < have.minor
}

// number is 1.85.0: Rust has no other first part.
type number struct{ minor, patch int }

func (n number) less(than number) bool {
	return n.minor < than.minor || n.minor == than.minor && n.patch < than.patch
}

// version reads a version of two parts or three; the third is patch where it is left out.
func version(s string, patch int) (number, bool) {
	s, _, _ = strings.Cut(s, "-")
	parts := strings.Split(s, ".")
	if len(parts) < 2 || len(parts) > 3 || parts[0] != "1" {
		return number{}, false
	}
	minor, err := strconv.Atoi(parts[1])
	if err == nil && len(parts) == 3 {
		patch, err = strconv.Atoi(parts[2])
	}
	return number{minor, patch}, err == nil
}

// newest returns the newest version that a channel's compiler can be.
func newest(channel string) (number, bool) {
	if n, ok := version(channel, math.MaxInt); ok {
		return n, true
	}
	word, date, _ := strings.Cut(channel, "-")
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return number{}, false
	}
	// Since Rust 1.1 there is a release every six weeks, which was the beta of the six weeks
	// before and the nightly of those before that (the Rust book, appendix G). The
	// nightly takes its next number up to five days earlier.
	const week = 7 * 24 * time.Hour
	ahead := map[string]int{"beta": 1, "nightly": 2}[word]
	first := time.Date(2015, time.June, 25, 0, 0, 0, 0, time.UTC)
	return number{1 + int((day.Sub(first)+5*24*time.Hour)/(6*week)) + ahead, math.MaxInt}, true
}
