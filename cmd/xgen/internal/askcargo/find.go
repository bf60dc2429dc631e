package askcargo

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// program is the cargo that is asked.
type program struct {
	cargo string
	rustc string // "" for the one that cargo itself finds
	stamp string // another for every version
}

// find returns the cargo of the PATH; what rustup stands for is looked up here, since
// rustup would look into the project. It returns false where there is none.
func find(env func(string) string) (program, bool) {
	path, err := lookPath(env("PATH"))
	if err != nil {
		return program{}, false
	}
	p := program{cargo: path}
	if isRustup(path) {
		bin := toolchain(env)
		p = program{cargo: filepath.Join(bin, "cargo"), rustc: filepath.Join(bin, "rustc")}
		if _, err := os.Stat(p.rustc); bin == "" || err != nil {
			return program{}, false
		}
	}
	p.stamp, err = stampOf(p.cargo)
	return p, err == nil
}

// lookPath finds cargo in the absolute folders of a PATH: others depend on where xgen
// was started.
func lookPath(list string) (string, error) {
	for _, dir := range filepath.SplitList(list) {
		file := filepath.Join(dir, "cargo")
		if info, err := os.Stat(file); filepath.IsAbs(dir) && err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0 {
			return file, nil
		}
	}
	return "", fs.ErrNotExist
}

// isRustup reports whether a program is rustup under another name: a link to it, or
// the same file beside it.
func isRustup(path string) bool {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return false
	}
	if filepath.Base(real) == "rustup" || filepath.Base(real) == "rustup-init" {
		return true
	}
	rustup, err := os.Stat(filepath.Join(filepath.Dir(path), "rustup"))
	own, errOwn := os.Stat(path)
	return err == nil && errOwn == nil && os.SameFile(rustup, own)
}

var defaultToolchain = regexp.MustCompile(`(?m)^default_toolchain *= *"([^"/]+)"`)

// toolchain returns the programs' folder of the toolchain that rustup takes outside of
// any project; "" where none is installed.
func toolchain(env func(string) string) string {
	home := env("RUSTUP_HOME")
	if home == "" {
		home = filepath.Join(env("HOME"), ".rustup")
	}
	settings, _ := os.ReadFile(filepath.Join(home, "settings.toml"))
	m := defaultToolchain.FindSubmatch(settings)
	if m == nil || !filepath.IsAbs(home) {
		return ""
	}
	return filepath.Join(home, "toolchains", string(m[1]), "bin")
}

// stampOf is made of what changes with a program.
func stampOf(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(real)
	if err != nil {
		return "", err
	}
	return hash(real, info.ModTime().UTC().String(), info.Size()), nil
}
