package resolve

import "github.com/xgen-build/xgen/schema/rule"

// Rules returns the rules of this package. A rule that does not stand here fails a
// test.
func Rules() []rule.Rule {
	return []rule.Rule{
		outside, sourceFile, contextRule,
		specFile, specName, specFacts, specLike,
		cargoRule, unknownPackage, unknownProfile, unknownFeature, unknownBinary, noBinary,
		rustToolchain,
		badDiff, badRequirement, ownCrate, otherVersion, diffTwice, ambiguousPatch,
		unknownLibrary, libraryCycle, unknownRecipe, unfitLibrary, unknownTool,
		badCPU, smokeBin, smokeField, unknownInput, noSubmodules,
	}
}
