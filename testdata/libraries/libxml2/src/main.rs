//! Reads XML with libxml2, through the crate libxml, and says what it finds, as JSON.
use libxml::{parser::{Parser, ParserOptions}, xpath::Context};
use std::ffi::CStr;

fn main() {
    // As 20914 for 2.9.14.
    let number: u32 = unsafe { CStr::from_ptr(*libxml::bindings::__xmlParserVersion()) }.to_str().unwrap().parse().unwrap();
    let version = format!("{}.{}.{}", number / 10000, number / 100 % 100, number % 100);
    // By its encoding ü is one byte.
    let text = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><shop><fruit price=\"3\">pear</fruit><fruit price=\"5\">gr\xfcn</fruit></shop>";
    let document = Parser::default().parse_string(text).unwrap();
    let context = Context::new(&document).unwrap();
    let sum = context.evaluate("sum(//fruit/@price)").unwrap().to_string();
    let dear = context.evaluate("//fruit[@price > 4]").unwrap().to_string();
    let strict = ParserOptions { recover: false, ..Default::default() };
    let refused = Parser::default().parse_string_with_options("<open>", strict).is_err();
    println!("{{\"version\": \"{version}\", \"sum\": {sum}, \"dear\": \"{dear}\", \"refused\": {refused}}}");
}
