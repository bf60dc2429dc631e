package schema

import (
	"io/fs"
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/resolve"
)

// workspaces reads each cargo workspace once, however many targets name it.
type workspaces struct {
	root   fs.FS
	read   map[string]*cargo.Workspace // by manifest
	failed map[string]error
}

func (ws *workspaces) open(manifest string) (*resolve.Workspace, error) {
	if err := ws.failed[manifest]; err != nil {
		return nil, err
	}
	w := ws.read[manifest]
	if w == nil {
		var err error
		if w, err = cargo.Read(ws.root, manifest); err != nil {
			ws.failed[manifest] = err
			return nil, err
		}
		ws.read[manifest] = w
	}
	return &resolve.Workspace{
		Dirs:          append([]string{w.Root}, w.Outside...),
		Packages:      w.Names(),
		Features:      w.Features,
		Bins:          w.Bins,
		Toolchain:     w.Toolchain,
		ToolchainFile: w.ToolchainFile,
		Strip:         func(profile string) (bool, bool) { return keepsSymbols(w.Profiles[profile].Strip) },
	}, nil
}

// keepsSymbols reads a profile's strip setting: true and "symbols" remove the
// symbol table (the Cargo book, "Profiles").
func keepsSymbols(strip any) (keeps, set bool) {
	return !slices.Contains([]any{true, "symbols"}, strip), strip != nil
}
