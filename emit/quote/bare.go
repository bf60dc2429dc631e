package quote

import (
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/plaintext"
)

// The functions here change nothing: they return the value itself, or refuse it.

var name = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_]*$`)

// Plain returns a word that needs no quoting in a shell, in CMake or in a
// Dockerfile: an image's reference, the name of a stage, an option of
// --mount. It never begins with a dash, and may stand between quotes.
func Plain(s string) (string, error) {
	if s == "" || s[0] == '-' || strings.ContainsFunc(s, notPlain) {
		return "", refuse(s, "a plain word holds only letters, digits and _./:@+-, and begins with no dash")
	}
	return s, nil
}

// notPlain reports whether a plain word may not hold a letter. Templates ask it
// for most of what they write.
func notPlain(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("_./:@+-", r)
}

// Ignore returns a path in a .dockerignore, where blanks need no quoting and
// patterns cannot be quoted.
func Ignore(s string) (string, error) {
	if why := plaintext.Pattern(s); why != "" {
		return "", refuse(s, "%s", why)
	}
	return s, nil
}

// Name returns the name of an environment variable.
func Name(s string) (string, error) {
	if !name.MatchString(s) {
		return "", refuse(s, "a variable's name holds only letters, digits and _, and begins with no digit")
	}
	return s, nil
}

// Comment returns the text of a comment that begins with "# " and ends with
// the line. What a Dockerfile's first lines would take for a directive is
// refused.
func Comment(s string) (string, error) {
	if err := visible(s); err != nil {
		return "", err
	}
	if why := plaintext.Comment(s); why != "" {
		return "", refuse(s, "%s", why)
	}
	return s, nil
}

// GitHub returns a value of a workflow in which nothing is an expression. It
// still needs an encoder, YAML's.
func GitHub(s string) (string, error) {
	if err := visible(s); err != nil {
		return "", err
	}
	return GitHubScript(s)
}

// GitHubScript is GitHub for the commands of a step, which may be several
// lines and indented by tabs.
func GitHubScript(s string) (string, error) {
	if r, what := plaintext.Text(s); what != "" {
		return "", refuse(s, "it holds the %s %U", what, r)
	}
	if why := plaintext.Workflow(s); why != "" {
		return "", refuse(s, "%s", why)
	}
	return s, nil
}
