package build

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
	"github.com/xgen-build/xgen/cmd/xgen/internal/term"
)

// Unsent says that a step failed for want of files that lie in the repository, or above
// the project's root, and that the build was not sent.
type Unsent struct {
	Files []string // from the root
	Mend  string   // what to write in targets.cue
	Err   error    // the failure
}

// Error returns the failure.
func (e *Unsent) Error() string { return e.Err.Error() }

// Unwrap returns the failure.
func (e *Unsent) Unwrap() error { return e.Err }

// Hint returns what to write.
func (e *Unsent) Hint() string {
	return "the build is not sent " + strings.Join(e.Files, ", ") + ": write " + e.Mend + " in targets.cue"
}

// missing returns a failed step's error as an *Unsent where its last words name files
// that are here and were not there.
func (r *Runner) missing(job Job, err error) error {
	var step *engine.StepError
	if !errors.As(err, &step) || job.Request.Context == nil || job.project == nil {
		return err
	}
	var files []string
	for _, line := range step.Output {
		for _, named := range missed(term.Clean(line)) {
			for _, name := range r.whereFrom(job, named) {
				if r.wasHeldBack(job, name) && !slices.Contains(files, name) {
					files = append(files, name)
				}
			}
		}
	}
	if len(files) == 0 {
		return err
	}
	return &Unsent{files, job.project.ToSend(files...), err}
}

// notFound are the words by which compilers, build scripts and what these call say that
// a file is not there.
var notFound = []string{"couldn't read", "no such file", "notfound", "not found", "does not exist", "cannot find", "can't find", "failed to open", "failed to read", "could not open"}

// missed returns what may be paths in a line that says that a file is not there. A line
// may hold the text of an error as a program has it, with its line ends and quotes.
func missed(line string) (out []string) {
	low := strings.ToLower(line)
	if !slices.ContainsFunc(notFound, func(words string) bool { return strings.Contains(low, words) }) {
		return nil
	}
	line = strings.NewReplacer(`\n`, " ", `\"`, " ", `\\`, " ").Replace(line)
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t`'\"()[]{}<>,;=", r) }) {
		if word = strings.TrimRight(word, ":.!"); strings.Contains(word, "/") && !strings.Contains(word, "://") {
			out = append(out, word)
		}
	}
	return out
}

// inBuild is where the Dockerfile puts the project's root.
const inBuild = "/src/"

// whereFrom returns what a path of the build may be from the root: rustc and build
// scripts run in the folders of packages.
func (r *Runner) whereFrom(job Job, name string) (out []string) {
	if rest, ok := strings.CutPrefix(name, inBuild); ok {
		return []string{path.Clean(rest)}
	}
	if path.IsAbs(name) {
		return nil
	}
	for _, dir := range job.Request.Context.Folders("Cargo.toml") {
		out = append(out, path.Join(dir, name))
	}
	return out
}

// wasHeldBack reports whether something lies at a path here that the build was not sent
// and that it may be sent.
func (r *Runner) wasHeldBack(job Job, name string) bool {
	if name == "." || path.Base(name) == ".." || !job.project.MaySend(name) || job.Request.Context.Has(job.context, name) {
		return false
	}
	_, err := os.Stat(filepath.Join(r.above(), filepath.FromSlash(name)))
	return err == nil
}
