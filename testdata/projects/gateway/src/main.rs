use std::error::Error;

use gateway::{by_openssl, by_ring, tls};
use openssl::hash::MessageDigest;

fn main() -> Result<(), Box<dyn Error>> {
    let (key, block) = by_openssl::fips197();
    let talk = tls::talk("gateway.example", "gateway.example", "hello")?;
    let said = [
        ("arch", std::env::consts::ARCH.to_owned()),
        ("openssl", by_openssl::version()),
        ("sha1", by_openssl::digest(MessageDigest::sha1(), b"abc")?),
        (
            "sha256",
            by_openssl::digest(MessageDigest::sha256(), b"abc")?,
        ),
        (
            "sha512",
            by_openssl::digest(MessageDigest::sha512(), b"abc")?,
        ),
        ("aes", by_openssl::aes128(&key, &block)?),
        ("ring.sha256", by_ring::sha256(b"abc")),
        ("ring.ed25519", by_ring::ed25519(&by_ring::RFC8032, b"")?),
        ("tls", talk.version),
        ("echo", talk.echo),
    ];
    // None of them holds what JSON would want escaped.
    let fields: Vec<String> = said
        .iter()
        .map(|(name, value)| format!(r#""{name}": "{value}""#))
        .collect();
    println!("{{{}}}", fields.join(", "));
    Ok(())
}
