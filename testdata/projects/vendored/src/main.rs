use openssl::{hash::MessageDigest, sha, version};

// What OpenSSL's assembler code for MIPS computes wrongly where lld links it.
fn main() {
    let sum = sha::sha256(b"abc");
    let hex: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    let long = openssl::hash::hash(MessageDigest::sha512(), b"abc").unwrap();
    println!("{hex} {} {}", long.len(), version::number() != 0);
}
