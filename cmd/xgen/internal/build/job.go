package build

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/schema/model"
)

// Job is the build of one target.
type Job struct {
	Target  *model.Target
	Inputs  map[string]string // every input of the project with its value in this run
	Request engine.Request    // Context, Output and Log are filled in by Run
	// TestOnly is set where all is built and verified and nothing published.
	TestOnly bool
	project  *model.Project
	context  int      // the number of its ignore file in Request.Context
	output   string   // the line of its ignore file that leaves out what it publishes
	outputs  []string // those of all the project's targets
}

// maxCommand is how many targets a lock file lists.
const maxCommand = 4

// commandOf returns the command that the lock file shows to others: with the
// targets, and without the other arguments, which may hold passwords.
func commandOf(jobs []Job) string {
	var names []string
	for _, j := range jobs[:min(len(jobs), maxCommand)] {
		names = append(names, j.Target.Name)
	}
	command := "xgen run " + strings.Join(names, " ")
	if more := len(jobs) - len(names); more > 0 {
		command += fmt.Sprintf(" and %d more", more)
	}
	return command
}
