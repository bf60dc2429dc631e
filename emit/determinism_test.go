package emit_test

import (
	"crypto/sha256"
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"testing"

	"github.com/xgen-build/xgen/emit"
)

// Row 31: the same input gives the same bytes and modes, whatever else differs.
func TestRow31Determinism(t *testing.T) {
	procs := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(procs)
	mask := syscall.Umask(0o022)
	defer syscall.Umask(mask)
	zones := []string{"UTC", "Asia/Kathmandu", "America/St_Johns", ""}
	languages := []string{"C", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "ja_JP.eucJP"}
	var want string
	for i := range 100 {
		for _, name := range []string{"LANG", "LC_ALL", "LC_COLLATE"} {
			t.Setenv(name, languages[i%len(languages)])
		}
		t.Setenv("TZ", zones[i/4%len(zones)])
		t.Setenv("HOME", fmt.Sprintf("/home/%d", i))
		t.Setenv("SOURCE_DATE_EPOCH", fmt.Sprint(i*1e6))
		syscall.Umask(0o022)
		if i == 50 {
			t.Chdir(t.TempDir())
		}
		syscall.Umask([]int{0o000, 0o022, 0o077, 0o777}[i%4])
		runtime.GOMAXPROCS(1 + i%4)
		got := fingerprint(t)
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("run %d gives\n%s\nand the first gave\n%s", i, got, want)
		}
	}
}

// fingerprint lists path, mode and hash of all that is emitted, in order.
func fingerprint(t *testing.T) string {
	t.Helper()
	all, err := emit.All(load(t, everything))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(all, func(a, b emit.Artifact) int { return slices.Compare([]byte(a.Path), []byte(b.Path)) }) {
		t.Error("the artifacts are not sorted by path")
	}
	var out string
	for _, a := range all {
		out += fmt.Sprintf("%s %v %x\n", a.Path, a.Mode, sha256.Sum256(a.Bytes))
	}
	return out
}
