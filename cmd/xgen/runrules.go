package main

import "github.com/xgen-build/xgen/schema"

// What is looked for where a build begins, of the machine that it runs on.
var (
	fatLTORule = schema.Rule{Name: "fat-lto-memory", Why: "the kernel ends rustc without a word where the memory does not do, at the very end of the build"}
	hostRule   = schema.Rule{Name: "tool-host", Why: "a program is for one kind of machine, and build scripts run it on the one that builds"}
)

// runRules lists them, by name.
var runRules = []schema.Rule{fatLTORule, hostRule}
