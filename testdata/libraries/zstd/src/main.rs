//! Compresses a text with libzstd, through the crate zstd, and says what came of it, as JSON.
use std::ffi::{c_char, CStr};

extern "C" {
    fn ZSTD_versionString() -> *const c_char;
}

fn main() {
    let version = unsafe { CStr::from_ptr(ZSTD_versionString()) }.to_str().unwrap();
    let packed = zstd::encode_all(&[b'a'; 1000][..], 3).unwrap();
    let back = zstd::decode_all(&packed[..]).unwrap();
    let again = if back == [b'a'; 1000] { "the same" } else { "other" };
    let size = packed.len();
    let begins: String = packed[..4].iter().map(|b| format!("{b:02x}")).collect();
    println!("{{\"version\": \"{version}\", \"size\": {size}, \"begins\": \"{begins}\", \"again\": \"{again}\"}}");
}
