//! Lets libusb, through the crate rusb, read a descriptor, and says what it found, as JSON.
use rusb::ffi::{self, constants::LIBUSB_ERROR_TIMEOUT};
use rusb::UsbContext;
use std::ffi::CStr;
use std::{mem, ptr};

fn main() {
    let version = rusb::version();
    let version = format!("{}.{}.{}", version.major(), version.minor(), version.micro());
    // What stands behind the descriptor of a SuperSpeed endpoint: USB 3.2, 9.6.7.
    let extra = [6, 0x30, 15, 0, 0x00, 0x04];
    let (burst, bytes, name) = unsafe {
        let mut endpoint: ffi::libusb_endpoint_descriptor = mem::zeroed();
        endpoint.extra = extra.as_ptr();
        endpoint.extra_length = extra.len() as _;
        let mut companion = ptr::null();
        assert_eq!(ffi::libusb_get_ss_endpoint_companion_descriptor(ptr::null_mut(), &endpoint, &mut companion), 0);
        let name = CStr::from_ptr(ffi::libusb_error_name(LIBUSB_ERROR_TIMEOUT)).to_str().unwrap();
        ((*companion).bMaxBurst, (*companion).wBytesPerInterval, name)
    };
    // Where Linux has no USB, it does not start.
    let starts = match rusb::Context::new() {
        Ok(context) => context.devices().is_ok(),
        Err(error) => error == rusb::Error::Other,
    };
    println!("{{\"version\": \"{version}\", \"burst\": {burst}, \"bytes\": {bytes}, \"name\": \"{name}\", \"starts\": {starts}}}");
}
