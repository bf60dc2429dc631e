package cargoargs

import (
	"errors"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit/quote"
	"github.com/xgen-build/xgen/schema/model"
)

// Build returns the command line that builds the target's binaries.
func Build(t *model.Target) []string {
	c := t.Cargo
	args := []string{"build", "--frozen", "--target", t.Triple.Name, "--profile", c.Profile}
	args = slices.Concat(args, buildStd(t), packages(c))
	for _, name := range c.Bins {
		args = append(args, "--bin", name)
	}
	return append(args, features(c)...)
}

// Test returns the command line that compiles the target's tests: the build's,
// but for the choice of binaries. The programs are stripped like the artifact:
// a toolchain may have built a libc for programs of that kind alone.
func Test(t *model.Target) ([]string, error) {
	strip, err := quote.TOML(t.Cargo.Strip)
	args := []string{
		"test", "--config", "profile." + t.Test.Profile + ".strip=" + strip,
		"--frozen", "--target", t.Triple.Name, "--profile", t.Test.Profile,
	}
	return slices.Concat(args, buildStd(t, "test"), packages(t.Cargo), features(t.Cargo)), err
}

// Clippy returns the command line that judges each package, whose own choice of
// lints stands in its manifest and its sources.
func Clippy(t *model.Target) []string {
	args := []string{"clippy", "--frozen", "--target", t.Triple.Name, "--all-targets"}
	return slices.Concat(args, buildStd(t, "test"), packages(t.Cargo), features(t.Cargo), []string{"--", "--deny", "warnings"})
}

// Fmt returns the command line that judges how the packages are written.
func Fmt(t *model.Target) []string { return append([]string{"fmt", "--check"}, packages(t.Cargo)...) }

// Choice returns the arguments by which cargo knows what is compiled for a target.
func Choice(t *model.Target) ([]string, error) {
	args := slices.Concat([]string{"--target", t.Triple.Name}, packages(t.Cargo), features(t.Cargo))
	if len(t.Cargo.CfgFlags) == 0 {
		return args, nil
	}
	key, err := quote.TOML(t.Triple.Name)
	var flags []string
	for _, flag := range t.Cargo.CfgFlags {
		quoted, failed := quote.TOML(flag)
		flags, err = append(flags, quoted), errors.Join(err, failed)
	}
	return append(args, "--config", "target."+key+".rustflags=["+strings.Join(flags, ", ")+"]"), err
}

// buildStd has cargo make the parts of std that are named, where each build
// makes its own.
func buildStd(t *model.Target, more ...string) []string {
	if t.Rust.Std.V != model.StdBuild {
		return nil
	}
	return []string{"-Zbuild-std=" + strings.Join(append([]string{"std", "panic_abort"}, more...), ",")}
}

func packages(c model.Cargo) []string {
	var args []string
	for _, name := range c.Packages {
		args = append(args, "--package", name)
	}
	return args
}

func features(c model.Cargo) []string {
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
