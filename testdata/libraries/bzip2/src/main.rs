//! Compresses a text with libbz2, through the crate bzip2, and says what came of it, as JSON.
use std::ffi::{c_char, c_void, CStr};
use std::io::{Read, Write};

extern "C" {
    fn BZ2_bzlibVersion() -> *const c_char;
    // What bzip2-sys compiles itself has no functions for files: with that nothing links.
    fn BZ2_bzopen(path: *const c_char, mode: *const c_char) -> *mut c_void;
}

fn main() {
    let version = unsafe { CStr::from_ptr(BZ2_bzlibVersion()) }.to_str().unwrap();
    let nothing = unsafe { BZ2_bzopen(c"/nowhere".as_ptr(), c"r".as_ptr()) };
    assert!(nothing.is_null());
    let mut packer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    packer.write_all(&[b'a'; 1000]).unwrap();
    let packed = packer.finish().unwrap();
    let mut back = Vec::new();
    bzip2::read::BzDecoder::new(&packed[..]).read_to_end(&mut back).unwrap();
    let again = if back == [b'a'; 1000] { "the same" } else { "other" };
    let size = packed.len();
    let begins: String = packed[..10].iter().map(|b| format!("{b:02x}")).collect();
    let version = version.split(',').next().unwrap();
    println!("{{\"version\": \"{version}\", \"size\": {size}, \"begins\": \"{begins}\", \"again\": \"{again}\"}}");
}
