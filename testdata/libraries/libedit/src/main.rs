//! Splits a line into words by libedit as a shell would, and says what came of it, as JSON.
use std::ffi::{c_char, c_int, c_void, CStr};
use std::ptr;

extern "C" {
    // histedit.h
    fn tok_init(separators: *const c_char) -> *mut c_void;
    fn tok_str(tokenizer: *mut c_void, line: *const c_char, count: *mut c_int, words: *mut *const *const c_char) -> c_int;
}

fn main() {
    let (mut count, mut words) = (0, ptr::null());
    let second = unsafe {
        let tokenizer = tok_init(ptr::null());
        assert_eq!(tok_str(tokenizer, c"one 'two and a half' three".as_ptr(), &mut count, &mut words), 0);
        CStr::from_ptr(*words.add(1)).to_str().unwrap()
    };
    println!("{{\"words\": {count}, \"second\": \"{second}\"}}");
}
