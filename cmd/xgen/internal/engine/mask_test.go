package engine

import (
	"strings"
	"testing"
)

// A program may name a part of an address, and not as it was written.
func TestRow70MaskKnowsParts(t *testing.T) {
	m := maskOf([]string{"BUILDKIT_HOST=me:se%40cret@host", "https_proxy=http://you:hun\"ter2@proxy:1", "HOME=/a:b@c", "DOCKER_HOST=tcp://x:y@d"})
	for text, want := range map[string]string{
		"dial tcp: address me:se%40cret@host: no": "dial tcp: address ***@host: no",
		"password se@cret is wrong":               "password *** is wrong",
		`proxy "you:hun\"ter2@proxy"`:             `proxy "***@proxy"`,
		"x:y@d, and why":                          "***@d, and why",
		"/a:b@c":                                  "/a:b@c",
	} {
		if got := m.hide(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// FuzzRedact holds that no password of an address survives, and that nothing
// is hidden twice.
func FuzzRedact(f *testing.F) {
	f.Add("me", "pa/ss@word")
	f.Fuzz(func(t *testing.T, name, password string) {
		if len(password) < 8 || strings.HasPrefix(name, "/") { // tcp:///x is a path
			return
		}
		got := redactAddress("tcp://" + name + ":" + password + "@host:1234")
		if strings.Contains(got, password) || redactAddress(got) != got {
			t.Errorf("%q %q: %q", name, password, got)
		}
	})
}
