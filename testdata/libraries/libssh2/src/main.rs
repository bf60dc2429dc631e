//! Asks libssh2, through the crate ssh2, for a host that it is told of, and says what it
//! answers, as JSON.
use ssh2::{KnownHostFileKind, MethodType};
use std::ffi::{c_char, c_int, CStr};

extern "C" {
    fn libssh2_version(required: c_int) -> *const c_char;
}

// A line of ssh-keygen -H.
const LINE: &str = "|1|FBUWFxgZGhscHR4fICEiIyQlJic=|/8hJnw8JEWXQ0kRvfDLoay21S34= ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const KEY: &str = "0000000b7373682d6564323535313900000020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

fn main() {
    let version = unsafe { CStr::from_ptr(libssh2_version(0)) }.to_str().unwrap();
    let session = ssh2::Session::new().unwrap();
    session.set_compress(true);
    let mut hosts = session.known_hosts().unwrap();
    hosts.read_str(LINE, KnownHostFileKind::OpenSSH).unwrap();
    let key: Vec<u8> = (0..KEY.len() / 2).map(|i| u8::from_str_radix(&KEY[2 * i..2 * i + 2], 16).unwrap()).collect();
    let answer = |result| match result {
        ssh2::CheckResult::Match => "match",
        ssh2::CheckResult::Mismatch => "mismatch",
        ssh2::CheckResult::NotFound => "not found",
        ssh2::CheckResult::Failure => "failure",
    };
    let (right, wrong, other) = (hosts.check("example.org", &key), hosts.check("example.org", &key[1..]), hosts.check("example.com", &key));
    let (right, wrong, other) = (answer(right), answer(wrong), answer(other));
    let has = |kind, name| session.supported_algs(kind).unwrap().contains(&name);
    let (curve, zlib) = (has(MethodType::Kex, "curve25519-sha256"), has(MethodType::CompCs, "zlib"));
    println!("{{\"version\": \"{version}\", \"right\": \"{right}\", \"wrong\": \"{wrong}\", \"other\": \"{other}\", \"curve25519\": {curve}, \"zlib\": {zlib}}}");
}
