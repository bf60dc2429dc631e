// Package lint judges the resolved project: contradictions between its parts,
// several targets at once, the project's cargo files. Each check stands in a file
// with its rule; the list in lint.go says which are run. A check only reads.
//
// A new check is a file with a value of type check, its name in that list, and a
// case in a test that breaks the rule. Its reason appears in the reference and in
// SARIF by itself.
package lint
