// Package userfile reads what a user wrote. Whatever stands at a path, reading
// it ends: nothing but a regular file is opened, and no more of it is read than
// a file of its kind may hold. Every failure is an *Error whose Kind says whether
// the project or the machine is at fault.
//
// userfile.go opens and reads, find.go looks for files, link.go follows links, system.go makes a file
// system of a folder, error.go names what can be wrong.
package userfile
