// Package verify compares binaries, and what they printed when they ran, with
// the contract of their target.
//
// Its result is a table: a Row for each promise of the contract, with what was
// wanted, what was found and where the promise comes from. CheckFile makes the
// rows of a binary from its bytes, CheckSmoke those of the smoke command from
// report.json, which the test stage of the build has written, and CheckTests
// those of the project's own tests from tests.json. Held reports whether a binary
// may be published.
//
// The binary is read as the program loader and the kernel read it: an ELF file by its
// segments, since section headers can be cut off, a PE file by its sections and its
// directories. Both the binary and the records were made by other people's code, which
// may be hostile: every read has a bound, a file that contradicts itself is a
// *FormatError and never a panic, and what is shown of it is escaped.
//
// The package starts nothing, prints nothing and looks at nothing but the files
// that it is given.
//
// The files build on each other in this order, lowest first: row.go, table.go,
// text.go, json.go and errors.go; file.go opens a file and says which format it has,
// and parts.go reads parts of it. elffile.go, headers.go and dynamic.go know an ELF
// file; buildattr.go decodes the attributes that arm.go and riscv.go interpret, as
// mips.go does its own; elfbinary.go holds the result, which versions.go, segments.go,
// attr.go and elf.go fill in. pefile.go, pelayout.go, peheaders.go, peimports.go and
// pebinary.go do the same for a PE file.
// report.go and ending.go read what the programs of the build printed and how they
// ended. smokerun.go, pages.go and smoke.go compare that with the contract;
// cpu.go, glibc.go, pages.go and contract.go compare an ELF file with it,
// pecontract.go a PE file and check.go either, and libtest.go, program.go and tests.go
// the project's tests.
package verify
