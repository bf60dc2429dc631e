package cargo

import (
	"strings"
	"testing"
)

// The expressions of the Cargo book and of the reference of Rust, on one target.
func TestMatchesCfg(t *testing.T) {
	printed := []string{"unix", `target_os="linux"`, `target_env="musl"`, `target_arch="aarch64"`, `target_has_atomic="64"`, `target_feature="neon"`}
	for expression, want := range map[string]bool{
		`cfg(unix)`: true, `cfg(windows)`: false, `cfg(true)`: true, `cfg(false)`: false,
		`cfg(target_os = "linux")`: true, `cfg( target_os="macos" )`: false, `cfg(r#unix)`: true,
		`cfg(all())`: true, `cfg(any())`: false, `cfg(not(windows))`: true, `cfg(not(any(unix, windows)))`: false,
		`cfg(all(target_os = "linux", target_env = "musl",))`:                                    true,
		`cfg(any(target_env = "msvc", all(unix, not(target_arch = "x86_64"))))`:                  true,
		`cfg(target_has_atomic = "128")`:                                                         false,
		`cfg(target_feature = "neon")`:                                                           true,
		`cfg(all(target_arch = "aarch64", any(target_vendor = "apple", target_os = "android")))`: false,
	} {
		if got, err := MatchesCfg(expression, printed); err != nil || got != want {
			t.Errorf("%s: %v, %v", expression, got, err)
		}
	}
	for expression, want := range map[string]string{
		`cfg(`: "ends too early", `cfg()`: "stands where", `cfg(unix`: "ends too early", `cfg(unix))`: "stands where",
		`cfg(unix windows)`: "stands where", `cfg(not())`: "with 0 predicates", `cfg(not(a, b))`: "with 2 predicates",
		`cfg(maybe(unix))`: "there are all( ), any( ) and not( )", `cfg(target_os = linux)`: "linux stands where", `cfg(a & b)`: "& stands where",
		`unix`: "does not begin", `cfg(any(unix windows))`: "windows stands where", `cfg(a = "b`: "stands where",
	} {
		if got, err := MatchesCfg(expression, printed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v, want %s", expression, got, err, want)
		}
	}
}

// What a platform decides by itself is decided, and what a flag may change is left open.
func TestMayHave(t *testing.T) {
	p := Platform{Triple: "aarch64-unknown-linux-musl", Printed: []string{"given", "unix", `target_os="linux"`, `target_env="musl"`, `target_arch="aarch64"`}}
	for table, want := range map[string]bool{
		`cfg(windows)`: false, `cfg(unix)`: true, `cfg(not(unix))`: false, `cfg(target_os = "macos")`: false,
		`cfg(not(target_env = "musl"))`: false, `cfg(all(target_os = "linux", target_env = "gnu"))`: false,
		`cfg(tokio_unstable)`: false, `cfg(not(tokio_unstable))`: true, `cfg(given)`: true, `cfg(not(given))`: false,
		`cfg(any(windows, feature = "x"))`: true, `cfg(not(any(unix, panic = "x")))`: false, `cfg(not(all(windows, panic = "x")))`: true,
		`cfg(all(target_feature = "sve", not(target_feature = "sve")))`: true, // nothing is known of it
		`cfg(target_feature = "sve")`:                                   true, `cfg(target_has_atomic = "64")`: true, `cfg(any(unix`: true,
		`aarch64-unknown-linux-musl`: true, `x86_64-pc-windows-gnu`: false,
	} {
		n := Need{Name: "x", Keys: []string{"target", table, "dependencies", "x"}}
		if got := p.mayHave(n); got != want {
			t.Errorf("%s: %v", table, got)
		}
		if !(Platform{}).mayHave(n) {
			t.Errorf("%s: of no platform", table)
		}
	}
	if !p.mayHave(Need{Name: "x", Keys: []string{"dependencies", "x"}}) {
		t.Error("a table for all")
	}
}
