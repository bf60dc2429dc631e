package model

// CI asks for a workflow.
type CI struct {
	GitHub *GitHub
}

// GitHub asks for a GitHub Actions workflow.
type GitHub struct {
	File     string   // name below .github/workflows
	Branches []string // pushes to these run it, and every pull request: names, or patterns of GitHub's
	Tags     []string // pushes of these run it too
	Runner   string
	Inputs   []GivenInput // what a job gives them, by name
	// Submodules reports whether the build reads a folder that is another
	// repository's.
	Submodules bool
	Install    []Step            // how the job gets xgen, before anything else
	Tests      []Step            // a job of the project's own, beside the drift check
	Actions    map[string]Action // by name: "actions/checkout"
	Timeout    int               // minutes a job
	Args       []string          // further arguments of `xgen run`
}

// GivenInput is an input that has its value from what a job was started for.
type GivenInput struct {
	Name string
	By   string // "ref", "commit" or "describe"
}

// Step is one step of a job: commands, or an action.
type Step struct {
	Name string
	Run  string // "" where it is an action
	Uses string // the action, without its version
	With map[string]string
	Env  map[string]string
}

// Action pins an action to a commit.
type Action struct {
	Commit  string // 40 hex digits
	Version string // the tag that the commit had, for the reader
}
