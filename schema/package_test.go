package schema

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	inPackage = "package hello\n"
	pkgCue    = "cue.mod/pkg/example.com/shared/shared.cue"
	imported  = "import \"example.com/shared\"\nname: \"hello\"\n"
)

// TestPackages: the definitions are the files of one package and what these import
// from the repository; whatever is wrong has its place in its own file.
func TestPackages(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  []string // all that is said
		has   string   // a target that there is then
	}{
		{"Sibling", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "targets_ci.cue": inPackage + "targets: x64: triple: \"x86_64-unknown-linux-musl\"\n"}, nil, "x64"},
		{"AnyName", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n", "a.cue": inPackage + row}, nil, "armv5te"},
		{"HiddenFieldOfSibling", map[string]string{"targets.cue": inPackage + "name: _name\n" + row, "a.cue": inPackage + "_name: \"hello\"\n"}, nil, "armv5te"},
		{"OtherPackage", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "a.cue": "package other\nnonsense: 1\n"}, nil, "armv5te"},
		{"NoPackage", map[string]string{"targets.cue": "name: \"hello\"\n" + row, "a.cue": "nonsense: 1\n", "b.cue": inPackage + "nonsense: 1\n"}, nil, "armv5te"},
		{"TestsOfCUE", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "a_test.cue": inPackage + "nonsense: 1\n", "a_tool.cue": inPackage + "nonsense: 1\n", "_a.cue": inPackage + "nonsense: 1\n"}, nil, "armv5te"},
		{"WrongInSibling", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "targets_ci.cue": inPackage + "\ncargo: lto: \"thni\"\n"}, []string{`targets_ci.cue:3:13: cargo.lto is "thni"`}, ""},
		{"UnknownInSibling", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "targets_ci.cue": inPackage + "cargoo: lto: \"thin\"\n"}, []string{`targets_ci.cue:2:1: unknown field "cargoo": did you mean "cargo"?`}, ""},
		{"WrongInBoth", map[string]string{"targets.cue": inPackage + "name: 1\n" + row, "a.cue": inPackage + "cargo: lto: \"thni\"\n"}, []string{"a.cue:2:13: ", "targets.cue:2:7: "}, ""},
		{"Conflict", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "a.cue": inPackage + "name: \"other\"\n"}, []string{"a.cue:2:7: name is set twice: conflicting values \"other\" and \"hello\" (also at targets.cue:2:7)"}, ""},
		{"SiblingIsNoCUE", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "a.cue": inPackage + "targets: {\n"}, []string{"a.cue:2:12: the file ends"}, ""},
		{"SiblingDecodes", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "a.cue": inPackage + "inputs: X: {why: \"y\"}\ntargets: y: triple: \"mips-unknown-linux-gnuu\"\n"}, []string{"a.cue:3:21: "}, ""},
		{"NamedLikeOne", map[string]string{"targets.cue": "name: \"hello\"\n" + row, "targets_ci.cue": "targets: {}\n"}, []string{"targets_ci.cue:1:1: warning: the file is not read, since targets.cue has no package clause: begin both with the line package xgen"}, "armv5te"},
		{"NamedLikeOneOfAnother", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "targets.ci.cue": "package ci\n"}, []string{"targets.ci.cue:1:1: warning: the file is not read, since it has package ci, and targets.cue package hello: begin both with the line package hello"}, "armv5te"},
		{"NamedLikeOneOfNone", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "targets-ci.cue": "a: 1\n"}, []string{"targets-ci.cue:1:1: warning: the file is not read, since it has no package clause: begin both with the line package hello"}, "armv5te"},
		{"NamedLikeATest", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "targets_test.cue": inPackage + "targets: {}\n", "targets_ci_tool.cue": inPackage + "targets: {}\n"}, []string{
			"targets_ci_tool.cue:1:1: warning: the file is not read: CUE keeps names that end in _tool.cue for itself: rename it, such as targets_ci_tools.cue",
			"targets_test.cue:1:1: warning: the file is not read: CUE keeps names that end in _test.cue for itself: rename it, such as targets_tests.cue"}, "armv5te"},
		{"Tools", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "targets_tool.cue": inPackage + "import \"tool/cli\"\ncommand: show: cli.Print & {text: \"a\"}\n", "targets_test.cue": "package hello_test\n"}, nil, "armv5te"},
		{"Tagged", map[string]string{"targets.cue": inPackage + "name: \"hello\"\n" + row, "a.cue": "@if(ci)\n\n" + inPackage}, []string{"a.cue:1:1: @if is for the cue command"}, ""},

		{"Import", map[string]string{"targets.cue": imported + "targets: shared.targets\n", pkgCue: "package shared\ntargets: armv5te: triple: \"armv5te-unknown-linux-musleabi\"\n"}, nil, "armv5te"},
		{"ImportDefinition", map[string]string{"targets.cue": imported + "shared.#Defaults\n" + row, pkgCue: "package shared\n#Defaults: {cargo: lto: \"thin\", ...}\n"}, nil, "armv5te"},
		{"ImportInTwoFiles", map[string]string{"targets.cue": inPackage + imported + "targets: shared.targets\n", "a.cue": inPackage + "import \"example.com/shared\"\ncargo: shared.cargo\n", pkgCue: "package shared\ncargo: lto: \"thin\"\n" + row}, nil, "armv5te"},
		{"ImportOfImport", map[string]string{"targets.cue": imported + "targets: shared.targets\n", pkgCue: "package shared\nimport \"example.com/base/b:base\"\ntargets: base.targets\n", "cue.mod/usr/example.com/base/b/x.cue": "package base\n" + row}, nil, "armv5te"},
		{"ImportFromThree", map[string]string{"targets.cue": imported + "targets: shared.targets\n", pkgCue: "package shared\n" + row, "cue.mod/gen/example.com/shared/a.cue": "package shared\ntargets: _\n", "cue.mod/usr/example.com/shared/b.cue": "package shared\ntargets: [_]: cargo: lto: \"thni\"\n"}, []string{"cue.mod/usr/example.com/shared/b.cue:2:27: targets.armv5te.cargo.lto"}, ""},
		{"ImportVersion", map[string]string{"targets.cue": strings.Replace(imported, "shared", "shared@v0", 1) + "targets: shared.targets\n", pkgCue: "package shared\n" + row}, nil, "armv5te"},
		{"ImportOwn", map[string]string{"targets.cue": "import \"acme.example/hello/ci\"\nname: \"hello\"\ntargets: ci.targets\n", "cue.mod/module.cue": "module: \"acme.example/hello@v0\"\nlanguage: version: \"v0.9.0\"\n", "ci/x.cue": "package ci\n" + row}, nil, "armv5te"},
		{"ImportWrong", map[string]string{"targets.cue": imported + "targets: shared.targets\n", pkgCue: "package shared\ntargets: a: triple: \"mips-unknown-linux-musll\"\n"}, []string{pkgCue + ":2:21: "}, ""},
		{"ImportNoCUE", map[string]string{"targets.cue": imported + "targets: shared.targets\n", pkgCue: "package shared\ntargets: {\n"}, []string{pkgCue + ":2:12: "}, ""},
		{"ImportMissing", map[string]string{"targets.cue": imported + "targets: shared.targets\n"}, []string{"targets.cue:1:8: import \"example.com/shared\" would need a registry, and nothing is ever fetched: put the files of its package shared into cue.mod/pkg/example.com/shared"}, ""},
		{"ImportMissingOwn", map[string]string{"targets.cue": "import \"acme.example/hello/ci\"\nname: \"hello\"\ntargets: ci.targets\n", "cue.mod/module.cue": "module: \"acme.example/hello\"\n"}, []string{"targets.cue:1:8: import \"acme.example/hello/ci\" would need a registry, and nothing is ever fetched: put the files of its package ci into ci"}, ""},
		{"ImportOtherPackage", map[string]string{"targets.cue": imported + "targets: shared.targets\n", pkgCue: "package other\n"}, []string{"targets.cue:1:8: import"}, ""},
		{"ImportItself", map[string]string{"targets.cue": imported + "targets: shared.targets\n", pkgCue: "package shared\nimport \"example.com/base\"\ntargets: base.targets\n", "cue.mod/pkg/example.com/base/x.cue": "package base\nimport \"example.com/shared\"\ntargets: shared.targets\n"}, []string{"cue.mod/pkg/example.com/base/x.cue:2:8: import \"example.com/shared\" leads back to itself"}, ""},
		{"ImportDefinitions", map[string]string{"targets.cue": "import definitions \"github.com/xgen-build/xgen\"\ndefinitions.#Project\nxgen: \">=0.1\"\nname: \"hello\"\n" + row}, nil, "armv5te"},
		{"ImportDefinitionsWrong", map[string]string{"targets.cue": "import definitions \"github.com/xgen-build/xgen\"\ndefinitions.#Project\nname: \"hello\"\ncargo: lto: \"thni\"\n" + row}, []string{`targets.cue:4:13: cargo.lto is "thni": want thin, fat or off (did you mean "thin"?)`}, ""},
		{"ImportDefinitionsUnknown", map[string]string{"targets.cue": "import definitions \"github.com/xgen-build/xgen\"\ndefinitions.#Project\nname: \"hello\"\ncargoo: {}\n" + row}, []string{`targets.cue:4:1: unknown field "cargoo": did you mean "cargo"?`}, ""},
		{"ImportDefinitionsNone", map[string]string{"targets.cue": "import definitions \"github.com/xgen-build/xgen\"\ndefinitions.#Projekt\nname: \"hello\"\n" + row}, []string{`targets.cue:2:`}, ""},
		{"ImportDefinitionsOld", map[string]string{"targets.cue": "import definitions \"github.com/xgen-build/xgen\"\ndefinitions.#Project\nname: \"hello\"\n" + row, VendoredDir + "/project.cue": "package xgen\n#Project: {name: \"other\"}\n"}, nil, "armv5te"},
		{"ImportDefinitionsByImport", map[string]string{"targets.cue": imported + "targets: shared.targets\n", pkgCue: "package shared\nimport definitions \"github.com/xgen-build/xgen\"\n#Own: definitions.#Target & {cargo: lto: \"thin\", ...}\ntargets: armv5te: #Own & {triple: \"armv5te-unknown-linux-musleabi\"}\n"}, nil, "armv5te"},
		{"ImportOutside", map[string]string{"targets.cue": "import \"example.com/../../../x:x\"\nname: x.name\n" + row}, []string{"targets.cue:1:8: "}, ""},
		{"ImportUnused", map[string]string{"targets.cue": imported + row, pkgCue: "package shared\n"}, []string{"targets.cue:1:8: imported and not used"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := project("")
			for name, text := range tt.files {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
			p, found := Load(files)
			if len(found)+len(tt.want) > 0 {
				checkFound(t, found.Error(), tt.want)
			}
			if p == nil != (tt.has == "") || p != nil && p.Target(tt.has) == nil {
				t.Errorf("the project is %+v", p)
			}
		})
	}
}

// A package of many files is refused, and not read on and on.
func TestRow13ManyImported(t *testing.T) {
	files := project(imported + "targets: shared.targets\n")
	for i := range maxImported + 1 {
		files[fmt.Sprintf("cue.mod/pkg/example.com/shared/%d.cue", i)] = &fstest.MapFile{Data: []byte("package shared\n" + row)}
	}
	if _, found := Load(files); len(found) != 1 || !strings.Contains(found.Error(), "more than 200 files") {
		t.Error(found)
	}
}

// What stands beside targets.cue and cannot be read is said, and no folder is a file.
func TestSiblingsThatAreNoFiles(t *testing.T) {
	for _, dir := range []string{"", "cue.mod/pkg/example.com/shared/"} {
		files := project(inPackage + imported + "targets: shared.targets\n")
		files[pkgCue] = &fstest.MapFile{Data: []byte("package shared\n" + row)}
		files[dir+"folder.cue/x"] = &fstest.MapFile{}
		if _, found := Load(files); len(found) > 0 {
			t.Errorf("a folder in %q: %v", dir, found)
		}
		files[dir+"pipe.cue"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
		_, found := Load(files)
		checkFound(t, found.Error(), []string{dir + "pipe.cue:1:1: it is a named pipe"})
	}
}
