package cargo

import "strings"

// OutMessage says what to do about a link for which LeadsOut is true.
const OutMessage = "a link leads out of the project's root or is absolute: put the file itself there"

// LeadsOut tells whether a file could not be opened because it is, or lies
// below, a link that leads out of the root. os.Root has no name for its error.
func LeadsOut(err error) bool {
	return err != nil && strings.HasSuffix(err.Error(), "path escapes from parent")
}
