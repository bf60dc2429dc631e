// Package rule is what a check stands for: a name that stays, and the reason why
// what it finds is refused or warned of. A check refers to its Rule as a value; the
// reference, SARIF and what a message is filed under are made from the same values.
package rule
