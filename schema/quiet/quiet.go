package quiet

import "os"

func init() {
	os.Unsetenv("CUE_DEBUG")
	os.Unsetenv("CUE_EXPERIMENT")
}
