package dockerfile

import (
	"strconv"

	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// The most that report.json and tests.json may hold, in bytes. The first has 64
// KiB for each stream of what was run, which JSON spells in six times that at
// worst, and a diff of Cargo.lock; the second 4 MiB for each test program.
const (
	ReportLimit = 16 << 20
	TestsLimit  = 64 << 20
)

// testView is what test.tmpl shows.
type testView struct {
	Base    string
	Run     stage.Run
	Patched bool // the diff of Cargo.lock is mounted
	Bins    []string
	On      model.Emulator
	Timeout string // seconds
	Pages   []string
	Daemon  *daemonView
	Smoke   []string // the command, nil where there is none
}

// daemonView is a command that runs beside the smoke command, and how many
// words it has.
type daemonView struct {
	Count   string
	Command []string
}

// test measures the binaries and runs the smoke command.
func (m maker) test() stage.Stage {
	b := m.new("test", m.machine(), "artifact")
	v := testView{
		Base: m.machine(), Run: stage.Offline(b.Script("test.sh")), Patched: len(m.t.Patches) > 0,
		Bins: m.t.Files(), On: m.t.Triple.Emulator(), Pages: m.pages(), Timeout: "60",
	}
	if v.Patched {
		v.Run.Mounts = append(v.Run.Mounts, b.From("patch", "/opt/xgen/vendor.diff", "/xgen/Cargo.lock.diff"))
	}
	if s := m.t.Contract.Smoke; s != nil {
		v.Timeout = strconv.Itoa(s.Timeout)
		v.Smoke = append([]string{s.Bin}, s.Args...)
		v.Daemon = daemonOf(s)
	}
	return b.Stage("dockerfile/test.tmpl", v)
}

func daemonOf(s *model.Smoke) *daemonView {
	if s.Daemon == nil {
		return nil
	}
	command := append([]string{s.Daemon.Bin}, s.Daemon.Args...)
	return &daemonView{strconv.Itoa(len(command)), command}
}

// collected is one report that is taken over from the stage that wrote it.
type collected struct {
	Run                 stage.Run
	Limit, Folder, File string
}

// reports has what was measured, from the stages that ran the programs.
func (m maker) reports() stage.Stage {
	b := m.new("reports", "os")
	take := func(from, file string, limit int) collected {
		folder := "/xgen/" + from
		run := stage.Offline(b.From(from, "/reports", folder), b.Script("collect.sh"))
		return collected{run, strconv.Itoa(limit), folder, file}
	}
	views := []collected{take("test", "report.json", ReportLimit)}
	if m.t.Test != nil {
		views = append(views, take("testrun", "tests.json", TestsLimit))
	}
	return b.Stage("dockerfile/reports.tmpl", views)
}

// report has the artifact, what was measured, and the list of the sources.
func (m maker) report() stage.Stage {
	return m.new("report", "artifact", "source", "reports").Stage("dockerfile/report.tmpl", nil)
}
