// Package lint says what the definitions cannot see: several targets at once,
// and the project's cargo files. One rule stands in one file; a rule's name is
// stable and its comment is its reason.
package lint

import (
	"io/fs"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
)

// Input is what rules may look at.
type Input struct {
	Project    *model.Project
	Root       fs.FS
	Workspaces map[string]*cargo.Workspace // by manifest
}

// Rule is one check.
type Rule struct {
	Name string
	Why  string
	Run  func(Input) model.Diagnostics
}

// Rules lists all rules, in the order in which they run.
func Rules() []Rule {
	return []Rule{collision, lockfile, staleLock, cargoConfig, floatingChannel, channelFloor, oldRust}
}

// Run gives what all rules find.
func Run(in Input) model.Diagnostics {
	var found model.Diagnostics
	for _, rule := range Rules() {
		for _, d := range rule.Run(in) {
			d.Rule = rule.Name
			found = append(found, d)
		}
	}
	return found
}

// eachTarget makes a rule's Run of what is said about one target.
func eachTarget(check func(Input, *model.Target) model.Diagnostics) func(Input) model.Diagnostics {
	return func(in Input) model.Diagnostics {
		var found model.Diagnostics
		for _, t := range in.Project.Targets {
			found = append(found, check(in, t)...)
		}
		return found.Sort()
	}
}
