package cargo

import (
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/plaintext"
	"github.com/xgen-build/xgen/schema/userfile"
)

// takeConfig keeps what cargo's configuration says, and of it the profiles and the
// folders of vendored crates.
func (w *Workspace) takeConfig(all Settings) error {
	w.Config = all
	for _, check := range []func(Settings) error{checkFolders, checkConfigStrips} {
		if err := check(all); err != nil {
			return err
		}
	}
	w.Profiles = w.Profiles.under(profilesIn(all))
	w.takeVendored(all.Below("source"))
	return nil
}

// checkFolders returns an error for a folder that cannot be passed to the build.
func checkFolders(all Settings) error {
	for _, s := range all.Below("source") {
		dir := folderOf(s)
		if why := plaintext.Pattern(dir); fs.ValidPath(dir) && why != "" {
			return faultOf(s, "%s is %q: %s: rename the folder", s.Name(), s.Text(), why)
		}
	}
	return nil
}

// folderOf returns the folder of vendored crates that a setting names, from the
// project's root; "" where it names none.
func folderOf(s Setting) string {
	if last := s.Key[len(s.Key)-1]; len(s.Key) != 3 || last != "directory" && last != "local-registry" || s.Text() == "" {
		return ""
	}
	return path.Clean(s.Last().From(s.Text()))
}

// takeVendored keeps the folders that take the place of another source.
// Whether they are there is not asked: some are made for each build.
func (w *Workspace) takeVendored(sources Settings) {
	folders, replacing := map[string]string{}, map[string][]string{}
	for _, s := range sources {
		if s.Key[len(s.Key)-1] == "replace-with" {
			replacing[s.Text()] = append(replacing[s.Text()], s.Key[1])
		} else if dir := folderOf(s); dir != "" {
			folders[s.Key[1]] = dir
		}
	}
	for _, by := range slices.Sorted(maps.Keys(folders)) {
		dir := folders[by]
		for _, name := range slices.Sorted(slices.Values(replacing[by])) {
			w.replaced = append(w.replaced, replaced{name, by, dir})
		}
		if len(replacing[by]) == 0 {
			continue
		}
		w.Vendored = append(w.Vendored, dir)
		if fs.ValidPath(dir) && !below(w.Root, dir) {
			w.Outside = append(w.Outside, dir)
		}
	}
	w.Vendored = sorted(w.Vendored)
	w.Outside = sorted(w.Outside)
}

// readLocal reads the crates of the project's own that the configuration puts in the
// place of others: those of [patch], and of paths.
func (r *reader) readLocal(all Settings) error {
	for _, s := range all {
		for _, part := range s.Parts {
			for _, name := range localPaths(s.Key, part) {
				dir := path.Clean(part.From(name))
				if escapes(dir) || path.IsAbs(dir) {
					return faultAt(part.Pos.File, part.Pos.Line, part.Pos.Col,
						"%s is %q, which lies outside the project's root: "+raiseRoot, s.Name(), name)
				}
				if err := r.readFolder(s, dir); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// localPaths returns the folders that a part of a setting names as crates.
func localPaths(key []string, p Part) []string {
	switch {
	case len(key) == 1 && key[0] == "paths":
		return p.Words()
	case len(key) == 4 && key[0] == "patch" && key[3] == "path":
		text, _ := p.Value.(string)
		return []string{text}
	}
	return nil
}

// readFolder reads a crate. A folder of paths may hold crates in folders of its own.
func (r *reader) readFolder(s Setting, dir string) error {
	manifest := path.Join(dir, "Cargo.toml")
	there, err := userfile.Exists(r.fsys, manifest)
	switch {
	case err != nil:
		return unreadable(manifest, err)
	case there:
		return r.read(manifest, false)
	case s.Key[0] == "patch":
		return faultOf(s, "%s is %q, and there is no %s: write the path from the folder that holds .cargo", s.Name(), s.Text(), manifest)
	case r.seen[dir] == nil:
		r.seen[dir] = &Package{}
	}
	return nil
}
