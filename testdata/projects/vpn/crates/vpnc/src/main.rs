//! The client: asks the daemon everything that it can be asked, and prints the
//! answers as one line of JSON.

mod daemon;
mod netlink;
mod report;

use daemon::Daemon;
use std::env;
use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let [socket] = &args[..] else {
        eprintln!("usage: vpnc SOCKET");
        return ExitCode::from(2);
    };
    match Daemon::connect(socket).and_then(|mut daemon| report::line(&mut daemon)) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("vpnc: {socket}: {e}");
            ExitCode::FAILURE
        }
    }
}
