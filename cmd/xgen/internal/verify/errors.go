package verify

// FormatError says that a file is no usable program, and what it is instead.
type FormatError struct {
	Found string // "empty file", "shell script", …
}

func (e *FormatError) Error() string { return "not a usable program: " + e.Found }
