package suggest_test

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/suggest"
)

func ExampleName() {
	fields := []string{"channel", "components", "std"}
	fmt.Println(suggest.Name("chanel", fields))
	fmt.Printf("%q\n", suggest.Name("version", fields))
	// Output:
	// channel
	// ""
}
