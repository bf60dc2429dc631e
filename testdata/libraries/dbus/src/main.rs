//! Writes a message with libdbus-1, through the crate dbus, and reads it, as JSON.
use std::ffi::c_int;

extern "C" {
    fn dbus_get_version(major: *mut c_int, minor: *mut c_int, micro: *mut c_int);
}

fn main() {
    let (mut major, mut minor, mut micro) = (0, 0, 0);
    unsafe { dbus_get_version(&mut major, &mut minor, &mut micro) };
    let call = dbus::Message::new_method_call("org.example.Name", "/a/path", "org.example.Things", "Add").unwrap();
    let call = call.append3("things", 40u32, vec![-1i64, 2]);
    let (word, number, list): (&str, u32, Vec<i64>) = call.read3().unwrap();
    let signature = list.iter().sum::<i64>();
    let refused = dbus::strings::BusName::new("no name").is_err();
    println!("{{\"version\": \"{major}.{minor}.{micro}\", \"word\": \"{word}\", \"number\": {number}, \"sum\": {signature}, \"refused\": {refused}}}");
}
