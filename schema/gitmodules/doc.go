// Package gitmodules reads the file by which git knows the submodules of a repository.
package gitmodules
