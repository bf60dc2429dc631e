//! Compiles a filter by libpcap, through the crate pcap, lets packets through it and says
//! which, as JSON.
use std::ffi::{c_char, CStr};

extern "C" {
    fn pcap_lib_version() -> *const c_char;
}

/// A packet of Ethernet, IPv4 and what its protocol's number says, to a port.
fn packet(protocol: u8, port: u16) -> Vec<u8> {
    let mut p = vec![2; 12];
    p.extend([8, 0]);
    p.extend([0x45, 0, 0, 40, 0, 0, 0, 0, 64, protocol, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]);
    p.extend([0xc0, 0x01]);
    p.extend(port.to_be_bytes());
    p.extend([0; 16]);
    p
}

fn main() {
    let version = unsafe { CStr::from_ptr(pcap_lib_version()) }.to_str().unwrap();
    let version = version.split(' ').nth(2).unwrap();
    let capture = pcap::Capture::dead(pcap::Linktype::ETHERNET).unwrap();
    let filter = capture.compile("src host 192.0.2.1 and udp dst port 53", true).unwrap();
    let through: Vec<bool> = [packet(17, 53), packet(17, 54), packet(6, 53)].iter().map(|p| filter.filter(p)).collect();
    let refused = capture.compile("udp porridge", true).is_err();
    println!("{{\"version\": \"{version}\", \"through\": {through:?}, \"refused\": {refused}}}");
}
