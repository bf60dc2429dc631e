//! Asks ncurses for what it knows of a terminal, and says it as JSON.
use std::ffi::{c_char, c_int, CStr};

extern "C" {
    fn curses_version() -> *const c_char;
    fn setupterm(term: *const c_char, fd: c_int, error: *mut c_int) -> c_int;
    fn tigetnum(name: *const c_char) -> c_int;
    fn tigetstr(name: *const c_char) -> *const c_char;
}

fn main() {
    let mut error = 0;
    let (version, columns, bold) = unsafe {
        assert_eq!(setupterm(c"vt100".as_ptr(), 1, &mut error), 0);
        (CStr::from_ptr(curses_version()), tigetnum(c"cols".as_ptr()), CStr::from_ptr(tigetstr(c"bold".as_ptr())))
    };
    let version = version.to_str().unwrap().split(' ').nth(1).unwrap();
    let bold: String = bold.to_bytes()[..4].iter().map(|b| format!("{b:02x}")).collect();
    println!("{{\"version\": \"{}\", \"columns\": {columns}, \"bold\": \"{bold}\"}}", &version[..3]);
}
