// Package cargoargs writes the command lines of cargo that build, test and judge
// a target, without what the stage scripts put in front of them.
package cargoargs
