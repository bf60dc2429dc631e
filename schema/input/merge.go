package input

import "maps"

// First returns the first option that is set: a target's own before the project's.
func First[T any](options ...*T) *T {
	for _, o := range options {
		if o != nil {
			return o
		}
	}
	return nil
}

// OrZero returns what p points to, or the zero value where nothing was written.
func OrZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// Joined returns what a target and the project say of one kind, by name: the
// target's own takes the place of the project's.
func Joined[V any](own, shared map[string]V) map[string]V {
	all := map[string]V{}
	maps.Copy(all, shared)
	maps.Copy(all, own)
	return all
}
