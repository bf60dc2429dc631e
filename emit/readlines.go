package emit

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// The lines that xgen writes in formats for which there is no library: no others
// go out.
var (
	// (cmake-language(7)): a quoted argument holds no quote and no backslash
	// that are not escaped, and no $ but that of a reference.
	cmakeLine = lazyregexp.New(`^set\([A-Z_]+(?: (?:[A-Za-z0-9_.+-]+|"(?:[^"\\$]|\\.|\$(?:ENV)?\{[A-Z_]+\})*"))+\)$`)
	// (gitattributes(5))
	attributesLine = lazyregexp.New(`^[A-Za-z0-9_*?./-]+(?: [-!]?[a-z-]+(?:=[a-z]+)?)+$`)
)

func readCMake(a Artifact) error { return eachLine(a, cmakeLine.MatchString) }

func readGitattributes(a Artifact) error { return eachLine(a, attributesLine.MatchString) }

// readGitignore accepts patterns (gitignore(5)) without blanks at their ends,
// which git would drop.
func readGitignore(a Artifact) error {
	return eachLine(a, func(line string) bool {
		_, err := path.Match(line, "")
		return err == nil && line == strings.TrimSpace(line)
	})
}

// eachLine refuses lines that are neither empty, nor comments, nor known.
func eachLine(a Artifact, known func(string) bool) error {
	text, ended := strings.CutSuffix(string(a.Bytes), "\n")
	if !ended {
		return errors.New("the last line does not end")
	}
	for i, line := range strings.Split(text, "\n") {
		if line != "" && !strings.HasPrefix(line, "#") && !known(line) {
			return fmt.Errorf("line %d is %q", i+1, line)
		}
	}
	return nil
}
