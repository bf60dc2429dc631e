//! Compresses a text with libbz2 and says what came of it, as JSON.
use std::ffi::CStr;
use std::os::raw::{c_char, c_uint};

fn main() {
    let version = unsafe { CStr::from_ptr(bzip2_sys::BZ2_bzlibVersion()) };
    let text = [b'a'; 1000];
    let mut packed = [0u8; 2000];
    let mut size = packed.len() as c_uint;
    let mut input = text;
    let said = unsafe {
        bzip2_sys::BZ2_bzBuffToBuffCompress(packed.as_mut_ptr() as *mut c_char, &mut size, input.as_mut_ptr() as *mut c_char, 1000, 9, 0, 0)
    };
    assert_eq!(said, bzip2_sys::BZ_OK);
    let mut back = [0u8; 1000];
    let mut length = back.len() as c_uint;
    let said = unsafe {
        bzip2_sys::BZ2_bzBuffToBuffDecompress(back.as_mut_ptr() as *mut c_char, &mut length, packed.as_mut_ptr() as *mut c_char, size, 0, 0)
    };
    assert_eq!(said, bzip2_sys::BZ_OK);
    let again = if length == 1000 && back == text { "the same" } else { "other" };
    let begins: String = packed[..10].iter().map(|b| format!("{b:02x}")).collect();
    println!(
        "{{\"version\": \"{}\", \"size\": {size}, \"begins\": \"{begins}\", \"again\": \"{again}\"}}",
        version.to_str().unwrap().split(',').next().unwrap()
    );
}
