package engine

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// mask is a list of secrets, to be hidden also where a program prints only a
// part of the address.
type mask []string

// maskOf returns the secrets in the addresses of an environment. A program
// that has them may print them.
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

// buildkitHost is the variable from which BuildKit's client reads the address.
const buildkitHost = "BUILDKIT_HOST"

// shortest is the length from which on a password is hidden wherever it
// occurs. A shorter one is hidden only together with its user name.
const shortest = 4

// secretsOf returns the user name and password of an address in every spelling
// that programs use.
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

// userinfo returns what comes before the last @ of an address, unless that is
// a path. It uses no URL parser, which the password might not suit.
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

// spellings returns a word as it is, without its URL escapes, as Go quotes it,
// and with URL escapes.
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

// hide returns a text without the secrets.
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

// redactAddress returns an address without its user name and password.
func redactAddress(addr string) string { return maskOf([]string{buildkitHost + "=" + addr}).hide(addr) }
