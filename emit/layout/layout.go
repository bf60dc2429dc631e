package layout

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// Prefix is where the toolchain lies in the image. The stage scripts take it
// from the environment, so that it holds nowhere else.
const Prefix = "/opt/xgen"

// Dir returns the folder of a target's files, from the project's root.
func Dir(p *model.Project, t *model.Target) string { return path.Join(p.Output, t.Name) }

// Published returns the folder that a target's binaries are published to, from the
// project's root.
func Published(p *model.Project, t *model.Target) string { return path.Join(p.Dir, "dist", t.Name) }

// StageDir returns the folder of the scripts that targets share, from the
// project's root.
func StageDir(p *model.Project) string { return path.Join(p.Output, "stage") }

// InImage returns the folder of a target's files in the image. It lies beside
// that of the shared scripts, as it does in the repository.
func InImage(t *model.Target) string { return path.Join(Prefix, "emitted", t.Name) }

// LibraryDiffs returns the folder of the changes to a library's source, from the
// project's root.
func LibraryDiffs(p *model.Project, t *model.Target, library string) string {
	return path.Join(Dir(p, t), "library-patches", library)
}

// ToolchainDiffs returns the folder of the changes to a part of a target's
// toolchain, from the project's root.
func ToolchainDiffs(p *model.Project, t *model.Target, part string) string {
	return path.Join(Dir(p, t), "toolchain-patches", part)
}

// ProjectConfig names the file that holds what the build takes over of the project's own
// configuration of cargo. A target without such a thing has none.
const ProjectConfig = "project.toml"

// CMakeToolchain names the file that CMake takes a target's tools from.
const CMakeToolchain = "toolchain.cmake"

// ReadsCMakeToolchain reports whether something of the target's reads that
// file: a library that is built by CMake, or a crate that calls CMake.
func ReadsCMakeToolchain(t *model.Target) bool { return t.Cargo.CMake || BuildsWithCMake(t) }

// BuildsWithCMake reports whether a library of the target's is built by CMake.
func BuildsWithCMake(t *model.Target) bool {
	for _, l := range t.Libraries {
		if l.Kind == model.LibraryCMake {
			return true
		}
	}
	return false
}

// ClangVariable returns the variable that tells Clang how to read C headers as a target's
// compiler does; "" where no tool asks for it, or where the user says it.
func ClangVariable(t *model.Target) string {
	for _, tool := range t.Tools {
		own := tool.Clang + "_" + model.InVariable(t.Triple.Name)
		users := func(e model.Env) bool {
			return e.Name == tool.Clang || e.Name == own || e.Name == tool.Clang+"_"+t.Triple.Name
		}
		if tool.Clang != "" && !slices.ContainsFunc(t.Env, users) {
			return own
		}
	}
	return ""
}

// Tools are the names of a target's wrappers. The compiler's must not end in
// -ld: rustc would hand it a bare linker's arguments.
type Tools struct{ CC, CXX, AR, Ranlib string }

// ToolsOf returns the names of a target's wrappers.
func ToolsOf(t *model.Target) Tools {
	gcc := t.Triple.GCC
	return Tools{CC: gcc + "-cc", CXX: gcc + "-c++", AR: gcc + "-ar", Ranlib: gcc + "-ranlib"}
}
