//! Prints one line of JSON that shows whether a cross build went right.
//!
//! A right build prints (arch, endian, width and version vary):
//!
//! ```json
//! {"arch":"arm","endian":"little","width":32,"float":2.142857142857143,
//!  "c_float":2.142857142857143,"zlib":"cbf43926","threads":36000,
//!  "counter":17179869220000,"histogram":"800 of 3600 in all, 8 timed",
//!  "clock":"fedcba9876543210","unwound":true,"version":"unknown"}
//! ```
//!
//! `probe --schema` prints the JSON schema of that line.

mod checks;
mod clock;
mod metrics;
mod report;
mod zlib;

use report::Report;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let answer = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Report::measure().line(),
        ["--schema"] => Ok(report::schema_text()),
        _ => Err("usage: probe [--schema]".to_owned()),
    };
    match answer {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("probe: {reason}");
            ExitCode::FAILURE
        }
    }
}
