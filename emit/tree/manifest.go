package tree

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema/lazyregexp"
)

const (
	manifestName = "manifest"
	header       = "# Files that xgen emitted: sha256, mode, path"
	// The start of the header is what older and newer versions agree on.
	headerStart = "# Files that xgen emitted"
	remedy      = "delete the file and run xgen emit"
)

// Manifest returns the manifest of the artifacts, which lists each of them
// once, sorted by path; ok is false where there are none.
func Manifest(output string, arts []emit.Artifact) (a emit.Artifact, ok bool) {
	var lines []string
	for _, a := range arts {
		lines = append(lines, fmt.Sprintf("%s %#o %s", sumOf(a.Path, a.Bytes), a.Mode.Perm(), a.Path))
	}
	return emit.Artifact{Path: manifestPath(output), Mode: 0o644, Bytes: manifest(lines)}, len(lines) > 0
}

func manifestPath(output string) string { return path.Join(output, manifestName) }

// isManifest reports whether a path is that of the manifest, or of one of
// those that xgen 0.1 wrote into the folder of each target.
func isManifest(output, name string) bool {
	dir := path.Dir(name)
	return path.Base(name) == manifestName && (dir == output || path.Dir(dir) == output)
}

func manifest(lines []string) []byte {
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(afterSum(a), afterSum(b)) })
	return []byte(strings.Join(append([]string{header}, slices.Compact(lines)...), "\n") + "\n")
}

// between returns the manifest that stands while files are renamed. It has the
// lines of both sides, so that after a kill the next run takes no file for
// edited by hand.
func between(old, new []byte) []byte {
	var lines []string
	for line := range strings.Lines(string(normal(old)) + string(new)) {
		if line = strings.TrimSuffix(line, "\n"); !strings.HasPrefix(line, "#") && !isConflictMark(line) {
			lines = append(lines, line)
		}
	}
	return manifest(lines)
}

// afterSum returns the key that orders the lines of a manifest: by path first.
func afterSum(line string) string {
	if m := entryLine.FindStringSubmatch(line); m != nil {
		return m[3] + "\x00" + line
	}
	return line
}

// normal returns a text with LF line ends, which a checkout on Windows turns
// into CRLF.
func normal(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")) }

// sumOf returns the hash that a manifest has of a file: of what a merge leaves as it
// is, with LF line ends.
func sumOf(name string, b []byte) string {
	return sum([]byte(emit.Artifact{Path: name, Bytes: b}.Lasting()))
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// conflictAt returns the line, from 1, of the first mark of a conflict that git left
// in a text; 0 where there is none.
func conflictAt(text []byte) int {
	n := 0
	for line := range strings.Lines(string(normal(text))) {
		n++
		if conflictStart.MatchString(strings.TrimSuffix(line, "\n")) {
			return n
		}
	}
	return 0
}

var (
	entryLine    = lazyregexp.New(`^([0-9a-f]{64}) (0644|0755) (.+)$`)
	conflictLine = lazyregexp.New(`^(<{7}|\|{7}|={7}|>{7})( |$)`)
	// The first of a conflict's marks: other texts have lines like the others.
	conflictStart = lazyregexp.New(`^<{7}( |$)`)
)

// parseManifest returns the hashes that a manifest lists for each path. There
// may be several, in any order and under several headers: a run was killed, or
// git joined the lines of both sides of a merge, with or without its marks around
// them. It believes only paths that xgen can have emitted.
func parseManifest(output, file string, text []byte) (map[string][]string, error) {
	lines := strings.SplitAfter(string(normal(text)), "\n")
	if first := slices.IndexFunc(lines, func(l string) bool { return !isConflictMark(l) }); !strings.HasPrefix(lines[first], headerStart) {
		return nil, &ManifestError{file, first + 1, "this is no manifest of xgen's", remedy}
	}
	moved := movedFrom(output, listed(lines))
	sums := map[string][]string{}
	for i, line := range lines {
		text, ended := strings.CutSuffix(line, "\n")
		if line == "" && i == len(lines)-1 || ended && (strings.HasPrefix(text, "#") || isConflictMark(line)) {
			continue
		}
		entry := entryLine.FindStringSubmatch(text)
		if entry == nil || !ended {
			return nil, &ManifestError{file, i + 1, "this is no line of a manifest", remedy}
		}
		name, reached := moved.now(entry[3])
		if !reached {
			continue
		}
		why := unlistable(output, name)
		if moved.into != "" { // as it could be listed then
			why = unlistable(strings.TrimPrefix(output, moved.into+"/"), entry[3])
		}
		if why != "" {
			return nil, &ManifestError{file, i + 1, fmt.Sprintf("the path %+q does not belong here: %s", name, why), remedy}
		}
		sums[name] = append(sums[name], entry[1])
	}
	return sums, nil
}

// listed returns the paths of a manifest's lines.
func listed(lines []string) (names []string) {
	for _, line := range lines {
		if entry := entryLine.FindStringSubmatch(strings.TrimSuffix(line, "\n")); entry != nil {
			names = append(names, entry[3])
		}
	}
	return names
}

func isConflictMark(line string) bool {
	return conflictLine.MatchString(strings.TrimSuffix(line, "\n"))
}

// unlistable returns why no manifest can list a path; "" if one can.
func unlistable(output, name string) string {
	if why := emittable(output, name); why != "" {
		return why
	}
	if isManifest(output, name) {
		return "it is a manifest"
	}
	return ""
}

// validMode reports whether a manifest can list a mode.
func validMode(m fs.FileMode) bool { return m == 0o644 || m == 0o755 }
