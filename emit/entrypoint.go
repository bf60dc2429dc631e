package emit

import (
	"path"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// entrypointView is what entrypoint.sh.tmpl shows.
type entrypointView struct {
	Manifest           string
	Triple, ProfileDir string
	Bins               []string
	Inputs             []inputView
	BuildStd           bool
	CargoArgs          []string
	PkgConfig          string // where Debian's own libraries are found
}

func entrypoint(p *model.Project, t *model.Target) ([]Artifact, error) {
	view := entrypointView{
		Manifest:   t.Cargo.Manifest,
		Triple:     t.Triple.Name,
		ProfileDir: profileDir(t.Cargo.Profile),
		Bins:       t.Cargo.Bins,
		Inputs:     inputViews(p),
		BuildStd:   t.Rust.Std.V == model.StdBuild,
		CargoArgs:  cargoArgs(t),
		PkgConfig:  pkgConfig(t),
	}
	data, err := templates.Render("entrypoint.sh.tmpl", view)
	return []Artifact{script(path.Join(Dir(p, t), "entrypoint.sh"), data)}, err
}

// cargoArgs is the command line of the build, after the configuration.
func cargoArgs(t *model.Target) []string {
	c := t.Cargo
	args := []string{
		"build", "--frozen", "--target", t.Triple.Name, "--profile", c.Profile,
	}
	args = append(args, buildStd(t)...)
	args = append(args, packageArgs(c)...)
	for _, name := range c.Bins {
		args = append(args, "--bin", name)
	}
	return append(args, featureArgs(c)...)
}

// buildStd has cargo make the parts of std that are named, where each build
// makes its own.
func buildStd(t *model.Target, more ...string) []string {
	if t.Rust.Std.V != model.StdBuild {
		return nil
	}
	return []string{"-Zbuild-std=" + strings.Join(append([]string{"std", "panic_abort"}, more...), ",")}
}

func packageArgs(c model.Cargo) []string {
	var args []string
	for _, name := range c.Packages {
		args = append(args, "--package", name)
	}
	return args
}

func featureArgs(c model.Cargo) []string {
	var args []string
	if c.AllFeatures {
		args = append(args, "--all-features")
	}
	if c.NoDefaultFeatures {
		args = append(args, "--no-default-features")
	}
	if len(c.Features) > 0 {
		args = append(args, "--features", strings.Join(c.Features, ","))
	}
	return args
}

// profileDir is the folder that cargo names after a profile: dev and test
// share "debug", bench shares "release" (the Cargo book, "Build cache").
func profileDir(profile string) string {
	switch profile {
	case "dev", "test":
		return "debug"
	case "bench":
		return "release"
	}
	return profile
}
