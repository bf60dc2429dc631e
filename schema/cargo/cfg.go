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
	a, err := cfgOf(expression, printed, func(string) bool { return true })
	return a.must, err
}

// answer is what is known of an expression: whether it may hold, and whether it must.
type answer struct{ may, must bool }

func certainly(holds bool) answer { return answer{holds, holds} }

// cfgOf evaluates an expression by what is printed of a target, of which nothing but the
// settled names is known.
func cfgOf(expression string, printed []string, settled func(name string) bool) (answer, error) {
	p := &cfgParser{printed: printed, settled: settled}
	for _, m := range cfgWord.FindAllStringSubmatch(expression, -1) {
		p.words = append(p.words, m[0])
	}
	if !p.skip("cfg") || !p.skip("(") {
		return answer{}, fmt.Errorf("%q does not begin with cfg(", expression)
	}
	a, err := p.predicate()
	if err == nil && (!p.skip(")") || len(p.words) > 0) {
		err = p.unexpected()
	}
	return a, err
}

var cfgWord = lazyregexp.New(`"[^"]*"|(?:r#)?[\pL_][\pL\pN_]*|\S`)

var cfgName = lazyregexp.New(`^(?:r#)?[\pL_]`)

// cfgParser reads an expression word by word.
type cfgParser struct {
	printed, words []string
	settled        func(name string) bool
}

// predicate reads one, and says whether it holds.
func (p *cfgParser) predicate() (answer, error) {
	if len(p.words) == 0 || !isCfgName(p.words[0]) {
		return answer{}, p.unexpected()
	}
	name := p.words[0]
	p.words = p.words[1:]
	if p.skip("(") {
		return p.joined(name)
	}
	if p.skip("=") {
		if len(p.words) == 0 || p.words[0][0] != '"' {
			return answer{}, p.unexpected()
		}
		value := p.words[0]
		p.words = p.words[1:]
		return p.isPrinted(name, "="+value), nil
	}
	switch name {
	case "true", "false":
		return certainly(name == "true"), nil
	}
	return p.isPrinted(name, ""), nil
}

func (p *cfgParser) isPrinted(name, value string) answer {
	name = strings.TrimPrefix(name, "r#")
	if !p.settled(name) {
		return answer{may: true}
	}
	return certainly(slices.Contains(p.printed, name+value))
}

// joined reads what stands behind all(, any( or not(.
func (p *cfgParser) joined(name string) (answer, error) {
	all, any, one, n := certainly(true), certainly(false), answer{}, 0
	for !p.skip(")") {
		a, err := p.predicate()
		if err != nil {
			return answer{}, err
		}
		all = answer{all.may && a.may, all.must && a.must}
		any = answer{any.may || a.may, any.must || a.must}
		one = a
		n++
		if !p.skip(",") && (len(p.words) == 0 || p.words[0] != ")") {
			return answer{}, p.unexpected()
		}
	}
	switch {
	case name == "all":
		return all, nil
	case name == "any":
		return any, nil
	case name == "not" && n == 1:
		return answer{!one.must, !one.may}, nil
	}
	return answer{}, fmt.Errorf("%s( ) with %d predicates is none: there are all( ), any( ) and not( ) with one", name, n)
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
