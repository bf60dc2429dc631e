package main

import "github.com/xgen-build/xgen/schema"

// What is looked for of the machine that a command runs on, and of xgen itself.
var (
	fatLTORule   = schema.Rule{Name: "fat-lto-memory", Why: "the kernel ends rustc without a word where the memory does not do, at the very end of the build"}
	requiredRule = schema.Rule{Name: "xgen-version", Why: "an older xgen would pass over, or take otherwise, what is written for a later one"}
	hostRule     = schema.Rule{Name: "tool-host", Why: "a program is for one kind of machine, and build scripts run it on the one that builds"}
)

// runRules lists them, by name.
var runRules = []schema.Rule{fatLTORule, hostRule, requiredRule}
