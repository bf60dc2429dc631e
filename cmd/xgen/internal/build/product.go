package build

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/schema/model"
)

// The files that a build exports beside its binaries.
const (
	reportFile  = "report.json" // what the test stage measured and saw
	testsFile   = "tests.json"  // what the project's own tests did
	sourcesFile = ".sources"    // the files of its context (templates/stage/source.sh); no binary has such a name
)

// product is a file that a build may export. Anything else in an export is
// refused.
type product struct {
	name    string
	mode    fs.FileMode // what xgen makes it, whatever the build made it
	limit   int64       // bytes
	publish bool        // goes into dist/; else it is read and dropped
}

// The limits keep a hostile export from filling the disk twice or the memory:
// reports are read as a whole. A binary's own budget is for its contract to
// judge, in a row that says so; no 32-bit target can load one of 4 GiB.
const (
	binaryLimit = 4 << 30
	reportLimit = dockerfile.ReportLimit
	testsLimit  = dockerfile.TestsLimit
	// Some 150 bytes a file: more than a million files.
	sourcesLimit = 256 << 20
)

// products returns what the build of a target may export.
func products(t *model.Target) []product {
	var list []product
	for _, name := range t.Files() {
		list = append(list, product{name, 0o755, binaryLimit, true})
	}
	list = append(list, product{reportFile, 0o644, reportLimit, true})
	list = append(list, product{sourcesFile, 0o644, sourcesLimit, false})
	if t.Test != nil {
		list = append(list, product{testsFile, 0o644, testsLimit, false})
	}
	return list
}

// checkNames refuses a target whose products cannot lie in one folder of any
// file system: a binary named like a report, two that differ only in case.
func checkNames(t *model.Target) error {
	seen := map[string]string{}
	for _, p := range products(t) {
		fold := strings.ToLower(p.name)
		if other, twice := seen[fold]; twice {
			second := p.name
			if second == other {
				second = "the file of that name that xgen itself makes"
			}
			return fmt.Errorf("target %s: dist/%s cannot hold both the binary %s and %s: rename the binary, or name others with cargo: bins",
				t.Name, t.Name, other, second)
		}
		seen[fold] = p.name
	}
	return nil
}
