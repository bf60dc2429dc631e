package verify

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the length in bytes at which a table cuts what a program printed
// or a binary contains.
const maxText = 200

// maxNames is how many names a table shows.
const maxNames = 40

// printable returns s as it is where a terminal can show it on one line, and
// quoted otherwise. Names in a binary and a program's output may hold
// anything.
func printable(s string) string {
	s = shorten(s)
	ok := utf8.ValidString(s)
	for _, r := range s {
		ok = ok && unicode.IsPrint(r)
	}
	if ok {
		return s
	}
	return strconv.Quote(s)
}

// shorten cuts s after maxText bytes, between two characters.
func shorten(s string) string {
	if len(s) <= maxText {
		return s
	}
	n := maxText
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + " …"
}

// names joins names for a table. It returns none where there are none.
func names(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	shown := make([]string, 0, maxNames)
	for _, s := range list[:min(len(list), maxNames)] {
		shown = append(shown, printable(s))
	}
	text := strings.Join(shown, ", ")
	if more := len(list) - maxNames; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// yes returns a boolean as a table shows it.
func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// size returns a number of bytes with three digits: "612 kB", "2.1 MB".
func size(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d bytes", n)
	}
	v, unit := float64(n)/1e3, "kB"
	if v >= 999.5 {
		v, unit = v/1e3, "MB"
	}
	if v >= 99.95 {
		return fmt.Sprintf("%.0f %s", v, unit)
	}
	return strconv.FormatFloat(v, 'g', 3, 64) + " " + unit
}

// budget returns a limit in the unit in which it is a round number.
func budget(n int64) string {
	units := []struct {
		bytes int64
		name  string
	}{{1 << 20, "MiB"}, {1e6, "MB"}, {1 << 10, "KiB"}, {1e3, "kB"}}
	for _, u := range units {
		if n >= u.bytes && n%u.bytes == 0 {
			return fmt.Sprintf("%d %s", n/u.bytes, u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
