package quote

import "strings"

// CMake returns one argument of a CMake command, in double quotes. A semicolon
// stays as it is: what splits lists there is not the quoting.
func CMake(s string) (string, error) {
	if err := visible(s); err != nil {
		return "", err
	}
	return `"` + cmakeEscapes.Replace(s) + `"`, nil
}

// The last is for policy CMP0053, whose old side expands @NAME@.
var cmakeEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, `@`, `\@`)
