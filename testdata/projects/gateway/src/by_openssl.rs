//! OpenSSL's answers.

use openssl::error::ErrorStack;
use openssl::hash::{hash, MessageDigest};
use openssl::symm::{Cipher, Crypter, Mode};

use crate::hex;

/// A digest of some bytes, in hexadecimal.
pub fn digest(of: MessageDigest, data: &[u8]) -> Result<String, ErrorStack> {
    Ok(hex(&hash(of, data)?))
}

/// One block through AES-128 without any mode, in hexadecimal.
pub fn aes128(key: &[u8; 16], block: &[u8; 16]) -> Result<String, ErrorStack> {
    let mut cipher = Crypter::new(Cipher::aes_128_ecb(), Mode::Encrypt, key, None)?;
    cipher.pad(false);
    let mut out = [0; 32];
    let n = cipher.update(block, &mut out)?;
    let n = n + cipher.finalize(&mut out[n..])?;
    Ok(hex(&out[..n]))
}

/// The key and the block of FIPS 197, appendix C.1: 00 01 02 … and 00 11 22 …
pub fn fips197() -> ([u8; 16], [u8; 16]) {
    let key: [u8; 16] = std::array::from_fn(|i| i as u8);
    (key, key.map(|b| b << 4 | b))
}

/// The version of the OpenSSL that the program is linked with: "3.5.7".
pub fn version() -> String {
    let n = openssl::version::number();
    format!("{}.{}.{}", n >> 28, n >> 20 & 0xff, n >> 4 & 0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    // FIPS 180-2, appendix B.3, and what FIPS 180-1 and 180-2 say of the same text for
    // the other two: more than one block of each, so that its length counts as well.
    #[test]
    fn a_million_letters() {
        let text = [b'a'; 1_000_000];
        for (of, want) in [
            (
                MessageDigest::sha1(),
                "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
            ),
            (
                MessageDigest::sha256(),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
            ),
            (
                MessageDigest::sha512(),
                "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb\
                 de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b",
            ),
        ] {
            assert_eq!(digest(of, &text).unwrap(), want);
        }
    }

    #[test]
    fn aes128_of_the_standard() {
        let (key, block) = fips197();
        let want = "69c4e0d86a7b0430d8cdb78070b4c55a";
        assert_eq!(aes128(&key, &block).unwrap(), want);
    }
}
