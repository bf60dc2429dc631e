//! The daemon: answers what clients ask over a Unix socket, each in a thread of
//! its own, until it is ended.

mod clock;
mod firewall;
mod links;
mod metrics;
mod settings;

use control::request::Ask;
use control::{Identity, Measured, Reply, Request, Schema, reply::Answer};
use std::error::Error;
use std::os::unix::net::{UnixListener, UnixStream};
use std::process::ExitCode;
use std::{env, io, process, thread};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let [socket] = &args[..] else {
        eprintln!("usage: vpnd SOCKET");
        return ExitCode::from(2);
    };
    match serve(socket) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("vpnd: {socket}: {e}");
            ExitCode::FAILURE
        }
    }
}

fn serve(socket: &str) -> io::Result<()> {
    for client in UnixListener::bind(socket)?.incoming() {
        let client = client?;
        thread::spawn(move || {
            if let Err(e) = converse(client) {
                eprintln!("vpnd: {e}");
            }
        });
    }
    Ok(())
}

/// Answers one client until it leaves.
fn converse(mut client: UnixStream) -> io::Result<()> {
    while let Some(request) = control::receive::<Request>(&mut client)? {
        let answer = answer(request).unwrap_or_else(|e| Answer::Failure(e.to_string()));
        control::send(
            &mut client,
            &Reply {
                answer: Some(answer),
            },
        )?;
    }
    Ok(())
}

fn answer(request: Request) -> Result<Answer> {
    Ok(match request.ask.ok_or("nothing was asked")? {
        Ask::Who(_) => Answer::Identity(Identity {
            process: process::id(),
            compiler: control::COMPILER.to_owned(),
        }),
        Ask::Loopback(_) => Answer::Link(links::find("lo")?),
        Ask::Firewall(wanted) => Answer::Batch(firewall::let_out(&wanted)?),
        Ask::Measure(_) => Answer::Measured(Measured {
            counter: metrics::counter()?,
            histogram: metrics::histogram()?,
            clock: clock::set_and_read()?,
        }),
        Ask::Settings(_) => Answer::Schema(Schema {
            json: settings::schema()?,
        }),
    })
}
