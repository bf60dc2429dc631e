//! Asks libpq, through the crate pq-sys, what it does without a server, and says what it
//! answers, as JSON.
use std::ffi::CStr;

fn main() {
    // As 160002 for 16.2.
    let number = unsafe { pq_sys::PQlibVersion() };
    let version = format!("{}.{}", number / 10000, number % 10000);
    let (mut host, mut port, mut mode) = (String::new(), String::new(), String::new());
    let mut message = std::ptr::null_mut();
    let (password, attributes, refused) = unsafe {
        let options = pq_sys::PQconninfoParse(c"postgresql://me@db.example.org:5433/things?sslmode=verify-full".as_ptr(), &mut message);
        assert!(!options.is_null());
        let mut at = options;
        while !(*at).keyword.is_null() {
            if !(*at).val.is_null() {
                let value = CStr::from_ptr((*at).val).to_str().unwrap().to_string();
                match CStr::from_ptr((*at).keyword).to_str().unwrap() {
                    "host" => host = value,
                    "port" => port = value,
                    "sslmode" => mode = value,
                    _ => {}
                }
            }
            at = at.add(1);
        }
        pq_sys::PQconninfoFree(options);
        let password = CStr::from_ptr(pq_sys::PQencryptPassword(c"secret".as_ptr(), c"me".as_ptr())).to_str().unwrap();
        let mut attributes = 0;
        while !(*pq_sys::PQsslAttributeNames(std::ptr::null_mut()).add(attributes)).is_null() {
            attributes += 1;
        }
        // Nothing listens on the first port; the answer is libpq's own.
        let connection = pq_sys::PQconnectdb(c"host=127.0.0.1 port=1 sslmode=require".as_ptr());
        let refused = CStr::from_ptr(pq_sys::PQerrorMessage(connection)).to_str().unwrap().contains("Connection refused");
        pq_sys::PQfinish(connection);
        (password, attributes, refused)
    };
    println!(
        "{{\"version\": \"{version}\", \"host\": \"{host}\", \"port\": {port}, \"mode\": \"{mode}\", \"password\": \"{password}\", \"tls\": {}, \"refused\": {refused}}}",
        attributes > 0
    );
}
