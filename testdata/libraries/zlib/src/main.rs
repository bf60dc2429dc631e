//! Compresses a text with zlib, through flate2, and says what came of it, as JSON.
use std::ffi::CStr;
use std::io::{Read, Write};

fn main() {
    let version = unsafe { CStr::from_ptr(libz_sys::zlibVersion()) };
    let crc32 = unsafe { libz_sys::crc32(0, b"123456789".as_ptr(), 9) };
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&[b'a'; 1000]).unwrap();
    let packed = packer.finish().unwrap();
    let mut back = Vec::new();
    flate2::read::ZlibDecoder::new(&packed[..]).read_to_end(&mut back).unwrap();
    let again = if back == [b'a'; 1000] { "the same" } else { "other" };
    let packed: String = packed.iter().map(|b| format!("{b:02x}")).collect();
    println!(
        "{{\"version\": \"{}\", \"crc32\": \"{crc32:08x}\", \"packed\": \"{packed}\", \"again\": \"{again}\"}}",
        version.to_str().unwrap()
    );
}
