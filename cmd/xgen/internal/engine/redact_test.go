package engine

import "testing"

// What stands before a host is hidden, in whatever text it stands, and nothing else is.
func TestRow70Redact(t *testing.T) {
	for text, want := range map[string]string{
		"tcp://me:pw@host:1234":                    "tcp://***@host:1234",
		"tcp://me:p/w@host:1234":                   "tcp://***@host:1234",
		"tcp://me:p@w@host":                        "tcp://***@host",
		"https://token@git.example/a":              "https://***@git.example/a",
		`parse "tcp://me:p/w@h": bad port`:         `parse "tcp://***@h": bad port`,
		"docker-image://me:pw@r.example/a/b:1":     "docker-image://***@r.example/a/b:1",
		"from http://a:b@one to socks5://c@two":    "from http://***@one to socks5://***@two",
		"docker-image://r.example/a@sha256:0123":   "docker-image://r.example/a@sha256:0123",
		"oci-layout:///home/me@work/l@sha256:0123": "oci-layout:///home/me@work/l@sha256:0123",
		"https://registry.example:443/@scope/name": "https://registry.example:443/@scope/name",
		"unix:///tmp/a@b.sock":                     "unix:///tmp/a@b.sock",
		"mail me@example.org":                      "mail me@example.org",
		"":                                         "",
	} {
		if got := Redact(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
