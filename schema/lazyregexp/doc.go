// Package lazyregexp compiles a regular expression when it is first used. Some
// fifty of them stand at the level of packages, and a command uses few: to compile
// all took a tenth of the time that the shortest commands have. It is what the Go
// project does for its own commands (internal/lazyregexp).
package lazyregexp
