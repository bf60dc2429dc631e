package quote

import "strings"

// Dockerfile returns a value of ENV, ARG or LABEL, in double quotes. It takes
// for granted that the file keeps the default escape character.
func Dockerfile(s string) (string, error) {
	if err := visible(s); err != nil {
		return "", err
	}
	return `"` + dockerfileEscapes.Replace(s) + `"`, nil
}

// BuildKit's lexer undoes these three inside double quotes and leaves every
// other backslash where it is.
var dockerfileEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`)
