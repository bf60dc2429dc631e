package quote

import "strings"

// Dockerfile gives a value of ENV, ARG or LABEL, in double quotes. It takes
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

// DockerfilePath gives one word of the JSON form of COPY. BuildKit expands
// variables in the words after it decoded them, and takes sources for
// patterns: what can only be a pattern is refused.
func DockerfilePath(s string) (string, error) {
	if strings.ContainsAny(s, `*?[\`) {
		return "", refuse(s, `COPY takes *, ?, [ and \ in a path for a pattern`)
	}
	if s == "" {
		return "", refuse(s, "a path cannot be empty")
	}
	return JSON(dockerfileWords.Replace(s))
}

// Outside quotes the lexer undoes a backslash before any character.
var dockerfileWords = strings.NewReplacer(`"`, `\"`, `'`, `\'`, `$`, `\$`, `<`, `\<`)
