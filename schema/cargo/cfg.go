package cargo

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// MatchesCfg reports whether an expression such as `cfg(any(unix, target_env = "musl"))`
// holds of a target of which rustc prints these lines (rustc --print cfg). An error
// says what of it is no such expression.
func MatchesCfg(expression string, printed []string) (bool, error) {
	p := &cfgParser{printed: printed}
	for _, m := range cfgWord.FindAllStringSubmatch(expression, -1) {
		p.words = append(p.words, m[0])
	}
	if !p.skip("cfg") || !p.skip("(") {
		return false, fmt.Errorf("%q does not begin with cfg(", expression)
	}
	holds, err := p.predicate()
	if err == nil && (!p.skip(")") || len(p.words) > 0) {
		err = p.unexpected()
	}
	return holds, err
}

var cfgWord = lazyregexp.New(`"[^"]*"|(?:r#)?[\pL_][\pL\pN_]*|\S`)

var cfgName = lazyregexp.New(`^(?:r#)?[\pL_]`)

// cfgParser reads an expression word by word.
type cfgParser struct {
	printed, words []string
}

// predicate reads one, and reports whether it holds.
func (p *cfgParser) predicate() (bool, error) {
	if len(p.words) == 0 || !isCfgName(p.words[0]) {
		return false, p.unexpected()
	}
	name := p.words[0]
	p.words = p.words[1:]
	if p.skip("(") {
		return p.joined(name)
	}
	if p.skip("=") {
		if len(p.words) == 0 || p.words[0][0] != '"' {
			return false, p.unexpected()
		}
		line := strings.TrimPrefix(name, "r#") + "=" + p.words[0]
		p.words = p.words[1:]
		return slices.Contains(p.printed, line), nil
	}
	switch name {
	case "true", "false":
		return name == "true", nil
	}
	return slices.Contains(p.printed, strings.TrimPrefix(name, "r#")), nil
}

// joined reads what stands behind all(, any( or not(.
func (p *cfgParser) joined(name string) (bool, error) {
	var holds []bool
	for !p.skip(")") {
		one, err := p.predicate()
		if err != nil {
			return false, err
		}
		holds = append(holds, one)
		if !p.skip(",") && (len(p.words) == 0 || p.words[0] != ")") {
			return false, p.unexpected()
		}
	}
	switch {
	case name == "all":
		return !slices.Contains(holds, false), nil
	case name == "any":
		return slices.Contains(holds, true), nil
	case name == "not" && len(holds) == 1:
		return !holds[0], nil
	}
	return false, fmt.Errorf("%s( ) with %d predicates is none: there are all( ), any( ) and not( ) with one", name, len(holds))
}

func isCfgName(word string) bool { return cfgName.MatchString(word) }

// skip passes over a word where it is the next one.
func (p *cfgParser) skip(word string) bool {
	if len(p.words) == 0 || p.words[0] != word {
		return false
	}
	p.words = p.words[1:]
	return true
}

func (p *cfgParser) unexpected() error {
	if len(p.words) == 0 {
		return errors.New("it ends too early")
	}
	return fmt.Errorf("%s stands where it cannot", p.words[0])
}
