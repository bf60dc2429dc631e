package dockerfile

import "github.com/xgen-build/xgen/emit/toolchain"

const noTests = "write test: {} to have the project's tests compiled and run"

// absent are the reasons why a stage may not be there.
var absent = map[string]string{
	"atomics":   "its processor has 64-bit atomic operations",
	"libraries": "it asks for none that is built from source",
	"tools":     "it asks for none",
	"tests":     noTests,
	"testrun":   noTests,
	"runtime":   "its programs are static, or the stage cc has the shared libraries that they need",
	"system":    "its programs are static",
}

// WhyAbsent returns why a target's Dockerfile may lack a stage, "" where nothing
// is known of such a stage.
func WhyAbsent(name string) string {
	if why := absent[name]; why != "" {
		return why
	}
	return toolchain.WhyNoStage(name)
}
