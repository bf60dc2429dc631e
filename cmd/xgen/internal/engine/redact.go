package engine

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// hidden stands where a user name and a password stood.
const hidden = "***"

// Redact returns text without the user names and passwords of the addresses
// in it. All that is printed of an address goes through it.
func Redact(text string) string {
	if !strings.Contains(text, "@") {
		return text
	}
	return someURL.ReplaceAllStringFunc(text, redactURL)
}

// someURL is an address within a text, which ends at a space or a quote.
var someURL = lazyregexp.New("[A-Za-z][A-Za-z0-9+.-]*://[^\\s\"'`<>]+")

// redactURL hides what stands before the host. A password may hold a bare
// slash, although no URL may: one is taken for that of a path only behind
// what can be a host.
func redactURL(s string) string {
	scheme, rest, _ := strings.Cut(s, "://")
	host, _, _ := strings.Cut(rest, "/")
	until := len(rest)
	if strings.Contains(host, "@") || plainHost.MatchString(host) {
		until = len(host)
	}
	at := strings.LastIndexByte(rest[:until], '@')
	if at < 0 || digest.MatchString(rest[at+1:]) {
		return s
	}
	return scheme + "://" + hidden + rest[at:]
}

var (
	plainHost = lazyregexp.New(`^(?:[A-Za-z0-9._-]*|\[[0-9A-Fa-f:.%]*\])(?::[0-9]*)?$`)
	digest    = lazyregexp.New(`^sha(?:256|384|512):`)
)

// mask knows the secrets of some addresses, and hides them also where a
// program quotes only a part of one.
type mask []string

// maskOf is the mask for the addresses that an environment holds: a program
// that has them may name them.
func maskOf(environ []string) mask {
	var m mask
	for _, kv := range environ {
		name, value, _ := strings.Cut(kv, "=")
		if holdsAddress(name) {
			m = append(m, secretsOf(value)...)
		}
	}
	// The longest first: one secret may be a part of another.
	slices.SortFunc(m, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(m)
}

// holdsAddress reports whether a variable names a daemon or a proxy.
func holdsAddress(name string) bool {
	return name == buildkitHost || name == "DOCKER_HOST" || strings.HasSuffix(strings.ToUpper(name), "_PROXY")
}

// buildkitHost is where BuildKit's own client looks for an address.
const buildkitHost = "BUILDKIT_HOST"

// shortest is how long a password must be to be hidden wherever it stands. A
// shorter one is hidden where the whole of a user name and a password stands.
const shortest = 4

// secretsOf are the spellings of an address's user name and password that
// programs use.
func secretsOf(addr string) (all []string) {
	info := userinfo(addr)
	if info == "" {
		return nil
	}
	for _, s := range spellings(info) {
		all = append(all, s+"@")
	}
	_, password, _ := strings.Cut(info, ":")
	for _, s := range spellings(password) {
		if len(s) >= shortest {
			all = append(all, s)
		}
	}
	return all
}

// userinfo is all before the last @ of an address, unless it is a path: no
// parser of URLs need like the password.
func userinfo(addr string) string {
	if _, rest, ok := strings.Cut(addr, "://"); ok {
		addr = rest
	}
	at := strings.LastIndexByte(addr, '@')
	if at < 0 || strings.HasPrefix(addr, "/") {
		return ""
	}
	return addr[:at]
}

// spellings are a word itself, without its escapes, as Go quotes it, and with escapes.
func spellings(word string) []string {
	all := []string{word, strings.Trim(strconv.Quote(word), `"`), url.PathEscape(word)}
	if plain, err := url.PathUnescape(word); err == nil {
		all = append(all, plain)
	}
	if name, password, ok := strings.Cut(word, ":"); ok {
		all = append(all, url.UserPassword(name, password).String())
	}
	return all
}

// hide returns text without the secrets.
func (m mask) hide(text string) string {
	for _, secret := range m {
		with := hidden
		if strings.HasSuffix(secret, "@") {
			with += "@"
		}
		text = strings.ReplaceAll(text, secret, with)
	}
	return Redact(text)
}

// redactAddress is an address as it may be shown.
func redactAddress(addr string) string { return maskOf([]string{buildkitHost + "=" + addr}).hide(addr) }

// event is an event as it may be shown.
func (m mask) event(e Event) Event {
	e.Text, e.Step.Name = m.hide(e.Text), m.hide(e.Step.Name)
	return e
}

// trace is what remains of a stream, as it may be shown.
func (m mask) trace(t *Trace) *Trace {
	m.lines(t.Tail)
	if step := t.Failed; step != nil {
		step.Step.Name, step.Message = m.hide(step.Step.Name), m.hide(step.Message)
		m.lines(step.Tail)
	}
	return t
}

func (m mask) lines(lines []string) {
	for i, line := range lines {
		lines[i] = m.hide(line)
	}
}
