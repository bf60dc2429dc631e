package model

// Env is one variable of the build's environment.
type Env struct {
	Name  string
	Value string
	Origin
}
