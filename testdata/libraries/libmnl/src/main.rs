//! Writes a netlink message by libmnl and reads it again, and says what came of it, as JSON.
use std::ffi::CStr;

#[repr(align(8))]
struct Buffer([u8; 256]);

fn main() {
    let mut buffer = Buffer([0; 256]);
    let (length, said) = unsafe {
        let message = mnl_sys::mnl_nlmsg_put_header(buffer.0.as_mut_ptr().cast());
        mnl_sys::mnl_attr_put_strz(message, 7, c"eth0".as_ptr());
        mnl_sys::mnl_attr_put_u32(message, 9, 0x01020304);
        let first = mnl_sys::mnl_nlmsg_get_payload(message).cast();
        assert_eq!(mnl_sys::mnl_attr_get_type(first), 7);
        let said = CStr::from_ptr(mnl_sys::mnl_attr_get_str(first));
        ((*message).nlmsg_len, said.to_str().unwrap().to_owned())
    };
    let socket = unsafe { mnl_sys::mnl_socket_open(0) };
    let open = !socket.is_null();
    println!("{{\"length\": {length}, \"said\": \"{said}\", \"open\": {open}}}");
}
