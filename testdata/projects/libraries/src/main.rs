//! Calls libpng and zlib, and reads what protoc made of color.proto.
use std::{
    ffi::{c_char, c_int, c_ulong, c_void, CStr},
    mem, ptr,
};

#[repr(C)]
struct PngImage {
    opaque: *mut c_void,
    version: u32,
    width: u32,
    height: u32,
    format: u32,
    flags: u32,
    colormap_entries: u32,
    warning_or_error: u32,
    message: [c_char; 64],
}

extern "C" {
    fn crc32(crc: c_ulong, data: *const u8, len: u32) -> c_ulong;
    fn zlibVersion() -> *const c_char;
    fn png_get_libpng_ver(png: *const c_void) -> *const c_char;
    fn png_image_write_to_memory(
        image: *mut PngImage, memory: *mut u8, bytes: *mut usize, convert: c_int,
        buffer: *const u8, stride: i32, colors: *const c_void,
    ) -> c_int;
    fn png_image_begin_read_from_memory(image: *mut PngImage, memory: *const u8, size: usize) -> c_int;
    fn png_image_finish_read(
        image: *mut PngImage, background: *const c_void, buffer: *mut u8, stride: i32, colors: *mut c_void,
    ) -> c_int;
}

const SIDE: u32 = 64;
const RGBA: u32 = 3; // PNG_FORMAT_RGBA

fn image() -> PngImage {
    let mut image: PngImage = unsafe { mem::zeroed() };
    image.version = 1; // PNG_IMAGE_VERSION
    image
}

/// Compresses pixels and decompresses them again.
fn round_trip(pixels: &[u8]) -> Vec<u8> {
    let mut file = vec![0; 1 << 16];
    let mut size = file.len();
    let mut out = vec![0; pixels.len()];
    unsafe {
        let mut image = PngImage { width: SIDE, height: SIDE, format: RGBA, ..image() };
        let ok = png_image_write_to_memory(&mut image, file.as_mut_ptr(), &mut size, 0, pixels.as_ptr(), 0, ptr::null());
        assert_eq!(ok, 1);
    }
    assert!(size < pixels.len(), "not compressed: {size} bytes");
    unsafe {
        let mut image = image();
        assert_eq!(png_image_begin_read_from_memory(&mut image, file.as_ptr(), size), 1);
        image.format = RGBA;
        assert_eq!(png_image_finish_read(&mut image, ptr::null(), out.as_mut_ptr(), 0, ptr::null_mut()), 1);
    }
    out
}

fn text(p: *const c_char) -> String {
    unsafe { CStr::from_ptr(p) }.to_str().unwrap().to_owned()
}

/// The words of a descriptor, which holds names as they are.
fn words(descriptor: &[u8]) -> Vec<String> {
    descriptor
        .split(|b| !b.is_ascii_alphabetic())
        .filter(|w| w.len() > 2)
        .map(|w| String::from_utf8(w.to_vec()).unwrap())
        .collect()
}

fn main() {
    let pixels: Vec<u8> = (0..SIDE * SIDE).flat_map(|i| (i / SIDE * 0x01020304).to_le_bytes()).collect();
    let same = round_trip(&pixels) == pixels;
    let known = words(include_bytes!(concat!(env!("OUT_DIR"), "/color.bin")));
    let has = |wanted: &[&str]| {
        wanted.iter().copied().filter(|w| known.iter().any(|k| k == w)).collect::<Vec<_>>().join(" ")
    };
    println!(
        r#"{{"crc": "{:08x}", "pixels": "{}", "libpng": "{}", "zlib": "{}", "color": "{}", "fields": "{}"}}"#,
        unsafe { crc32(0, b"123456789".as_ptr(), 9) },
        if same { "same" } else { "other" },
        text(unsafe { png_get_libpng_ver(ptr::null()) }),
        text(unsafe { zlibVersion() }),
        has(&["RGBA"]),
        has(&["red", "green", "blue", "alpha"]),
    );
}
