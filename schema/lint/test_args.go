package lint

import (
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var testArgs = check{
	rule.Error("test-args", "the results of the tests are read from what the test programs print"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		args := input.First(input.OrZero(in.asked(t).Test).Args, input.OrZero(in.Written.Test).Args)
		for _, arg := range input.OrZero(args).V {
			if why := unreadable(arg); why != "" && t.Test != nil {
				f.at(args.Pos, "test.args: %q %s: remove it", arg, why)
			}
		}
	}),
}

const (
	otherFormat = "changes what the test programs print, and the results are read from that"
	noRun       = "makes the test programs run nothing"
	unstable    = "needs a nightly toolchain"
)

// testOptions are libtest's options that leave nothing to read. Those that
// choose tests (filters, --skip, --exact, --ignored) and --test-threads are not
// among them.
var testOptions = map[string]string{
	"--nocapture": otherFormat, "--no-capture": otherFormat, "--show-output": otherFormat,
	"--format": otherFormat, "--color": otherFormat, "--quiet": otherFormat, "--logfile": otherFormat,
	"--report-time": unstable, "--ensure-time": unstable, "--shuffle": unstable, "--shuffle-seed": unstable,
	"--list": noRun, "--help": noRun, "--bench": noRun,
}

// unreadable says why an argument is not passed on, "" where it is.
func unreadable(arg string) string {
	name, _, _ := strings.Cut(arg, "=")
	if why := testOptions[name]; why != "" {
		return why
	}
	if len(arg) < 2 || arg[0] != '-' || arg[1] == '-' {
		return ""
	}
	switch arg[1] { // one dash and several letters are several options
	case 'Z':
		return unstable
	case 'h':
		return noRun
	case 'q':
		return otherFormat
	}
	return ""
}
