package build

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/plaintext"
)

// MissingInput says that an input without a default was not given.
type MissingInput struct{ Name string }

// Error names the option to write.
func (e *MissingInput) Error() string {
	return fmt.Sprintf("input %s has no default: give it with --set %s=VALUE", e.Name, e.Name)
}

// ExitCode returns exitcode.Usage.
func (*MissingInput) ExitCode() exitcode.Code { return exitcode.Usage }

// UnknownInput says that a value was given for an input that is not declared.
type UnknownInput struct {
	Name  string
	Known []string
}

// Error lists what is declared.
func (e *UnknownInput) Error() string {
	if len(e.Known) == 0 {
		return fmt.Sprintf("no input %s: the project declares none", e.Name)
	}
	return fmt.Sprintf("no input %s: the project declares %s", e.Name, strings.Join(e.Known, ", "))
}

// ExitCode returns exitcode.Usage.
func (*UnknownInput) ExitCode() exitcode.Code { return exitcode.Usage }

// BadInput says that an input was given a value that targets.cue could not hold either.
type BadInput struct{ Name, Why string }

// Error says what is wrong with the value, and what to give.
func (e *BadInput) Error() string {
	return fmt.Sprintf("--set %s: the value %s: give one line of plain text, at most %d characters", e.Name, e.Why, plaintext.MostInLine)
}

// ExitCode returns exitcode.Usage.
func (*BadInput) ExitCode() exitcode.Code { return exitcode.Usage }

// unfit says why a value can be no input's, "" where it can: a default of targets.cue is
// held to the same.
func unfit(value string) string {
	if !utf8.ValidString(value) {
		return "is not UTF-8"
	}
	if r, what := plaintext.Line(value); what != "" {
		return fmt.Sprintf("holds the %s %U", what, r)
	}
	if n := utf8.RuneCountInString(value); n > plaintext.MostInLine {
		return fmt.Sprintf("has %d characters", n)
	}
	return ""
}

// inputValues joins what was given with the defaults.
func inputValues(p *model.Project, given map[string]string) (map[string]string, error) {
	values := map[string]string{}
	var known []string
	for _, in := range p.Inputs {
		known = append(known, in.Name)
		if in.Default != nil {
			values[in.Name] = *in.Default
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(known, name) {
			return nil, &UnknownInput{Name: name, Known: known}
		}
		if why := unfit(given[name]); why != "" {
			return nil, &BadInput{name, why}
		}
		values[name] = given[name]
	}
	for _, name := range known {
		if _, ok := values[name]; !ok {
			return nil, &MissingInput{Name: name}
		}
	}
	return values, nil
}
