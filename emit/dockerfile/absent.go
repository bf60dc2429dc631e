package dockerfile

import "github.com/xgen-build/xgen/emit/toolchain"

// absent returns why a Dockerfile may lack a stage, by the stage.
func absent() map[string]string {
	const noTests = "write test: {} to have the project's tests compiled and run"
	all := toolchain.AbsentStages()
	all["atomics"] = "its processor has 64-bit atomic operations"
	all["libraries"] = "it asks for none that is built from source"
	all["tools"] = "it asks for none"
	all["tests"], all["testrun"] = noTests, noTests
	all["runtime"] = "its programs are static, or the stage cc has the shared libraries that they need"
	all["system"] = "its programs are static"
	return all
}

// WhyAbsent returns why a target's Dockerfile may lack a stage, "" where nothing
// is known of such a stage.
func WhyAbsent(name string) string { return absent()[name] }
