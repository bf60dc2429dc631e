//! What a gateway needs of its cryptography, by two libraries in one program. Answers
//! that stand in the standards, since both ends of a handshake can share one mistake;
//! and a handshake, which needs all of them together.

pub mod by_openssl;
pub mod by_ring;
pub mod tls;

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
