//! Matches with libpcre2-8, through the crate pcre2, and says what it found, as JSON.
use std::ffi::{c_int, c_void, CStr};

extern "C" {
    fn pcre2_config_8(what: u32, into: *mut c_void) -> c_int;
}
const PCRE2_CONFIG_VERSION: u32 = 11;

fn main() {
    let mut text = [0u8; 64];
    unsafe { pcre2_config_8(PCRE2_CONFIG_VERSION, text.as_mut_ptr().cast()) };
    let version = CStr::from_bytes_until_nul(&text).unwrap().to_str().unwrap().split(' ').next().unwrap();
    let dated = pcre2::bytes::RegexBuilder::new()
        .utf(true)
        .ucp(true)
        .jit_if_available(true)
        .build(r"(?<year>\d{4})-(\d\d)(?=-)(?<!x)")
        .unwrap();
    let found = dated.captures(b"xx20-01 1998-07-14").unwrap().unwrap();
    let year = std::str::from_utf8(found.name("year").unwrap().as_bytes()).unwrap();
    let at = found.get(0).unwrap().start();
    println!("{{\"version\": \"{version}\", \"year\": \"{year}\", \"at\": {at}}}");
}
