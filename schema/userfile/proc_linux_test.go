package userfile

import "testing"

// A file may be longer than its size says, such as those in /proc.
func TestRow66LongerThanItSays(t *testing.T) {
	_, err := ReadPath("/proc/self/status", 10)
	checkKind(t, "a file of no size", err, TooLarge)
}
