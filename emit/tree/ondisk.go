package tree

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit"
)

// onDisk is what the manifests on the disk list. The zero value lists nothing.
type onDisk struct {
	output string
	files  []string            // the manifests themselves
	sums   map[string][]string // the hashes of each path that one lists
}

// readManifests reads the manifest of the output folder, and those that xgen 0.1
// left in the folders below it: the next run removes these.
func readManifests(root *os.Root, output string) (onDisk, error) {
	on := onDisk{output: output, sums: map[string][]string{}}
	dirs, err := names(root, output)
	for _, name := range append([]string{""}, dirs...) {
		if err == nil {
			err = on.read(root, path.Join(output, name, manifestName))
		}
	}
	return on, err
}

func (on *onDisk) read(root *os.Root, file string) error {
	at, err := inspect(root, file)
	if err != nil || !at.exists {
		return err
	}
	sums, err := parseManifest(on.output, file, at.bytes)
	for name, more := range sums {
		on.sums[name] = append(on.sums[name], more...)
	}
	on.files = append(on.files, file)
	return err
}

func (on onDisk) isManifest(name string) bool {
	return on.output != "" && isManifest(on.output, name)
}

// wanted returns the changes for those wanted paths that differ.
func (on onDisk) wanted(root *os.Root, want []emit.Artifact) ([]Change, error) {
	var changes []Change
	for _, a := range want {
		at, err := inspect(root, a.Path)
		if err != nil {
			return nil, err
		}
		if kind, reason := on.judge(a, at); kind != "" {
			changes = append(changes, Change{
				Path: a.Path, Kind: kind, Reason: reason, manifest: on.isManifest(a.Path),
				Old: at.bytes, OldMode: at.mode, New: a.Bytes, NewMode: a.Mode,
			})
		}
	}
	return changes, nil
}

// judge returns what is to be done about a wanted path, or "" where that is nothing.
// A manifest that could be read is never a conflict: git may have merged it.
func (on onDisk) judge(a emit.Artifact, at found) (kind Kind, reason string) {
	sums := on.sums[a.Path]
	switch {
	case at.blocked != "":
		return Blocked, at.blocked
	case !at.exists:
		return Create, ""
	case a.NeedsLF() && onlyLineEnds(at.bytes, a.Bytes):
		return Update, "it has CRLF line ends, which the image's shell cannot read"
	case bytes.Equal(normal(at.bytes), normal(a.Bytes)):
		return judgeMode(a, at)
	case on.isJoined(a.Path) && slices.Equal(sortedLines(at.bytes), sortedLines(a.Bytes)):
		return Reorder, ""
	case on.isManifest(a.Path), slices.Contains(sums, sumOf(a.Path, at.bytes)):
		return Update, ""
	case conflictAt(at.bytes) != 0:
		return Unmerged, fmt.Sprintf("git left a conflict at line %d", conflictAt(at.bytes))
	case len(sums) == 0:
		return Foreign, "xgen did not emit the file that stands there"
	}
	return Conflict, "edited by hand since it was emitted"
}

// isJoined reports whether the order of a file's lines means nothing.
func (on onDisk) isJoined(name string) bool {
	return on.isManifest(name) || emit.Artifact{Path: name}.Joined()
}

// sortedLines returns the different lines of a text.
func sortedLines(text []byte) []string {
	return slices.Compact(slices.Sorted(strings.Lines(string(normal(text)))))
}

// onlyLineEnds reports whether two texts differ, and in nothing but line ends.
func onlyLineEnds(a, b []byte) bool {
	return !bytes.Equal(a, b) && bytes.Equal(normal(a), normal(b))
}

// judgeMode returns what is to be done about a file that has the wanted bytes.
func judgeMode(a emit.Artifact, at found) (Kind, string) {
	switch {
	case at.mode == a.Mode || !hasExecutableBit:
		return "", ""
	case a.Mode == 0o755:
		return Chmod, "it lost its executable bit"
	}
	return Chmod, "it gained an executable bit"
}

// stale returns the changes for what earlier runs emitted and is no longer
// wanted.
func (on onDisk) stale(root *os.Root, want []emit.Artifact) ([]Change, error) {
	wanted := map[string]string{}
	for _, a := range want {
		wanted[strings.ToLower(a.Path)] = a.Path
	}
	var changes []Change
	for _, name := range slices.Concat(slices.Sorted(maps.Keys(on.sums)), on.files) {
		twin := wanted[strings.ToLower(name)]
		if twin == name || twin != "" && sameFile(root, twin, name) {
			continue
		}
		at, err := inspect(root, name)
		if err != nil {
			return nil, err
		}
		if kind, reason := on.judgeStale(name, at); kind != "" {
			changes = append(changes, Change{
				Path: name, Kind: kind, Reason: reason, manifest: on.isManifest(name), Old: at.bytes, OldMode: at.mode,
			})
		}
	}
	return changes, nil
}

// judgeStale returns what is to be done about a path that is no longer wanted.
func (on onDisk) judgeStale(name string, at found) (kind Kind, reason string) {
	switch {
	case at.blocked != "":
		return Blocked, at.blocked + ", and no longer emitted"
	case !at.exists:
		return "", ""
	case on.isManifest(name), slices.Contains(on.sums[name], sumOf(name, at.bytes)):
		return Delete, "no longer emitted"
	case conflictAt(at.bytes) != 0:
		return Unmerged, fmt.Sprintf("git left a conflict at line %d, and it is no longer emitted", conflictAt(at.bytes))
	}
	return Conflict, "edited by hand and no longer emitted"
}

// sameFile reports whether two spellings of a path lead to one file, on a file
// system that ignores case.
func sameFile(root *os.Root, a, b string) bool {
	one, errA := root.Lstat(a)
	two, errB := root.Lstat(b)
	return errA == nil && errB == nil && os.SameFile(one, two)
}
