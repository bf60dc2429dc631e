//! Hashes and ciphers by OpenSSL, and says what came of it, as JSON.
use openssl::hash::{hash, MessageDigest};
use openssl::symm::{encrypt, Cipher};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn main() {
    let version = openssl::version::version();
    let version = version.split(' ').nth(1).unwrap();
    let sha256 = hash(MessageDigest::sha256(), b"abc").unwrap();
    let key: Vec<u8> = (0..16).collect();
    let block: Vec<u8> = (0..16).map(|i| i * 0x11).collect();
    let aes = encrypt(Cipher::aes_128_ecb(), &key, None, &block).unwrap();
    println!(
        "{{\"version\": \"{version}\", \"sha256\": \"{}\", \"aes\": \"{}\"}}",
        hex(&sha256),
        hex(&aes[..16])
    );
}
