//! Calls libmnl, libnftnl and json-c, and reads what protoc made of color.proto.
use std::ffi::{c_char, c_int, c_void, CStr};

extern "C" {
    fn mnl_socket_open(bus: c_int) -> *mut c_void;
    fn mnl_socket_close(socket: *mut c_void) -> c_int;

    fn nftnl_table_alloc() -> *mut c_void;
    fn nftnl_table_set_str(table: *mut c_void, attribute: u16, text: *const c_char) -> c_int;
    fn nftnl_table_set_u32(table: *mut c_void, attribute: u16, value: u32);
    fn nftnl_table_get_str(table: *const c_void, attribute: u16) -> *const c_char;
    fn nftnl_table_get_u32(table: *const c_void, attribute: u16) -> u32;
    fn nftnl_nlmsg_build_hdr(buffer: *mut u8, command: u16, family: u16, flags: u16, seq: u32) -> *mut c_void;
    fn nftnl_table_nlmsg_build_payload(message: *mut c_void, table: *const c_void);
    fn nftnl_table_nlmsg_parse(message: *const c_void, table: *mut c_void) -> c_int;

    fn json_tokener_parse(text: *const c_char) -> *mut c_void;
    fn json_object_to_json_string_ext(object: *mut c_void, flags: c_int) -> *const c_char;
}

const NAME: u16 = 0; // NFTNL_TABLE_NAME
const FAMILY: u16 = 1; // NFTNL_TABLE_FAMILY
const NEW_TABLE: u16 = 0; // NFT_MSG_NEWTABLE
const NETLINK_ROUTE: c_int = 0;

#[repr(align(8))]
struct Buffer([u8; 4096]);

fn text(p: *const c_char) -> String {
    assert!(!p.is_null());
    unsafe { CStr::from_ptr(p) }.to_str().unwrap().to_owned()
}

fn socket() -> &'static str {
    unsafe {
        let s = mnl_socket_open(NETLINK_ROUTE);
        assert!(!s.is_null());
        assert_eq!(mnl_socket_close(s), 0);
    }
    "open"
}

/// Writes a table into a message of the kernel's and reads it from there.
fn table() -> (String, u32) {
    let mut buffer = Buffer([0; 4096]);
    unsafe {
        let table = nftnl_table_alloc();
        nftnl_table_set_str(table, NAME, c"filter".as_ptr());
        nftnl_table_set_u32(table, FAMILY, 2);
        let message = nftnl_nlmsg_build_hdr(buffer.0.as_mut_ptr(), NEW_TABLE, 2, 0, 1);
        nftnl_table_nlmsg_build_payload(message, table);
        let again = nftnl_table_alloc();
        assert_eq!(nftnl_table_nlmsg_parse(message, again), 0);
        (text(nftnl_table_get_str(again, NAME)), nftnl_table_get_u32(again, FAMILY))
    }
}

fn json() -> String {
    unsafe {
        let object = json_tokener_parse(c"{ \"a\": [1,  2] }".as_ptr());
        text(json_object_to_json_string_ext(object, 0))
    }
}

/// The names in protoc's descriptor, which holds them as they are.
fn fields() -> String {
    let known = include_bytes!(concat!(env!("OUT_DIR"), "/color.bin"));
    let has = |name: &&str| known.windows(name.len()).any(|w| w == name.as_bytes());
    ["red", "green", "blue", "alpha", "violet"].into_iter().filter(has).collect::<Vec<_>>().join(" ")
}

fn main() {
    let (name, family) = table();
    println!(
        r#"{{"socket": "{}", "table": "{name}", "family": {family}, "json": {:?}, "fields": "{}"}}"#,
        socket(),
        json(),
        fields(),
    );
}
