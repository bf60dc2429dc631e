//! Netlink messages as text. Their headers are in this machine's byte order and
//! what netfilter puts into them is in the network's: read as the kernel would
//! read them, they give the same text on every machine.

use crate::Result;
use std::fmt::Write;

const NFNL_MSG_BATCH_BEGIN: u16 = 16;
const NFNL_MSG_BATCH_END: u16 = 17;
/// NFNL_SUBSYS_NFTABLES, in the upper half of a type.
const NFTABLES: u16 = 10 << 8;
const NESTED: u16 = 1 << 15;
/// Of a netlink message, with netfilter's own header.
const HEADER: usize = 20;

/// The names of the messages in a batch.
pub fn names(batch: &[u8]) -> Result<Vec<String>> {
    messages(batch)?
        .into_iter()
        .map(|(kind, _)| name(kind))
        .collect()
}

/// The attributes of the first message of a name: `type:payload` in hex, those
/// that hold others with braces.
pub fn attributes(batch: &[u8], wanted: &str) -> Result<String> {
    for (kind, body) in messages(batch)? {
        if name(kind)? == wanted {
            let mut text = String::new();
            list(body, &mut text)?;
            return Ok(text);
        }
    }
    Err(format!("there is no {wanted}").into())
}

fn name(kind: u16) -> Result<String> {
    Ok(match kind {
        NFNL_MSG_BATCH_BEGIN => "begin",
        NFNL_MSG_BATCH_END => "end",
        _ => match kind.checked_sub(NFTABLES) {
            Some(0) => "table",
            Some(3) => "chain",
            Some(6) => "rule",
            _ => return Err(format!("a message of the type {kind}").into()),
        },
    }
    .to_owned())
}

/// Each message's type, and its attributes.
fn messages(mut batch: &[u8]) -> Result<Vec<(u16, &[u8])>> {
    let mut all = Vec::new();
    while !batch.is_empty() {
        let length = u32::from_ne_bytes(word(batch, 0)?) as usize;
        let kind = u16::from_ne_bytes(word(batch, 4)?);
        all.push((kind, batch.get(HEADER..length).ok_or("a message is cut")?));
        batch = batch.get(aligned(length)..).unwrap_or_default();
    }
    Ok(all)
}

fn list(mut attributes: &[u8], text: &mut String) -> Result<()> {
    let mut between = "";
    while !attributes.is_empty() {
        let length = u16::from_ne_bytes(word(attributes, 0)?) as usize;
        let kind = u16::from_ne_bytes(word(attributes, 2)?);
        let payload = attributes.get(4..length).ok_or("an attribute is cut")?;
        write!(text, "{between}{}", kind & !NESTED)?;
        if kind & NESTED != 0 {
            text.push('{');
            list(payload, text)?;
            text.push('}');
        } else {
            text.push(':');
            for byte in payload {
                write!(text, "{byte:02x}")?;
            }
        }
        between = " ";
        attributes = attributes.get(aligned(length)..).unwrap_or_default();
    }
    Ok(())
}

fn aligned(length: usize) -> usize {
    length.next_multiple_of(4)
}

fn word<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N]> {
    Ok(bytes.get(at..at + N).ok_or("a header is cut")?.try_into()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> Vec<u8> {
        let mut out = Vec::new();
        out.extend(36_u32.to_ne_bytes());
        out.extend((NFTABLES + 6).to_ne_bytes());
        out.extend([0; 14]); // flags, sequence, port; family, version, resource
        out.extend(16_u16.to_ne_bytes());
        out.extend((NESTED | 4).to_ne_bytes());
        out.extend(6_u16.to_ne_bytes());
        out.extend(1_u16.to_ne_bytes());
        out.extend([0x12, 0x34, 0, 0]);
        out.extend(4_u16.to_ne_bytes());
        out.extend(2_u16.to_ne_bytes());
        out
    }

    #[test]
    fn a_message_is_read_in_this_machines_order() {
        assert_eq!(names(&rule()).unwrap(), ["rule"]);
        assert_eq!(attributes(&rule(), "rule").unwrap(), "4{1:1234 2:}");
    }

    #[test]
    fn what_is_cut_is_refused() {
        for length in 1..rule().len() {
            assert!(attributes(&rule()[..length], "rule").is_err(), "{length}");
        }
    }
}
