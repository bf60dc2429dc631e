package catalog

import (
	_ "embed" // cpus.json
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed cpus.json
var encodedCPUs []byte

// allCPUs are read where a project names one: most do not.
var allCPUs = sync.OnceValue(func() (out map[string]CPUs) {
	if err := json.Unmarshal(encodedCPUs, &out); err != nil {
		panic(fmt.Sprintf("catalog: %v", err))
	}
	return out
})

// Processors returns those that a target can be built for, and the others that rustc knows.
func (t *Triple) Processors() CPUs { return allCPUs()[t.CPUTable] }
