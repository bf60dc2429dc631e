//! ring's answers.

use ring::digest::{digest, SHA256};
use ring::error::KeyRejected;
use ring::signature::Ed25519KeyPair;

use crate::hex;

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(data: &[u8]) -> String {
    hex(digest(&SHA256, data).as_ref())
}

/// The Ed25519 signature of a message by a seed's key, in hexadecimal: one and the same
/// on every machine.
pub fn ed25519(seed: &[u8; 32], message: &[u8]) -> Result<String, KeyRejected> {
    let key = Ed25519KeyPair::from_seed_unchecked(seed)?;
    Ok(hex(key.sign(message).as_ref()))
}

/// The seed of RFC 8032, 7.1, test 1, whose message is empty.
pub const RFC8032: [u8; 32] = [
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
    0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_letters() {
        let want = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
        assert_eq!(sha256(&[b'a'; 1_000_000]), want);
    }

    #[test]
    fn another_message_has_another_signature() {
        assert_ne!(
            ed25519(&RFC8032, b"").unwrap(),
            ed25519(&RFC8032, b"x").unwrap()
        );
    }
}
