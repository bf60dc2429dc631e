package verify

import "fmt"

// FormatError says that a file is no usable ELF file, and what it is instead.
type FormatError struct {
	Found string // "empty file", "shell script", …
}

func (e *FormatError) Error() string { return "not a usable ELF file: " + e.Found }

// damaged returns a *FormatError that says which parts of the file contradict
// each other.
func damaged(format string, args ...any) *FormatError {
	return &FormatError{"damaged ELF file: " + fmt.Sprintf(format, args...)}
}
