package model

// CI asks for a workflow.
type CI struct {
	GitHub *GitHub
}

// GitHub asks for a GitHub Actions workflow.
type GitHub struct {
	File     string   // name below .github/workflows
	Branches []string // pushes to these run it, and every pull request
	Runner   string
	Install  []Step            // how the job gets xgen, before anything else
	Tests    []Step            // a job of the project's own, beside the drift check
	Actions  map[string]Action // by name: "actions/checkout"
	Timeout  int               // minutes a job
	Args     []string          // further arguments of `xgen run`
}

// Step is one command of a workflow.
type Step struct {
	Name string
	Run  string
}

// Action pins an action to a commit.
type Action struct {
	Commit  string // 40 hex digits
	Version string // the tag that the commit had, for the reader
}
