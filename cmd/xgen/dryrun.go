package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
)

// jsonJob is a job as --dry-run -o json shows it.
type jsonJob struct {
	Target     string   `json:"target"`
	Triple     string   `json:"triple"`
	Dockerfile string   `json:"dockerfile"`
	Stage      string   `json:"stage"`
	Base       string   `json:"base"`
	Verify     []string `json:"verify"`
	Publish    string   `json:"publish,omitempty"`
}

func jsonJobs(jobs []build.Job) []jsonJob {
	out := make([]jsonJob, len(jobs))
	for i, j := range jobs {
		out[i] = jsonJob{
			Target: j.Target.Name, Triple: j.Target.Triple.Name, Dockerfile: j.Request.Dockerfile, Stage: j.Request.Stage,
			Base: cmp.Or(j.Request.Contexts["os"], j.Target.Image.V), Verify: []string{},
		}
		if j.Request.Stage == build.FinalStage {
			out[i].Verify = j.Target.Files()
		}
		if publishes(j) {
			out[i].Publish = filepath.Join("dist", j.Target.Name)
		}
	}
	return out
}

// publishes reports whether a job that goes well leaves something in dist/.
func publishes(j build.Job) bool { return j.Request.Stage == build.FinalStage && !j.TestOnly }

// explain prints what a run would do.
func (a *app) explain(output string, jobs []build.Job) error {
	if output == "json" {
		return writeJSON(a.Out, map[string]any{"jobs": jsonJobs(jobs)})
	}
	for _, j := range jobs {
		req := j.Request
		fmt.Fprintf(a.Out, "%s: solve %s up to stage %s", j.Target.Name, req.Dockerfile, req.Stage)
		if os := req.Contexts["os"]; os != "" {
			fmt.Fprintf(a.Out, ", with %s as its base", os)
		}
		if image := req.Contexts["toolchain"]; image != "" {
			fmt.Fprintf(a.Out, ", with %s as its toolchain", image)
		}
		if req.Stage == build.FinalStage {
			fmt.Fprintf(a.Out, ", verify %s", strings.Join(j.Target.Files(), ", "))
		}
		if publishes(j) {
			fmt.Fprintf(a.Out, ", publish to dist/%s", j.Target.Name)
		}
		if _, err := fmt.Fprintln(a.Out); err != nil {
			return err
		}
	}
	return nil
}
