// Package quiet takes from the environment what would change CUE's results or
// make it write to stderr. CUE reads these variables while its packages are
// initialised, before main. Go initialises packages in the order of their
// import paths as soon as their imports allow it (the Go specification,
// "Package initialization"): this one imports nothing but os, so it comes
// before golang.org/x/text, which CUE's evaluator waits for.
package quiet
