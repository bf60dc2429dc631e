//! Has protoc read control.proto, and notes which protoc that was.

use std::io;
use std::process::Command;

const PROTO: &str = "../../proto/control.proto";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={PROTO}");
    println!("cargo:rerun-if-env-changed=PROTOC");
    let protoc = prost_build::protoc_from_env();
    let said = Command::new(protoc).arg("--version").output()?;
    let version = String::from_utf8_lossy(&said.stdout);
    println!("cargo:rustc-env=PROTOC_VERSION={}", version.trim());
    prost_build::compile_protos(&[PROTO], &["../../proto"])
}
