//! The daemon as the client sees it.

use crate::Result;
use control::{Reply, Request, reply::Answer, request::Ask};
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::{Duration, Instant};

/// How long a daemon may take to begin.
const PATIENCE: Duration = Duration::from_secs(20);

/// A daemon that listens.
pub struct Daemon(UnixStream);

impl Daemon {
    /// Connects to a daemon, which may just be starting.
    pub fn connect(socket: &str) -> Result<Self> {
        let begun = Instant::now();
        loop {
            match UnixStream::connect(socket) {
                Ok(stream) => return Ok(Daemon(stream)),
                Err(e) if begun.elapsed() > PATIENCE => return Err(e.into()),
                Err(_) => thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Asks one thing.
    pub fn ask(&mut self, ask: Ask) -> Result<Answer> {
        control::send(&mut self.0, &Request { ask: Some(ask) })?;
        let reply: Reply = control::receive(&mut self.0)?.ok_or("the daemon is gone")?;
        match reply
            .answer
            .ok_or("an answer that this client does not know")?
        {
            Answer::Failure(reason) => Err(reason.into()),
            answer => Ok(answer),
        }
    }
}
