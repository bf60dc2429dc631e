//! Compares the types that bindgen reads out of a C header with what the C compiler of the
//! target makes of them.

#[allow(non_camel_case_types, non_upper_case_globals, non_snake_case, dead_code, clippy::all)]
mod types {
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

use std::mem::{align_of, offset_of, size_of};
use types::{answers, entry, moment, saved, wchar_t};

fn main() {
    let rust = [
        size_of::<entry>(),
        align_of::<entry>(),
        offset_of!(entry, big),
        size_of::<saved>(),
        align_of::<saved>(),
        size_of::<moment>(),
        align_of::<moment>(),
        size_of::<wchar_t>(),
    ];
    let c: Vec<usize> = unsafe { answers }.iter().map(|&n| n as usize).collect();
    println!("{{\"same\": \"{}\", \"rust\": \"{rust:?}\", \"c\": \"{c:?}\"}}", if rust[..] == c[..] { "yes" } else { "no" });
}
