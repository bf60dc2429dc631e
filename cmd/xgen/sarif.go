package main

import (
	"net/url"
	"slices"

	"github.com/xgen-build/xgen/schema"
	"github.com/xgen-build/xgen/schema/model"
)

// The part of SARIF 2.1.0 that code scanners read.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string     `json:"id"`
		Short *sarifText `json:"shortDescription,omitempty"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		Line int `json:"startLine"`
		Col  int `json:"startColumn"`
	}
)

func sarif(found model.Diagnostics) sarifLog {
	run := sarifRun{Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "xgen", Version: currentVersion(), Rules: []sarifRule{}}
	seen := map[string]bool{}
	for _, d := range found {
		if !seen[d.Rule] {
			seen[d.Rule] = true
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{d.Rule, reasonOf(d.Rule)})
		}
		result := sarifResult{RuleID: d.Rule, Level: string(d.Severity), Message: sarifText{d.Message}}
		if d.Pos.IsValid() {
			result.Locations = []sarifLocation{{sarifPhysical{
				sarifArtifact{(&url.URL{Path: d.Pos.File}).String()}, sarifRegion{d.Pos.Line, max(1, d.Pos.Col)},
			}}}
		}
		run.Results = append(run.Results, result)
	}
	return sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	}
}

// reasonOf returns why what breaks a rule is refused, nil where nothing is known.
func reasonOf(name string) *sarifText {
	for _, r := range slices.Concat(schema.Rules(), runRules()) {
		if r.Name == name {
			return &sarifText{r.Why}
		}
	}
	return nil
}
