//! The messages between daemon and client, and how they go over a socket: each
//! has its length in front.

use prost::Message;
use std::io::{self, Read, Write};

include!(concat!(env!("OUT_DIR"), "/control.rs"));

/// What the protoc that read control.proto says of itself.
pub const COMPILER: &str = env!("PROTOC_VERSION");

/// The longest message that is taken.
const LIMIT: u32 = 1 << 20;

/// Sends one message.
pub fn send(to: &mut impl Write, message: &impl Message) -> io::Result<()> {
    let body = message.encode_to_vec();
    let length = u32::try_from(body.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(&body)
}

/// Receives one message, `None` where the other end has closed the socket.
pub fn receive<M: Message + Default>(from: &mut impl Read) -> io::Result<Option<M>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_be_bytes(length);
    if length > LIMIT {
        return Err(io::Error::other("a message is too long"));
    }
    let mut body = vec![0; length as usize];
    from.read_exact(&mut body)?;
    M::decode(&*body).map(Some).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_arrives_as_it_was_sent() {
        let sent = Measured {
            counter: 1 << 41,
            histogram: "some".to_owned(),
            clock: u64::MAX,
        };
        let mut wire = Vec::new();
        send(&mut wire, &sent).unwrap();
        let mut wire = &wire[..];
        assert_eq!(receive::<Measured>(&mut wire).unwrap(), Some(sent));
        assert_eq!(receive::<Measured>(&mut wire).unwrap(), None);
    }

    #[test]
    fn a_message_that_is_too_long_is_refused() {
        assert!(receive::<Measured>(&mut &[0xff; 8][..]).is_err());
    }
}
