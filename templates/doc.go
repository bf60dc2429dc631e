// Package templates holds the text of the emitted files that no encoder can
// write: Dockerfiles, shell scripts and their kin. Templates hold no logic beyond
// range and if; every value passes through a quoter at its point of use.
//
// In dockerfile lies a template for each stage, in toolchain those of each source
// of C toolchains, and in stage the scripts that do the stages' work, which go out
// as they are.
package templates
