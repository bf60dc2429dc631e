package input

import (
	"strconv"
	"strings"
)

// List returns words as a user would write a list of them in targets.cue.
func List(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
