package main

import "github.com/xgen-build/xgen/schema/rule"

// What is looked for of the machine that a command runs on, and of xgen itself.
var (
	fatLTORule   = rule.Warning("fat-lto-memory", "the kernel ends rustc without a word where the memory does not do, at the very end of the build")
	tooMuchRule  = rule.Error("too-much", "CUE can be asked to repeat a value a billion times, and reading a file must end")
	requiredRule = rule.Warning("xgen-version", "an older xgen would pass over, or take otherwise, what is written for a later one")
	emulatorRule = rule.Error("emulator-host", "what runs a target's programs can be one that has no processor of its own")
	hostRule     = rule.Warning("tool-host", "a program is for one kind of machine, and build scripts run it on the one that builds")
)

// runRules returns them, by name.
func runRules() []rule.Rule {
	return []rule.Rule{fatLTORule, emulatorRule, hostRule, tooMuchRule, requiredRule}
}
