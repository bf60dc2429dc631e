package main

import (
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

// A tool without a source for this machine is refused before anything starts.
func TestCheckHosts(t *testing.T) {
	tool := model.Tool{Name: "protoc", Hosts: []model.HostSource{{Host: "x86_64"}}}
	tool.Pos = model.Pos{File: "targets.cue", Line: 3, Col: 8}
	targets := []*model.Target{{Name: "a", Tools: []model.Tool{tool}}}
	for arch, want := range map[string]string{
		"amd64":   "",
		"riscv64": "",
		"arm64":   "targets.cue:3:8: tools.protoc has no source for a machine that builds on aarch64: add hosts: aarch64",
	} {
		got := ""
		if err := checkHosts(targets, arch); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", arch, got, want)
		}
	}
}
