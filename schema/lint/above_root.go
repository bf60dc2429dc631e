package lint

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var aboveRoot = check{
	rule.Warning("above-root", "at home cargo and rustup read the files of the folders above too: a build is sent the project's root, and has nothing of what lies above it"),
	func(in *Input, f *findings) {
		for _, t := range in.Project.Targets {
			ws := in.Workspaces[t.Cargo.Manifest]
			if ws == nil {
				continue
			}
			if w, up := in.workspaceAbove(ws); w != "" {
				d := f.at(model.Pos{File: ws.Manifest, Line: 1, Col: 1}, "cargo takes the package for a part of the workspace of %s, of which builds are sent nothing: write %s", w, in.raise(up))
				d.Severity, d.Mends = model.Error, in.mendsRoot(up, w+" is the workspace's root")
				return
			}
			in.channelAbove(t, ws, f)
		}
		in.configAbove(f)
	},
}

// workspaceAbove returns the manifest of the workspace above the root that cargo takes a
// package for a part of, and where it lies; "" where there is none.
func (in *Input) workspaceAbove(ws *cargo.Workspace) (file, up string) {
	if ws.Declared {
		return "", ""
	}
	for _, a := range in.Above {
		if file := cargo.WorkspaceIn(a.Files, path.Join(a.Dir, ws.Root)); file != "" {
			return path.Join(a.Name, file), a.Name
		}
	}
	return "", ""
}

// channelAbove reports the channel of a toolchain file above the root, which rustup reads on the
// user's machine, where the build has another one.
func (in *Input) channelAbove(t *model.Target, ws *cargo.Workspace, f *findings) {
	channel := t.Rust.Channel
	if ws.Toolchain.File != "" || t.Rust.ChannelWhy != "" {
		return
	}
	for _, a := range in.Above {
		asks, err := cargo.ToolchainIn(a.Files)
		if asks.File == "" {
			continue
		}
		same := channel.V == asks.Channel || fixed.MatchString(channel.V) && fixed.MatchString(asks.Channel) && mayBeOne(channel.V, asks.Channel)
		if err == nil && asks.Channel != "" && !same {
			pos := model.Pos{File: path.Join(a.Name, asks.File), Line: asks.Line, Col: asks.Col}
			f.at(pos, "rustup takes %s at home, and builds, which are sent nothing above the project's root, take %s: write %s, or rust: channel: \"…\" with a \"channel-why\"",
				asks.Channel, channelAt(t), in.raise(a.Name)).Mends = in.mendsRoot(a.Name, pos.File+" names the toolchain")
		}
		return // rustup looks no further
	}
}

// configAbove reports configuration of cargo's above the root, which builds do not have.
func (in *Input) configAbove(f *findings) {
	for _, a := range in.Above {
		file, all, err := cargo.ConfigIn(a.Files, ".")
		if i := slices.IndexFunc(all, changesBuild); err == nil && i >= 0 {
			pos := all[i].Last().Pos
			pos.File = path.Join(a.Name, file)
			f.at(pos, "%s: cargo reads it at home, and builds are sent nothing above the project's root: write %s, or, for what is a machine's own, write it in ~/.cargo/config.toml",
				all[i].Name(), in.raise(a.Name)).Mends = in.mendsRoot(a.Name, pos.File+" is read at home")
		}
	}
}

// changesBuild reports whether a setting may be about the program, and not about how somebody
// likes to work.
func changesBuild(s cargo.Setting) bool {
	switch s.Key[0] {
	case "build":
		return len(s.Key) > 1 && !slices.Contains([]string{"jobs", "target", "target-dir", "build-dir", "rustdoc", "rustdocflags", "dep-info-basedir", "pipelining"}, s.Key[1])
	case "target", "env", "profile", "paths", "patch", "source", "registries", "registry", "resolver", "unstable", "include":
		return true
	}
	return false
}

// raise is what a user writes for a root that lies above the project's own.
func (in *Input) raise(up string) string {
	return "context: root: \"" + in.raised(up) + "\""
}

func (in *Input) raised(up string) string {
	return path.Join(in.Project.Root, up)
}

// mendsRoot is the same as fields.
func (in *Input) mendsRoot(up, why string) []model.Mend {
	return []model.Mend{{Path: []string{"context", "root"}, Value: in.raised(up), Why: why}}
}
