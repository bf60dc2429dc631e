package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

// RunFlag is a flag of xgen run as a job of the workflow meets it.
type RunFlag struct {
	Value  bool   // it takes one
	WhyNot string // a job cannot add it; "" where it can
}

const forPeople = "the log of a job is for people"

// RunFlags are all flags of xgen run. A test in cmd/xgen holds them against the
// command itself.
var RunFlags = map[string]RunFlag{
	"--clean":   {},
	"--engine":  {Value: true},
	"--image":   {Value: true},
	"--jobs":    {Value: true},
	"-j":        {Value: true},
	"--set":     {Value: true},
	"--timeout": {Value: true},

	"--all":     {WhyNot: "each job builds one target of its own"},
	"--chdir":   {Value: true, WhyNot: "the job has its folder"},
	"-C":        {Value: true, WhyNot: "the job has its folder"},
	"--dry-run": {WhyNot: "nothing would be built"},
	"--emit":    {WhyNot: "another job checks that the emitted files are up to date"},
	"--help":    {WhyNot: "nothing would be built"},
	"-h":        {WhyNot: "nothing would be built"},
	"--output":  {Value: true, WhyNot: forPeople},
	"--quiet":   {},
	"-q":        {},
	"-o":        {Value: true, WhyNot: forPeople},
	"--stage":   {Value: true, WhyNot: "nothing would be published"},
}

var workflowArgs = check{
	rule.Error("workflow-args", "xgen run does not start with an argument that it does not know"),
	func(in *Input, f *findings) {
		args := input.OrZero(input.OrZero(in.workflow()).Args)
		for i := 0; i < len(args.V); i++ {
			name, hasValue := flagOf(args.V[i])
			flag, known := RunFlags[name]
			switch {
			case !strings.HasPrefix(name, "-"):
				f.at(args.Pos, "ci.github.args has %q, which would be one more target: each job builds one of its own: remove it", name)
			case !known:
				f.at(args.Pos, "ci.github.args: xgen run has no flag %s: %s", name, nearestFlag(name))
			case flag.WhyNot != "":
				f.at(args.Pos, "ci.github.args has %s: %s: remove it", name, flag.WhyNot)
			case flag.Value && !hasValue && i+1 == len(args.V):
				f.at(args.Pos, "ci.github.args: %s has no value: write it as the next argument", name)
			}
			if (flag.Value || !known && strings.HasPrefix(name, "-")) && !hasValue && i+1 < len(args.V) && !strings.HasPrefix(args.V[i+1], "-") {
				i++ // its value, or what is meant for one
			}
		}
	},
}

// flagOf is the name of a flag, and whether its value stands in the same argument:
// --timeout=30m or -j2.
func flagOf(arg string) (name string, hasValue bool) {
	if strings.HasPrefix(arg, "-") && !strings.HasPrefix(arg, "--") && len(arg) > 2 {
		return arg[:2], true
	}
	name, _, hasValue = strings.Cut(arg, "=")
	return name, hasValue
}

func nearestFlag(name string) string {
	if near := suggest.Name(name, slices.Sorted(maps.Keys(RunFlags))); near != "" {
		return "did you mean " + near + "?"
	}
	return "xgen run --help lists them"
}
