//! coarsetime's clock, which keeps the latest time in a 64-bit atomic.

use crate::Result;
use coarsetime::{Clock, Duration, Instant};

/// No two bytes are the same, so that a wrong order or half of it shows.
const TICKS: u64 = 0xfedc_ba98_7654_3210;

/// The time that the clock was set to, as it reads back.
pub fn set_and_read() -> Result<u64> {
    Instant::update();
    if Instant::recent() > Instant::now() {
        return Err("the stored time lies in the future".into());
    }
    Clock::set_recent_since_epoch(Duration::from_ticks(TICKS));
    Ok(Clock::recent_since_epoch().as_ticks())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_clock_keeps_every_bit() {
        assert_eq!(super::set_and_read().unwrap(), super::TICKS);
    }
}
