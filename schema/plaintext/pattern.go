package plaintext

import (
	"fmt"
	"io/fs"
	"strings"
)

// Pattern says why a path cannot stand for itself in a .dockerignore, "" where
// it can. There is no sure way to escape a character in one: on Windows a
// backslash is a slash.
func Pattern(s string) string {
	if r, what := Line(s); what != "" {
		return fmt.Sprintf("it holds the %s %U", what, r)
	}
	if at := strings.IndexAny(s, `*?[]\`); at >= 0 {
		return fmt.Sprintf("it holds a %c, which is no plain character in a .dockerignore", s[at])
	}
	if !fs.ValidPath(s) || strings.ContainsRune("#!", rune(s[0])) || strings.TrimSpace(s) != s {
		return "a line of a .dockerignore that begins with # or !, ends in a blank or is no clean path has another meaning"
	}
	return ""
}
