package tree

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema/lazyregexp"
)

const (
	manifestName = "manifest"
	stageName    = "stage" // the folder of the scripts that all targets share
	header       = "# Files that xgen emitted: sha256, mode, path"
	// The start of the header is what older and newer versions agree on.
	headerStart = "# Files that xgen emitted"
	remedy      = "delete the file and run xgen emit"
)

// Manifests makes the manifests of the artifacts: one in each target's
// folder and one for the shared files, each sorted by path, none of them
// empty. Manifests among the artifacts are left out, so that it may be called
// twice.
func Manifests(output string, arts []emit.Artifact) []emit.Artifact {
	lines := map[string][]string{}
	for _, a := range byPath(arts) {
		if !isManifest(output, a.Path) {
			file := owner(output, a.Path)
			lines[file] = append(lines[file], fmt.Sprintf("%s %#o %s", sum(a.Bytes), a.Mode.Perm(), a.Path))
		}
	}
	var made []emit.Artifact
	for _, file := range slices.Sorted(maps.Keys(lines)) {
		made = append(made, emit.Artifact{Path: file, Mode: 0o644, Bytes: manifest(lines[file])})
	}
	return made
}

func byPath(arts []emit.Artifact) []emit.Artifact {
	return slices.SortedFunc(slices.Values(arts), func(a, b emit.Artifact) int { return strings.Compare(a.Path, b.Path) })
}

func manifest(lines []string) []byte {
	return []byte(strings.Join(append([]string{header}, lines...), "\n") + "\n")
}

// between is the manifest that stands while files are being renamed: it
// holds the lines of both sides, so that a killed run leaves no file that
// the next one would take for edited by hand.
func between(old, new []byte) []byte {
	var lines []string
	for line := range strings.Lines(string(normal(old)) + string(new)) {
		if line = strings.TrimSuffix(line, "\n"); !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(afterSum(a), afterSum(b)) })
	return manifest(slices.Compact(lines))
}

// afterSum orders lines by path first, then by everything else.
func afterSum(line string) string {
	if m := entryLine.FindStringSubmatch(line); m != nil {
		return m[3] + "\x00" + line
	}
	return line
}

// normal undoes what a checkout on Windows does to a text.
func normal(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")) }

// sum is the hash of the manifest's lines: of the bytes with LF line ends.
func sum(b []byte) string {
	h := sha256.Sum256(normal(b))
	return hex.EncodeToString(h[:])
}

var (
	entryLine    = lazyregexp.New(`^([0-9a-f]{64}) (0644|0755) (.+)$`)
	conflictLine = lazyregexp.New(`^(<{7}|\|{7}|={7}|>{7})( |$)`)
)

// parseManifest gives the hashes that a manifest lists for each path. There
// may be several: a run was killed, or git merged both sides. It believes
// only paths that belong in this manifest.
func parseManifest(output, file string, text []byte) (map[string][]string, error) {
	lines := strings.SplitAfter(string(normal(text)), "\n")
	if !strings.HasPrefix(lines[0], headerStart) {
		return nil, manifestError(file, 1, lines[0], "this is no manifest of xgen's")
	}
	sums := map[string][]string{}
	for i, line := range lines {
		text, ended := strings.CutSuffix(line, "\n")
		if line == "" && i == len(lines)-1 || ended && strings.HasPrefix(text, "#") {
			continue
		}
		entry := entryLine.FindStringSubmatch(text)
		if entry == nil || !ended {
			return nil, manifestError(file, i+1, text, "this is no line of a manifest")
		}
		name := entry[3]
		if why := notIn(output, file, name); why != "" {
			return nil, manifestError(file, i+1, text, fmt.Sprintf("the path %+q does not belong here: %s", name, why))
		}
		sums[name] = append(sums[name], entry[1])
	}
	return sums, nil
}

// notIn says why a manifest cannot list a path; "" if it can.
func notIn(output, file, name string) string {
	if why := emittable(output, name); why != "" {
		return why
	}
	if owner(output, name) != file {
		return "it is another manifest's"
	}
	if isManifest(output, name) {
		return "it is a manifest"
	}
	return ""
}

func manifestError(file string, line int, text, why string) error {
	if conflictLine.MatchString(strings.TrimSuffix(text, "\n")) {
		return &ManifestError{file, line, "git left a conflict here", "resolve it, or " + remedy}
	}
	return &ManifestError{file, line, why, remedy}
}

// validMode reports whether a mode is one that a manifest can say.
func validMode(m fs.FileMode) bool { return m == 0o644 || m == 0o755 }
