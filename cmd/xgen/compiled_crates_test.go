package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// publishedCrates are crates as they stand in a registry, cut down to what decides which of
// them are compiled: dependencies, features and platforms, as their manifests had them
// in 2026. None has code.
var publishedCrates = map[string]string{
	"openssl 0.10.82":   "[features]\nvendored = [\"ffi/vendored\"]\naws-lc = [\"ffi/aws-lc\"]\n[dependencies]\nffi = {package = \"openssl-sys\", version = \"0.9\"}\n",
	"aws-lc-sys 0.30.0": "[build-dependencies]\ncc = \"1\"\n",
	"openssl-sys 0.9.118": "links = \"openssl\"\n[features]\nvendored = [\"openssl-src\"]\naws-lc = [\"dep:aws-lc-sys\"]\n" +
		"[dependencies]\naws-lc-sys = {version = \"0.30\", optional = true}\n" +
		"[build-dependencies]\ncc = \"1\"\npkg-config = \"0.3\"\nopenssl-src = {version = \"300\", optional = true}\n",
	"openssl-src 300.6.1": "[dependencies]\ncc = \"1\"\n",
	"cc 1.2.0":            "",
	"pkg-config 0.3.34":   "",
	"native-tls 0.2.14": "[features]\nvendored = [\"openssl/vendored\"]\n" +
		"[target.'cfg(not(any(target_os = \"windows\", target_vendor = \"apple\")))'.dependencies]\nopenssl = \"0.10\"\nopenssl-sys = \"0.9\"\n" +
		"[target.'cfg(target_os = \"windows\")'.dependencies]\nschannel = \"0.1\"\n",
	"schannel 0.1.29": "",
	"rustls 0.23.0":   "[dependencies]\nring = \"0.17\"\n",
	"ring 0.17.14":    "[build-dependencies]\ncc = \"1\"\n",
	"reqwest 0.12.0": "[features]\ndefault = [\"default-tls\"]\ndefault-tls = [\"dep:native-tls\"]\nrustls-tls = [\"dep:rustls\"]\n" +
		"native-tls-vendored = [\"default-tls\", \"native-tls?/vendored\"]\nvendored-if-any = [\"native-tls?/vendored\"]\n" +
		"[dependencies]\nnative-tls = {version = \"0.2\", optional = true}\nrustls = {version = \"0.23\", optional = true}\n",
	"rusqlite 0.37.0": "[features]\nbundled = [\"libsqlite3-sys/bundled\"]\n[dependencies]\nlibsqlite3-sys = \"0.35\"\n",
	"libsqlite3-sys 0.35.0": "links = \"sqlite3\"\n[features]\nbundled = [\"cc\"]\n" +
		"[build-dependencies]\ncc = {version = \"1\", optional = true}\npkg-config = \"0.3\"\n",
	"diesel 2.2.0":      "[features]\nsqlite = [\"libsqlite3-sys\"]\n[dependencies]\nlibsqlite3-sys = {version = \"0.35\", optional = true}\n",
	"sqlx 0.8.0":        "[dependencies]\nsqlx-macros = \"0.8\"\n",
	"sqlx-macros 0.8.0": "[lib]\nproc-macro = true\n[dependencies]\nlibsqlite3-sys = \"0.35\"\n",
	"dbus 0.9.7":        "[features]\nvendored = [\"libdbus-sys/vendored\"]\n[dependencies]\nlibdbus-sys = \"0.2\"\n",
	"libdbus-sys 0.2.7": "links = \"dbus\"\n[features]\nvendored = [\"cc\"]\n[build-dependencies]\ncc = {version = \"1\", optional = true}\npkg-config = \"0.3\"\n",
	"serialport 4.7.0": "[features]\ndefault = [\"libudev\"]\nlibudev = [\"dep:libudev\"]\n" +
		"[target.'cfg(target_os = \"linux\")'.dependencies]\nlibudev = {version = \"0.3\", optional = true}\n",
	"libudev 0.3.0":                 "[dependencies]\nlibudev-sys = \"0.1\"\n",
	"libudev-sys 0.1.4":             "links = \"libudev\"\n[build-dependencies]\npkg-config = \"0.3\"\n",
	"cpal 0.16.0":                   "[target.'cfg(any(target_os = \"linux\", target_os = \"freebsd\"))'.dependencies]\nalsa = \"0.9\"\n",
	"alsa 0.9.0":                    "[dependencies]\nalsa-sys = \"0.3\"\n",
	"alsa-sys 0.3.1":                "links = \"alsa\"\n[build-dependencies]\npkg-config = \"0.3\"\n",
	"nftnl 0.8.0":                   "[dependencies]\nnftnl-sys = \"0.7\"\n",
	"nftnl-sys 0.7.0":               "links = \"nftnl\"\n[build-dependencies]\npkg-config = \"0.3\"\n",
	"yeslogic-fontconfig-sys 6.0.0": "links = \"fontconfig\"\n[features]\ndlopen = []\n[build-dependencies]\npkg-config = \"0.3\"\n",
	"font-kit 0.14.0": "[features]\ndefault = [\"source\"]\nsource = []\nsource-fontconfig-dlopen = [\"yeslogic-fontconfig-sys/dlopen\"]\n" +
		"[target.'cfg(not(any(target_os = \"macos\", windows)))'.dependencies]\nyeslogic-fontconfig-sys = \"6\"\n",
	"wayland-sys 0.31.0":       "[features]\nclient = []\ndlopen = []\n[build-dependencies]\npkg-config = \"0.3\"\n",
	"wayland-client 0.31.0":    "[features]\nsystem = [\"wayland-sys/client\"]\ndlopen = [\"wayland-sys/dlopen\"]\n[dependencies]\nwayland-sys = \"0.31\"\n",
	"hidapi 2.6.3":             "links = \"hidapi\"\n[features]\ndefault = [\"linux-static-hidraw\"]\nlinux-static-hidraw = []\nlinux-native-basic-udev = []\n[build-dependencies]\ncc = \"1\"\npkg-config = \"0.3\"\n",
	"pq-sys 0.7.0":             "links = \"pq\"\n[features]\nbundled = [\"dep:pq-src\"]\n[dependencies]\npq-src = {version = \"0.3\", optional = true}\n",
	"pq-src 0.3.0":             "",
	"mysqlclient-sys 0.4.0":    "links = \"mysqlclient\"\n[build-dependencies]\npkg-config = \"0.3\"\n",
	"pcap 2.5.0":               "[build-dependencies]\npkg-config = \"0.3\"\n",
	"glib-sys 0.22.9":          "links = \"glib-2.0\"\n[build-dependencies]\nsystem-deps = \"7\"\n",
	"system-deps 7.0.0":        "[dependencies]\npkg-config = \"0.3\"\n",
	"gio 0.22.0":               "[dependencies]\nglib-sys = \"0.22\"\n",
	"jack-sys 0.6.0":           "[build-dependencies]\npkg-config = \"0.3\"\n",
	"portaudio-sys 0.1.1":      "links = \"portaudio\"\n[build-dependencies]\npkg-config = \"0.3\"\n",
	"pcsc 2.9.0":               "[dependencies]\npcsc-sys = \"1\"\n",
	"pcsc-sys 1.3.0":           "links = \"pcsc\"\n[build-dependencies]\npkg-config = \"0.3\"\n",
	"x11 2.21.0":               "[features]\nxlib = []\n[build-dependencies]\npkg-config = \"0.3\"\n",
	"opentelemetry_sdk 0.18.0": "[features]\ndefault = [\"trace\"]\ntrace = []\nmetrics = []\n",
	"boxcar 0.2.7":             "",
	"prometheus 0.13.4":        "",
	"coarsetime 0.1.36":        "",
	"schemars 0.8.22":          "[features]\npreserve_order = [\"indexmap\"]\n[dependencies]\nindexmap = {version = \"1\", optional = true}\n",
	"indexmap 1.9.3":           "",
	"git-version 0.3.9":        "",
	"vergen 8.3.2":             "[features]\ngit = []\ngitcl = []\nbuild = []\n",
	"built 0.8.1":              "[dependencies]\ngit2 = {version = \"0.20\", optional = true}\n",
	"git2 0.20.0":              "",
	"with-version 1.0.0":       "[dependencies]\ngit-version = \"0.3\"\n",
	// Who turns on its feature alone decides whether it needs OpenSSL.
	"client 1.0.0": "[features]\ntls = [\"dep:native-tls\"]\n[dependencies]\nnative-tls = {version = \"0.2\", optional = true}\n",
}

// vendor writes the published crates as a folder that cargo takes for a registry.
func vendor(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for id, rest := range publishedCrates {
		name, version, _ := strings.Cut(id, " ")
		manifest := "[package]\nname = \"" + name + "\"\nversion = \"" + version + "\"\nedition = \"2021\"\n"
		if strings.HasPrefix(rest, "links") {
			manifest += "build = \"build.rs\"\n"
		}
		writeFiles(t, filepath.Join(dir, name), map[string]string{
			"Cargo.toml": manifest + rest, "src/lib.rs": "", "build.rs": "fn main() {}\n",
			".cargo-checksum.json": `{"files": {}, "package": null}`,
		})
	}
	if _, err := os.Stat(filepath.Join(dir, "openssl/Cargo.toml")); err != nil {
		t.Fatal(err)
	}
	return dir
}
