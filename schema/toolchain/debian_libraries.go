package toolchain

import "github.com/xgen-build/xgen/schema/model"

// debianGlibc is the glibc of the default image's release.
func debianGlibc(r *request) string {
	return decode[struct{ Glibc string }](r.Catalog.Kinds["debian"]).Glibc
}

// noDebianLibraries is what every other toolchain, and this one with musl, has of
// Debian's packages.
func noDebianLibraries(r *request) model.DebianLibraries {
	return model.DebianLibraries{
		Ability: model.Ability{WhyNot: "only Debian's GCC finds Debian's packages"},
		Glibc:   debianGlibc(r),
	}
}
