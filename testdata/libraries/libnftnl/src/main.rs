//! Writes a table of the firewall's by libnftnl and reads it again, and says what came of it,
//! as JSON.
use nftnl_sys as nft;
use std::ffi::CStr;

#[repr(align(8))]
struct Buffer([u8; 4096]);

const NAME: u16 = 0; // NFTNL_TABLE_NAME
const FAMILY: u16 = 1; // NFTNL_TABLE_FAMILY

fn main() {
    let mut buffer = Buffer([0; 4096]);
    let (name, family) = unsafe {
        let table = nft::nftnl_table_alloc();
        nft::nftnl_table_set_str(table, NAME, c"filter".as_ptr());
        nft::nftnl_table_set_u32(table, FAMILY, 2);
        let message = nft::nftnl_nlmsg_build_hdr(buffer.0.as_mut_ptr().cast(), 0, 2, 0, 1);
        nft::nftnl_table_nlmsg_build_payload(message.cast(), table);
        let again = nft::nftnl_table_alloc();
        assert_eq!(nft::nftnl_table_nlmsg_parse(message.cast(), again), 0);
        (CStr::from_ptr(nft::nftnl_table_get_str(again, NAME)).to_str().unwrap(), nft::nftnl_table_get_u32(again, FAMILY))
    };
    println!("{{\"table\": \"{name}\", \"family\": {family}}}");
}
