package engine

import (
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// hidden replaces a user name and a password.
const hidden = "***"

// Redact returns a text without the user names and passwords of the addresses
// in it. Whatever xgen prints that may hold an address passes through it.
func Redact(text string) string {
	if !strings.Contains(text, "@") {
		return text
	}
	return someURL.ReplaceAllStringFunc(text, redactURL)
}

// someURL matches an address in a text. It ends at a space or a quote.
var someURL = lazyregexp.New("[A-Za-z][A-Za-z0-9+.-]*://[^\\s\"'`<>]+")

// redactURL hides what comes before the host. A password may hold an unescaped
// slash, although a URL may not: a slash begins the path only where what comes
// before it can be a host.
func redactURL(s string) string {
	scheme, rest, _ := strings.Cut(s, "://")
	host, _, _ := strings.Cut(rest, "/")
	until := len(rest)
	if strings.Contains(host, "@") || plainHost.MatchString(host) {
		until = len(host)
	}
	at := strings.LastIndexByte(rest[:until], '@')
	if at < 0 || digestStart.MatchString(rest[at+1:]) {
		return s
	}
	return scheme + "://" + hidden + rest[at:]
}

var (
	plainHost   = lazyregexp.New(`^(?:[A-Za-z0-9._-]*|\[[0-9A-Fa-f:.%]*\])(?::[0-9]*)?$`)
	digestStart = lazyregexp.New(`^sha(?:256|384|512):`)
)
