// Package layout says where the emitted files lie and what they are called: in
// the project's repository, and in the image that builds it.
package layout
