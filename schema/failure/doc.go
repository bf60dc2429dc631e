// Package failure says why a step of a build failed, where its output has the words of a
// cause that the catalog knows (failures.cue).
package failure
