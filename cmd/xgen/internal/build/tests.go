package build

import (
	"encoding/json"
	"path/filepath"

	"github.com/xgen-build/xgen/cmd/xgen/internal/verify"
	"github.com/xgen-build/xgen/schema/model"
)

// addTests adds the field "tests" to the report.json that is published.
func (o *outputs) addTests(asked *model.Test, tests []verify.Program) error {
	if asked == nil {
		return nil
	}
	data, err := o.next.ReadFile(reportFile)
	if err != nil {
		return failed(o.next.at(reportFile), err)
	}
	report := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &report); err != nil {
		return err
	}
	if report["tests"], err = json.Marshal(tests); err != nil {
		return err
	}
	if data, err = json.MarshalIndent(report, "", "  "); err != nil {
		return err
	}
	return failed(o.next.at(reportFile), o.next.WriteFile(reportFile, append(data, '\n'), 0o644))
}

// checkTests reads what the test programs did and adds their rows.
func checkTests(t *model.Test, dir string, res *Result) error {
	res.Tests = nil
	if t == nil {
		return nil
	}
	var err error
	if res.Tests, err = verify.ReadTests(filepath.Join(dir, testsFile), t.Timeout); err != nil {
		return err
	}
	res.Rows = append(res.Rows, verify.CheckTests(t, res.Tests)...)
	return nil
}
