//! Fetches a page from a server of its own with libcurl, through the crate curl, and says
//! what came, as JSON.
use std::io::{Read, Write};
use std::net::TcpListener;

// "as it was before" by gzip -9n.
const PACKED: &[u8] = &[0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0x2c, 0x56, 0xc8, 0x2c, 0x51, 0x28, 0x4f, 0x2c, 0x56, 0x48, 0x4a, 0x4d, 0xcb, 0x2f, 0x4a, 0x05, 0x00, 0x40, 0x22, 0x77, 0x52, 0x10, 0x00, 0x00, 0x00];

fn main() {
    let version = curl::Version::get();
    let tls = version.ssl_version().unwrap_or("none").split('/').next().unwrap().to_string();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            asked.push(byte[0]);
        }
        let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", PACKED.len());
        stream.write_all(&[head.as_bytes(), PACKED].concat()).unwrap();
        String::from_utf8(asked).unwrap()
    });
    let mut easy = curl::easy::Easy::new();
    let path = easy.url_encode("a b".as_bytes());
    easy.url(&format!("http://127.0.0.1:{port}/{path}")).unwrap();
    easy.accept_encoding("gzip").unwrap();
    easy.proxy("").unwrap();
    let mut body = Vec::new();
    {
        let mut transfer = easy.transfer();
        transfer
            .write_function(|data| {
                body.extend_from_slice(data);
                Ok(data.len())
            })
            .unwrap();
        transfer.perform().unwrap();
    }
    let asked = server.join().unwrap();
    let asked = asked.lines().next().unwrap();
    let (status, body) = (easy.response_code().unwrap(), String::from_utf8(body).unwrap());
    // Nothing listens there any more; what is asked is whether TLS is known.
    easy.url(&format!("https://127.0.0.1:{port}/")).unwrap();
    let https = !easy.perform().unwrap_err().is_unsupported_protocol();
    let version = version.version();
    println!("{{\"version\": \"{version}\", \"tls\": \"{tls}\", \"asked\": \"{asked}\", \"status\": {status}, \"body\": \"{body}\", \"https\": {https}}}");
}
