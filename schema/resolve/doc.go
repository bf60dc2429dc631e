// Package resolve merges what the user wrote with the catalog, the project's own
// files and xgen's defaults. It is a list of steps, each of which returns its own
// part of a target and reads only the parts that stand before it (see target in
// resolve.go). Each value of the result carries its origin.
//
// It refuses what cannot be resolved: a name that nothing has, a file that cannot be
// read. What only the finished project can be judged by is a check of package lint.
package resolve
