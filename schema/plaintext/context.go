package plaintext

import (
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// The functions here say why a place cannot carry a text that would be evaluated
// there, "" where it can.

// BuildKit's parser directives, which it looks for in the first comments.
var directive = lazyregexp.New(`(?i)^\s*(syntax|escape|check)\s*=`)

// Comment is for a comment that begins with "# ".
func Comment(s string) string {
	if found := directive.FindString(s); found != "" {
		return "it begins with " + strings.TrimSpace(found) + ", as a directive of a Dockerfile does: begin with another word"
	}
	return ""
}

// Workflow is for a value of a GitHub workflow.
func Workflow(s string) string {
	if strings.Contains(s, "${{") {
		return "GitHub evaluates ${{ … }}: write it without"
	}
	return ""
}

// Context is one of these rules, and what it asks for in words.
type Context struct {
	Why  func(s string) string
	Want string
}

// Contexts are by their names in the @text of the definitions.
var Contexts = map[string]Context{
	"comment":  {Comment, "not beginning like a directive of a Dockerfile"},
	"workflow": {Workflow, "without ${{"},
}

// What one string may have in characters, one of several lines too, and what all
// strings of one list in bytes, quotes included: BuildKit reads lines of 64 KiB and
// a quoted byte may take two.
const (
	MostInLine = 1000
	MostInText = 50_000
	MostInList = 10_000
)
