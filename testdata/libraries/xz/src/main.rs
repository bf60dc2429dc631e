//! Compresses a text with liblzma, through the crate xz2, and says what came of it, as JSON.
use std::ffi::{c_char, CStr};
use std::io::{Read, Write};

extern "C" {
    fn lzma_version_string() -> *const c_char;
}

fn main() {
    let version = unsafe { CStr::from_ptr(lzma_version_string()) }.to_str().unwrap();
    let mut packer = xz2::write::XzEncoder::new(Vec::new(), 6);
    packer.write_all(&[b'a'; 1000]).unwrap();
    let packed = packer.finish().unwrap();
    let mut back = Vec::new();
    xz2::read::XzDecoder::new(&packed[..]).read_to_end(&mut back).unwrap();
    let again = if back == [b'a'; 1000] { "the same" } else { "other" };
    let size = packed.len();
    let begins: String = packed[..6].iter().map(|b| format!("{b:02x}")).collect();
    println!("{{\"version\": \"{version}\", \"size\": {size}, \"begins\": \"{begins}\", \"again\": \"{again}\"}}");
}
