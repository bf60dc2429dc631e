//! TLS with oneself over loopback, with a certificate that is made for it. Nothing here
//! is of one operating system.

use std::error::Error;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::ssl::{SslAcceptor, SslConnector, SslMethod};
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509NameBuilder, X509};

/// The version that both ends agreed on, and what came back.
#[derive(Debug, PartialEq)]
pub struct Talk {
    pub version: String,
    pub echo: String,
}

/// Connects to a server whose certificate is for one name, asks for another or the same,
/// and has some words sent back.
pub fn talk(certified: &str, asked: &str, words: &str) -> Result<Talk, Box<dyn Error>> {
    let (certificate, key) = certificate(certified)?;
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    let acceptor = acceptor(&certificate, &key)?;
    let server = thread::spawn(move || echo(&listener, &acceptor));

    let mut connector = SslConnector::builder(SslMethod::tls_client())?;
    connector.cert_store_mut().add_cert(certificate)?;
    let mut stream = connector
        .build()
        .connect(asked, TcpStream::connect(address)?)?;
    stream.write_all(words.as_bytes())?;
    let mut back = vec![0; words.len()];
    stream.read_exact(&mut back)?;
    let version = stream.ssl().version_str().to_owned();
    server
        .join()
        .map_err(|_| "the server panicked")?
        .ok_or("the server gave up")?;
    Ok(Talk {
        version,
        echo: String::from_utf8(back)?,
    })
}

/// A certificate that signs itself, for one name and one day, and its key.
fn certificate(name: &str) -> Result<(X509, PKey<Private>), ErrorStack> {
    let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    let key = PKey::from_ec_key(EcKey::generate(&curve)?)?;
    let mut subject = X509NameBuilder::new()?;
    subject.append_entry_by_text("CN", name)?;
    let subject = subject.build();

    let mut made = X509::builder()?;
    made.set_version(2)?;
    made.set_serial_number(&*BigNum::from_u32(1)?.to_asn1_integer()?)?;
    made.set_subject_name(&subject)?;
    made.set_issuer_name(&subject)?;
    made.set_pubkey(&key)?;
    made.set_not_before(&*Asn1Time::days_from_now(0)?)?;
    made.set_not_after(&*Asn1Time::days_from_now(1)?)?;
    let names = SubjectAlternativeName::new()
        .dns(name)
        .build(&made.x509v3_context(None, None))?;
    made.append_extension(names)?;
    made.sign(&key, MessageDigest::sha256())?;
    Ok((made.build(), key))
}

fn acceptor(certificate: &X509, key: &PKey<Private>) -> Result<SslAcceptor, ErrorStack> {
    let mut acceptor = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server())?;
    acceptor.set_certificate(certificate)?;
    acceptor.set_private_key(key)?;
    Ok(acceptor.build())
}

/// Sends back what the first client says; nothing where that fails.
fn echo(listener: &TcpListener, acceptor: &SslAcceptor) -> Option<()> {
    let (stream, _) = listener.accept().ok()?;
    let mut stream = acceptor.accept(stream).ok()?;
    let mut heard = [0; 64];
    let n = stream.read(&mut heard).ok()?;
    stream.write_all(&heard[..n]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_is_refused() {
        let said = talk("gateway.example", "other.example", "hello").unwrap_err();
        assert!(said.to_string().contains("hostname mismatch"), "{said}");
    }
}
