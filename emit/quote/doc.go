// Package quote writes one value into one context so that the context's own
// reader finds the same value again, or refuses to. Each function returns a
// complete word, with the quotes that it needs: a template puts nothing around it.
// Nothing is ever dropped, replaced or shortened.
package quote
