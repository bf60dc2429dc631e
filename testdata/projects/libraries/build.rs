// Finds the C libraries by pkg-config, and has protoc compile color.proto: both
// come from targets.cue.
use std::{env, path::PathBuf, process::Command};

fn main() {
    for name in ["json-c", "libnftnl"] {
        pkg_config::Config::new().probe(name).unwrap(); // libmnl stands behind libnftnl
    }

    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap());
    let status = Command::new(env::var_os("PROTOC").expect("PROTOC is not set"))
        .arg("--proto_path=.")
        .arg(format!("--descriptor_set_out={}", out.join("color.bin").display()))
        .arg("color.proto")
        .status()
        .unwrap();
    assert!(status.success());
    println!("cargo:rerun-if-changed=color.proto");
}
