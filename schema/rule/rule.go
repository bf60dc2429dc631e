package rule

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
)

// Rule is one of them.
type Rule struct {
	Name     string         // "static-pie"; it never changes its meaning
	Why      string         // the reason, a clause without a full stop
	Severity model.Severity // of what it finds, unless the check knows less than it would like to
}

// Error returns a rule whose findings make a project invalid.
func Error(name, why string) Rule { return Rule{name, why, model.Error} }

// Warning returns a rule whose findings leave it valid.
func Warning(name, why string) Rule { return Rule{name, why, model.Warning} }

// At returns a diagnostic of the rule at a place. Format and args make its message:
// what is wrong, and what to write instead.
func (r Rule) At(pos model.Pos, format string, args ...any) model.Diagnostic {
	return model.Diagnostic{Pos: pos, Severity: r.Severity, Rule: r.Name, Message: fmt.Sprintf(format, args...)}
}
