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

// checkRequired refuses a project that requires a newer xgen.
func checkRequired(p *model.Project) model.Diagnostics {
	if p == nil || p.Require.V == "" {
		return nil
	}
	want, err := semver.NewConstraint(p.Require.V)
	if err == nil && want.Check(semver.MustParse(version)) {
		return nil
	}
	return model.Diagnostics{{
		Pos: p.Require.Pos, Severity: model.Error, Rule: requiredRule.Name,
		Message: fmt.Sprintf("the project asks for xgen %s and this is %s: install a newer xgen", p.Require.V, version),
	}}
}
