package cargo

import (
	"io/fs"
	"path"
	"strings"
)

// readToolchain looks for rustup's file beside the manifest and above it, as
// rustup does (the rustup book, "The toolchain file").
func (w *Workspace) readToolchain(fsys fs.FS) error {
	for dir := path.Dir(w.Manifest); ; dir = path.Dir(dir) {
		for _, name := range []string{"rust-toolchain", "rust-toolchain.toml"} {
			file := path.Join(dir, name)
			if !exists(fsys, file) {
				continue
			}
			channel, err := readChannel(fsys, file)
			w.Toolchain, w.ToolchainFile = channel, file
			return err
		}
		if dir == "." {
			return nil
		}
	}
}

func readChannel(fsys fs.FS, file string) (string, error) {
	if data, err := fs.ReadFile(fsys, file); err == nil && !strings.Contains(string(data), "[") {
		return strings.TrimSpace(string(data)), nil // the old form: one word
	}
	var f struct {
		Toolchain struct {
			Channel string `toml:"channel"`
		} `toml:"toolchain"`
	}
	err := readTOML(fsys, file, &f)
	return f.Toolchain.Channel, err
}
