//! What a cross build of OpenSSL must get right: known answers, since a
//! handshake in which both ends share one mistake succeeds, and a handshake.

pub mod answers;
pub mod tls;
