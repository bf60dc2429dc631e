//! The kernel's links, asked for over netlink by libmnl.

use crate::Result;
use control::Link;
use mnl::mnl_sys::{self as sys, libc};
use std::ffi::CStr;
use std::ptr;

const SEQUENCE: u32 = 1;

/// The kernel's ifinfomsg, up to the index.
#[repr(C)]
struct Info {
    family: u8,
    pad: u8,
    kind: u16,
    index: u32,
    flags: u32,
    change: u32,
}

/// Finds a link by its name.
pub fn find(name: &str) -> Result<Link> {
    let socket = mnl::Socket::new(mnl::Bus::Route)?;
    socket.send(&request())?;
    let mut links: Vec<Link> = Vec::new();
    let mut buffer = vec![0; 32768];
    loop {
        let length = socket.recv(&mut buffer)?;
        let result = mnl::cb_run2(
            &buffer[..length],
            SEQUENCE,
            socket.portid(),
            keep,
            &mut links,
        )?;
        if matches!(result, mnl::CbResult::Stop) {
            break;
        }
    }
    let found = links.into_iter().find(|link| link.name == name);
    Ok(found.ok_or_else(|| format!("the kernel has no link {name}"))?)
}

/// A message that asks for every link.
fn request() -> Vec<u8> {
    let mut buffer = vec![0_u32; 16];
    // SAFETY: the buffer is aligned and has room for both headers.
    let length = unsafe {
        let header = sys::mnl_nlmsg_put_header(buffer.as_mut_ptr().cast());
        (*header).nlmsg_type = libc::RTM_GETLINK;
        (*header).nlmsg_flags = (libc::NLM_F_REQUEST | libc::NLM_F_DUMP) as u16;
        (*header).nlmsg_seq = SEQUENCE;
        sys::mnl_nlmsg_put_extra_header(header, size_of::<Info>());
        (*header).nlmsg_len as usize
    };
    buffer
        .iter()
        .flat_map(|word| word.to_ne_bytes())
        .take(length)
        .collect()
}

/// Keeps the link that a message is about.
fn keep(message: &libc::nlmsghdr, links: &mut Vec<Link>) -> libc::c_int {
    // SAFETY: libmnl has checked the message's length; the attributes behind
    // its second header end where the message does.
    unsafe {
        let info: *const Info = sys::mnl_nlmsg_get_payload(message).cast();
        let end = sys::mnl_nlmsg_get_payload_tail(message);
        let mut attribute: *const libc::nlattr =
            sys::mnl_nlmsg_get_payload_offset(message, size_of::<Info>()).cast();
        while sys::mnl_attr_ok(
            attribute,
            end.cast::<u8>().offset_from(attribute.cast()) as i32,
        ) {
            if sys::mnl_attr_get_type(attribute) == libc::IFLA_IFNAME {
                let name = CStr::from_ptr(sys::mnl_attr_get_str(attribute));
                let index = ptr::addr_of!((*info).index).read_unaligned();
                links.push(Link {
                    index,
                    name: name.to_string_lossy().into_owned(),
                });
            }
            attribute = sys::mnl_attr_next(attribute);
        }
    }
    sys::MNL_CB_OK
}
