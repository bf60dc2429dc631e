package main

import (
	"fmt"
	"runtime/debug"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/model"
)

// version is the next release; a build from a tag says the tag itself.
const version = "0.1.0"

type versionCmd struct{}

func (versionCmd) Run(a *app) error {
	_, err := fmt.Fprintf(a.Out, "xgen %s\n", currentVersion())
	return err
}

func currentVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return version + "-dev"
	}
	return info.Main.Version
}

// checkRequired refuses a project that is written for a later xgen.
func checkRequired(p *model.Project) error {
	if p.Require.V == "" {
		return nil
	}
	want, err := semver.NewConstraint(p.Require.V)
	if err != nil {
		return err
	}
	if have := semver.MustParse(version); !want.Check(have) {
		return &exitError{code: exitInvalid, err: fmt.Errorf("%s: the project asks for xgen %s and this is %s: install a newer xgen", p.Require.Pos, p.Require.V, version)}
	}
	return nil
}
