//! Signs and hashes by libsodium, through the crate libsodium-sys-stable, and says what came of
//! it, as JSON.
use libsodium_sys as sodium;
use std::ffi::CStr;
use std::ptr;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn main() {
    let seed: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, //
        0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];
    let (mut public, mut secret, mut signature, mut hash) = ([0u8; 32], [0u8; 64], [0u8; 64], [0u8; 64]);
    let version = unsafe {
        assert_eq!(sodium::sodium_init(), 0);
        sodium::crypto_sign_seed_keypair(public.as_mut_ptr(), secret.as_mut_ptr(), seed.as_ptr());
        sodium::crypto_sign_detached(signature.as_mut_ptr(), ptr::null_mut(), b"".as_ptr(), 0, secret.as_ptr());
        sodium::crypto_generichash(hash.as_mut_ptr(), 64, b"abc".as_ptr(), 3, ptr::null(), 0);
        CStr::from_ptr(sodium::sodium_version_string()).to_str().unwrap()
    };
    let (public, signature, hash) = (hex(&public), hex(&signature[..8]), hex(&hash[..8]));
    println!("{{\"version\": \"{version}\", \"public\": \"{public}\", \"signature\": \"{signature}\", \"blake2b\": \"{hash}\"}}");
}
