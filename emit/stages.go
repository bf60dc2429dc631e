package emit

import (
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

// Stages names the stages of a target's Dockerfile, in its order: those that
// people ask for, and those that fetch one source each or install what fetches.
func Stages(p *model.Project, t *model.Target) (asked, pulling []string, err error) {
	made, err := dockerfile(p, t)
	if err != nil {
		return nil, nil, err
	}
	stages, err := parseStages(made[0].Bytes)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range stages {
		if strings.HasPrefix(s.Name, pullPrefix) || strings.HasPrefix(s.Name, pulledPrefix) {
			pulling = append(pulling, s.Name)
		} else {
			asked = append(asked, s.Name)
		}
	}
	return asked, pulling, nil
}
