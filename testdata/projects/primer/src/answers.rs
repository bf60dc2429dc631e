//! Functions whose results stand in the standards.

use openssl::error::ErrorStack;
use openssl::hash::{hash, MessageDigest};
use openssl::symm::{Cipher, Crypter, Mode};

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(data: &[u8]) -> Result<String, ErrorStack> {
    Ok(hex(&hash(MessageDigest::sha256(), data)?))
}

/// One block through AES-128 without any mode, in hexadecimal.
pub fn aes128(key: &[u8; 16], block: &[u8; 16]) -> Result<String, ErrorStack> {
    let mut cipher = Crypter::new(Cipher::aes_128_ecb(), Mode::Encrypt, key, None)?;
    cipher.pad(false);
    let mut out = [0; 32];
    let mut n = cipher.update(block, &mut out)?;
    n += cipher.finalize(&mut out[n..])?;
    Ok(hex(&out[..n]))
}

/// The key and the block of FIPS 197, appendix C.1.
pub fn fips197() -> ([u8; 16], [u8; 16]) {
    let count: [u8; 16] = std::array::from_fn(|i| i as u8);
    (count, count.map(|b| b << 4 | b))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // FIPS 180-2, appendix B.1.
    #[test]
    fn sha256_of_abc() {
        let want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc").unwrap(), want);
    }

    // FIPS 180-2, appendix B.3.
    #[test]
    fn sha256_of_a_million_letters() {
        let want = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
        assert_eq!(sha256(&[b'a'; 1_000_000]).unwrap(), want);
    }

    #[test]
    fn aes128_of_the_standard() {
        let (key, block) = fips197();
        assert_eq!(
            aes128(&key, &block).unwrap(),
            "69c4e0d86a7b0430d8cdb78070b4c55a"
        );
    }

    #[test]
    #[should_panic(expected = "block")]
    fn half_a_block_is_refused() {
        let mut cipher =
            Crypter::new(Cipher::aes_128_ecb(), Mode::Encrypt, &[0; 16], None).unwrap();
        cipher.pad(false);
        let mut out = [0; 32];
        cipher.update(&[0; 8], &mut out).unwrap();
        cipher.finalize(&mut out).expect("half a block is no block");
    }
}
