package engine

import "syscall"

// ownGroup puts a child into a process group of its own and ends it should
// xgen be killed.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
