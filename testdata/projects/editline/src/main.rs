//! Prompts for lines by libedit and prints each with its words turned around.
//!
//! `--self-test` makes a terminal of its own, types a line into it as a person would, and
//! prints the answer: it needs none of the machine's.
use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::FromRawFd;

extern "C" {
    // stdio.h: libedit takes streams.
    fn fdopen(fd: c_int, mode: *const c_char) -> *mut c_void;

    // histedit.h
    fn el_init(name: *const c_char, input: *mut c_void, output: *mut c_void, error: *mut c_void) -> *mut c_void;
    fn el_set(el: *mut c_void, what: c_int, ...) -> c_int;
    fn el_gets(el: *mut c_void, length: *mut c_int) -> *const c_char;
    fn el_end(el: *mut c_void);

    // stdlib.h, fcntl.h, unistd.h, sys/wait.h
    fn posix_openpt(flags: c_int) -> c_int;
    fn grantpt(fd: c_int) -> c_int;
    fn unlockpt(fd: c_int) -> c_int;
    fn ptsname(fd: c_int) -> *const c_char;
    fn open(path: *const c_char, flags: c_int, ...) -> c_int;
    fn fork() -> c_int;
    fn setsid() -> c_int;
    fn dup2(from: c_int, to: c_int) -> c_int;
    fn waitpid(child: c_int, status: *mut c_int, options: c_int) -> c_int;

    // words.cc
    fn turn_words(line: *const c_char, out: *mut c_char, size: usize) -> c_int;
}

const EL_PROMPT: c_int = 0;
const EL_EDITOR: c_int = 2;
const O_RDWR: c_int = 2;
const WNOHANG: c_int = 1;

unsafe extern "C" fn prompt(_: *mut c_void) -> *const c_char {
    c"> ".as_ptr()
}

fn turned(line: &CStr) -> String {
    let mut out = [0u8; 4096];
    let length = unsafe { turn_words(line.as_ptr(), out.as_mut_ptr().cast(), out.len()) };
    assert!(length >= 0, "the libc makes macros of names that are not its own");
    CStr::from_bytes_until_nul(&out).unwrap().to_str().unwrap().to_owned()
}

/// Answers lines until there are no more.
fn talk() {
    unsafe {
        let stream = |fd, mode: &CStr| fdopen(fd, mode.as_ptr());
        let el = el_init(c"editline".as_ptr(), stream(0, c"r"), stream(1, c"w"), stream(2, c"w"));
        assert!(!el.is_null(), "libedit knows nothing of this terminal");
        el_set(el, EL_PROMPT, prompt as unsafe extern "C" fn(*mut c_void) -> *const c_char);
        el_set(el, EL_EDITOR, c"emacs".as_ptr());
        let mut length = 0;
        loop {
            let line = el_gets(el, &mut length);
            if line.is_null() || length <= 0 {
                break;
            }
            println!("answer: {}", turned(CStr::from_ptr(line)));
        }
        el_end(el);
    }
}

/// Runs `talk` at a terminal of its own and returns this end of it.
fn at_terminal() -> (File, c_int) {
    unsafe {
        let here = posix_openpt(O_RDWR);
        assert!(here >= 0 && grantpt(here) == 0 && unlockpt(here) == 0, "no terminal can be made");
        let name = CString::from(CStr::from_ptr(ptsname(here)));
        let child = fork();
        if child == 0 {
            setsid();
            let there = open(name.as_ptr(), O_RDWR);
            for fd in 0..3 {
                dup2(there, fd);
            }
            std::env::set_var("TERM", "vt100");
            talk();
            std::process::exit(0);
        }
        (File::from_raw_fd(here), child)
    }
}

/// Reads until a text has come.
fn wait_for(text: &str, from: &mut File, seen: &mut String) {
    let mut buffer = [0u8; 256];
    while !seen.contains(text) {
        let n = from.read(&mut buffer).expect("the terminal is closed");
        assert!(n > 0, "only {seen:?} has come");
        seen.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
}

fn self_test() {
    let (mut terminal, child) = at_terminal();
    let mut seen = String::new();
    wait_for("> ", &mut terminal, &mut seen);
    // A wrong letter is taken back, as libedit alone does.
    terminal.write_all(b"hellp\x08o world\r").unwrap();
    wait_for("answer: ", &mut terminal, &mut seen);
    wait_for("\r\n> ", &mut terminal, &mut seen);
    // The end of input (Ctrl-D), which becomes another character where it comes between a
    // prompt and the moment in which libedit takes over the terminal. It ends an empty line
    // alone: what has come of an earlier one is erased first (Ctrl-U).
    let mut status = 1;
    while unsafe { waitpid(child, &mut status, WNOHANG) } == 0 {
        terminal.write_all(b"\x15\x04").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(status, 0);
    let (_, answer) = seen.split_once("answer: ").unwrap();
    println!("{}", answer.lines().next().unwrap().trim());
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        None => talk(),
        Some("--self-test") => self_test(),
        Some(other) => {
            eprintln!("editline: {other}: no such argument");
            std::process::exit(2);
        }
    }
}
