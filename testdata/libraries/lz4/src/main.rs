//! Compresses a text by liblz4, in a frame of its own too, and says what came of it, as JSON.
use std::ffi::{c_char, c_int, c_void, CStr};
use std::ptr;

extern "C" {
    // lz4.h
    fn LZ4_versionString() -> *const c_char;
    fn LZ4_compress_default(from: *const u8, to: *mut u8, size: c_int, room: c_int) -> c_int;
    fn LZ4_decompress_safe(from: *const u8, to: *mut u8, size: c_int, room: c_int) -> c_int;
    // lz4frame.h
    fn LZ4F_compressFrame(to: *mut u8, room: usize, from: *const u8, size: usize, preferences: *const c_void) -> usize;
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn main() {
    let text = [b'a'; 1000];
    let (mut packed, mut back, mut frame) = ([0u8; 2000], [0u8; 1000], [0u8; 2000]);
    let (version, size, got, framed) = unsafe {
        let size = LZ4_compress_default(text.as_ptr(), packed.as_mut_ptr(), 1000, 2000);
        let got = LZ4_decompress_safe(packed.as_ptr(), back.as_mut_ptr(), size, 1000);
        let framed = LZ4F_compressFrame(frame.as_mut_ptr(), 2000, text.as_ptr(), 1000, ptr::null());
        (CStr::from_ptr(LZ4_versionString()).to_str().unwrap(), size, got, framed)
    };
    let again = if got == 1000 && back == text { "the same" } else { "other" };
    let block = hex(&packed[..size as usize]);
    let begins = hex(&frame[..4]);
    println!("{{\"version\": \"{version}\", \"block\": \"{block}\", \"frame\": {framed}, \"begins\": \"{begins}\", \"again\": \"{again}\"}}");
}
