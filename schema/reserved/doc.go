// Package reserved names the variables of the environment that a project cannot set for
// a build, and what to write instead.
package reserved
