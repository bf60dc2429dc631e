package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// checks are all of them. One that does not stand here is never run.
var checks = []check{
	collision, outputInSources, contextSize, ownDockerignore, outsideLink, outsideFile, aboveRoot,
	lockfile, staleLock, cargoConfig, floatingChannel, channelDay, rustSum, twoRusts, twoToolchainFiles, stdChannel, oldRust, oldCargo, unstableCargo,
	prebuiltStd, emulatedAtomics, unneededAtomics, clippyAtomics, specKeys,
	longName, binaryTwice, requiredFeatures,
	reservedEnv, envAndInput,
	emptyWhen, emptyFlag, unusedFlag, unusedLibrary, unusedPatch,
	forbiddenFlag, floatABI, machineFlag, otherLinker, staticPIE, nativeCPU, cpuFlag, featureFlag, cpuRuns, cpuOfNone, cpuOfC, unstableFlag, flagWords, rustcOption, pluginLTO, ltoFlag, preferDynamic,
	staticFlag, pieFlag, windowsFlag, windowsImage, crtStatic, staticGlibc, sharedPrograms, staticNeeded, stripped, stripFlag,
	glibcRange, pageSizes, isa, wrongFormat,
	undeclaredFile, untouchedFile, knownCrate, addedTwice,
	incompatibleCrate, missingLibrary, hostLibrary, missingTool, outgrownCrate, repositoryCrate, pageCrate,
	sameReading, cargoRefuses, cargoAnswers,
	debianLibrary, debianFolder, homeFolder, vendoredFolder, noPackage, needsDebian, libraryVariable, libraryBefore, libraryKind, sourceForm, libraryArgs, libraryUndo,
	otherSHA256, wrongHost, noHost, toolArchive, toolEnv, toolProgram,
	testArgs, unpinnedAction, unusedAction, workflowFolder, workflowStep, workflowInput, workflowArgs, onlyExcluded,
}

// Rules returns the rule of each check.
func Rules() (out []rule.Rule) {
	for _, c := range checks {
		out = append(out, c.Rule)
	}
	return out
}

// Run returns what the checks find, in the order of the files that they speak of.
func Run(in Input) model.Diagnostics {
	for _, c := range checks {
		f := &findings{rule: c.Rule, file: in.Written.Pos.File}
		c.find(&in, f)
		in.found = append(in.found, f.all...)
	}
	return in.found.Sort()
}
