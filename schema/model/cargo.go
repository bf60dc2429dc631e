package model

// Cargo says what is built.
type Cargo struct {
	Manifest          string // path of Cargo.toml from the root
	Packages          []string
	Bins              []string // the binaries that are shipped; never empty
	DefaultRun        string   // of its packages, the binary that cargo run takes; "" where none or several are named
	Features          []string
	NoDefaultFeatures bool
	AllFeatures       bool
	Profile           string // cargo's name: "release", "dev", …
	ProfileSettings   ProfileSettings
	Vendored          []string // folders that cargo's configuration takes crates from, from the root; there or not
	// FatLTO is the memory in bytes that the last step of a fat LTO takes, by
	// the number of crates that may go into it; nil where none is asked for.
	FatLTO *Value[int64]
	Crates int    // of registries, that fat LTO joins at most
	Strip  string // what the linker strips, whoever says so: "none", "debuginfo" or "symbols"
	// HostPackages are Debian's packages that build scripts are known to need on the
	// machine that builds; sorted.
	HostPackages []string
	// OpenSSL are arguments of OpenSSL's Configure beside those of the crate openssl-src,
	// which takes none from its users; empty for none.
	OpenSSL Value[[]string]
	CMake   bool // Cargo.lock has the crate cmake, through which build scripts call CMake

	Rustflags []Flag         // of the project's own configuration, in cargo's order
	CfgFlags  []string       // those of rustc's arguments that decide which cfg(…) holds: "--cfg=a"
	Settings  []CargoSetting // what else of that configuration holds in the build, by key
	Off       []CargoOff     // what of it does not, and would matter
}

// CargoSetting is a value of the project's own configuration of cargo.
type CargoSetting struct {
	Key   []string // with its tables: "env", "GREETING", "value"
	Value any      // as TOML has it
	// Path has the strings of Value be paths from the project's root, unless they are
	// absolute.
	Path bool
	Origin
}

// CargoOff is a value of that configuration which is switched off in the build.
type CargoOff struct {
	Key     string // target.'cfg(unix)'.linker
	Because string
	Origin
}

// ProfileSettings overrides parts of the cargo profile; nil leaves the
// project's own setting.
type ProfileSettings struct {
	LTO          *Value[string] // "fat", "thin" or "off"
	Panic        *Value[string] // "abort" or "unwind"
	CodegenUnits *Value[int]
	Strip        *Value[string] // "symbols", "debuginfo" or "none"
	OptLevel     *Value[string] // "0" to "3", "s" or "z"
}

// ProfileSetting is one key of a cargo profile that the project overrides.
type ProfileSetting struct {
	Key   string
	Value any // a string, or a number where cargo refuses a string
	Origin
}

// List returns the settings that are not nil, by cargo's names of their keys.
func (s ProfileSettings) List() (out []ProfileSetting) {
	word := func(key string, v *Value[string]) {
		if v != nil {
			out = append(out, ProfileSetting{key, v.V, v.Origin})
		}
	}
	word("lto", s.LTO)
	word("panic", s.Panic)
	if n := s.CodegenUnits; n != nil {
		out = append(out, ProfileSetting{"codegen-units", n.V, n.Origin})
	}
	word("strip", s.Strip)
	if o := s.OptLevel; o != nil {
		out = append(out, ProfileSetting{"opt-level", optLevel(o.V), o.Origin})
	}
	return out
}

// optLevel returns a number as a number: cargo refuses "3".
func optLevel(word string) any {
	if len(word) == 1 && word[0] >= '0' && word[0] <= '3' {
		return int(word[0] - '0')
	}
	return word
}
