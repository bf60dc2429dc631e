package suggest

import (
	"slices"
	"strings"
)

// Name returns the candidate with the fewest edits from name, "" where none is
// near enough to be meant: more than two edits, or more than a third of name.
// Capitals, hyphens and underscores count for nothing: MaxSize is max-size.
func Name(name string, candidates []string) string {
	if len(name) > longest {
		return ""
	}
	name = folded(name)
	best, bestDist := "", min(2, max(1, len(name)/3))+1
	for _, c := range candidates {
		plain := folded(c)
		if far := len(name) - len(plain); max(far, -far) >= bestDist {
			continue // so many letters have to come or go at least
		}
		if d := distance(name, plain); d < bestDist {
			best, bestDist = c, d
		}
	}
	return best
}

// longest bounds the time: no candidate has so many bytes.
const longest = 200

func folded(name string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(name))
}

// Triples returns the candidates that have name's machine and libc: those whose
// first word begins with name's first (where none is the same), and whose last
// word with its last. armv7-linux-musl is short for two. Nil for a name of one
// word.
func Triples(name string, candidates []string) []string {
	name = strings.ToLower(name)
	first, _, several := strings.Cut(name, "-")
	if !several || first == "" {
		return nil
	}
	last := name[strings.LastIndex(name, "-")+1:]
	var same, longer []string
	known := false
	for _, c := range candidates {
		machine, _, _ := strings.Cut(c, "-")
		known = known || machine == first
		switch {
		case last == "" || !strings.HasPrefix(c[strings.LastIndex(c, "-")+1:], last):
		case machine == first:
			same = append(same, c)
		case strings.HasPrefix(machine, first):
			longer = append(longer, c)
		}
	}
	if known { // another machine is not meant
		return same
	}
	return longer
}

// OwnVendor reports whether a name is that of a target for Linux that somebody
// other than rustc named: ARCH-VENDOR-linux-LIBC.
func OwnVendor(name string) bool {
	words := strings.Split(name, "-")
	return len(words) == 4 && words[2] == "linux" && !slices.Contains([]string{"", "unknown", "pc"}, words[1])
}

// distance counts insertions, deletions, replacements and swaps of neighbours
// (optimal string alignment).
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
