use std::{env, path::PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=c");
    let types = PathBuf::from(env::var_os("OUT_DIR").unwrap()).join("types.rs");
    bindgen::Builder::default()
        .header("c/types.h")
        .allowlist_type("entry|saved|moment|wchar_t")
        .allowlist_var("answers|ANSWERS")
        .generate()
        .expect("c/types.h in Rust's words")
        .write_to_file(types)
        .expect("types.rs");
    cc::Build::new().file("c/types.c").compile("types");
}
