//! TLS 1.3 with oneself over loopback, with a certificate that is made for it.

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
use openssl::ssl::{SslAcceptor, SslConnector, SslMethod, SslVersion};
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509NameBuilder, X509};

/// What both ends agreed on, and what came back.
#[derive(Debug, PartialEq)]
pub struct Talk {
    pub version: String,
    pub echo: String,
}

/// A certificate that signs itself, for one name and one day.
pub fn certificate(name: &str) -> Result<(X509, PKey<Private>), ErrorStack> {
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

/// Says something to a server whose certificate is for one name, under another
/// or the same name, and gives what came back.
pub fn talk(certified: &str, asked: &str, words: &str) -> Result<Talk, Box<dyn Error>> {
    let (certificate, key) = certificate(certified)?;
    let mut acceptor = SslAcceptor::mozilla_modern_v5(SslMethod::tls_server())?;
    acceptor.set_certificate(&certificate)?;
    acceptor.set_private_key(&key)?;
    let acceptor = acceptor.build();
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    let server = thread::spawn(move || {
        let (stream, _) = listener.accept().ok()?;
        let mut stream = acceptor.accept(stream).ok()?;
        let mut heard = [0; 64];
        let n = stream.read(&mut heard).ok()?;
        stream.write_all(&heard[..n]).ok()
    });

    let mut connector = SslConnector::builder(SslMethod::tls_client())?;
    connector.set_min_proto_version(Some(SslVersion::TLS1_3))?;
    connector.cert_store_mut().add_cert(certificate)?;
    let mut stream = connector
        .build()
        .connect(asked, TcpStream::connect(address)?)?;
    stream.write_all(words.as_bytes())?;
    let mut echo = vec![0; words.len()];
    stream.read_exact(&mut echo)?;
    let version = stream.ssl().version_str().to_owned();
    server
        .join()
        .map_err(|_| "the server panicked")?
        .ok_or("the server gave up")?;
    Ok(Talk {
        version,
        echo: String::from_utf8(echo)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_tls_1_3() {
        let got = talk("primer.example", "primer.example", "hello").unwrap();
        assert_eq!(
            got,
            Talk {
                version: "TLSv1.3".into(),
                echo: "hello".into()
            }
        );
    }

    #[test]
    fn another_name_is_refused() {
        assert!(talk("primer.example", "other.example", "hello").is_err());
    }
}
