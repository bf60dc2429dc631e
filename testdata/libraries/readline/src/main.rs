//! Edits a line by readline as if its keys were typed, and asks the history for an earlier
//! one; says what came of it, as JSON.
use std::ffi::{c_char, c_int, c_void, CStr};
use std::fs::File;
use std::io::Write;
use std::os::fd::{FromRawFd, IntoRawFd};
use std::ptr;

extern "C" {
    // stdio.h, unistd.h
    fn pipe(ends: *mut c_int) -> c_int;
    fn fdopen(fd: c_int, mode: *const c_char) -> *mut c_void;
    // readline.h
    static rl_library_version: *const c_char;
    static mut rl_terminal_name: *const c_char;
    static mut rl_instream: *mut c_void;
    static mut rl_outstream: *mut c_void;
    fn readline(prompt: *const c_char) -> *mut c_char;
    // history.h
    fn using_history();
    fn add_history(line: *const c_char);
    fn history_expand(line: *const c_char, expanded: *mut *mut c_char) -> c_int;
}

fn main() {
    let mut ends = [0; 2];
    assert_eq!(unsafe { pipe(ends.as_mut_ptr()) }, 0);
    // Ctrl-A goes to the beginning, Ctrl-E to the end.
    unsafe { File::from_raw_fd(ends[1]) }.write_all(b"world\x01hello \x05!\n").unwrap();
    let nowhere = File::create("/dev/null").unwrap().into_raw_fd();
    let (version, line, expanded) = unsafe {
        rl_terminal_name = c"vt100".as_ptr();
        rl_instream = fdopen(ends[0], c"r".as_ptr());
        rl_outstream = fdopen(nowhere, c"w".as_ptr());
        let line = readline(c"> ".as_ptr());
        using_history();
        add_history(c"make all".as_ptr());
        add_history(line);
        let mut expanded = ptr::null_mut();
        assert_eq!(history_expand(c"!make install".as_ptr(), &mut expanded), 1);
        (CStr::from_ptr(rl_library_version), CStr::from_ptr(line), CStr::from_ptr(expanded))
    };
    let [version, line, expanded] = [version, line, expanded].map(|s| s.to_str().unwrap());
    println!("{{\"version\": \"{version}\", \"line\": \"{line}\", \"expanded\": \"{expanded}\"}}");
}
