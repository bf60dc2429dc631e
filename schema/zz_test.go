package schema

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	data, _ := os.ReadFile("/tmp/x/cases.txt")
	for _, c := range strings.Split(string(data), "=== ")[1:] {
		name, src, _ := strings.Cut(c, "\n")
		_, found := Load(project(src))
		fmt.Printf("--- %s\n", name)
		for _, d := range found {
			fmt.Printf("%s  [%s]\n", d, d.Rule)
		}
	}
}
