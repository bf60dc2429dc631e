package schema

import (
	"strings"
	"testing"
)

// The actions that the workflow calls are pinned, each to a commit, and no others.
func TestActions(t *testing.T) {
	commit := strings.Repeat("0", 40)
	pin := func(action string) string { return `"` + action + `": {commit: "` + commit + `", version: "v4"}` }
	both := pin("actions/checkout") + ", " + pin("actions/upload-artifact")
	for actions, want := range map[string][]string{
		both:                               nil,
		pin("actions/checkout"):            {`targets.cue:3:5: ci.github.actions: "actions/upload-artifact" is not pinned: write "actions/upload-artifact": {commit: "40 hex digits", version: "v…"}`},
		both + ", " + pin("actions/cache"): {`targets.cue:3:5: ci.github.actions: "actions/cache" is not used by the emitted workflow: remove it`},
	} {
		_, found := Load(project(rowOf(armsoft) + "ci: github: {install: [{name: \"x\", run: \"true\"}], actions: {" + actions + "}}\n"))
		if len(want) == 0 && len(found) > 0 {
			t.Error(found)
		}
		if len(want) > 0 {
			checkFound(t, found.Error(), want)
		}
	}
}

// What a workflow cannot do without is said as it is written.
func TestWorkflowWithoutActions(t *testing.T) {
	_, found := Load(project(rowOf(armsoft) + "ci: github: {}\n"))
	checkFound(t, found.Error(), []string{
		`targets.cue:3:13: ci.github lacks actions and install: actions: want each action that it uses, pinned, such as actions: "actions/checkout": {commit: "…", version: "v4.2.2"}; install: want the steps`})
}
