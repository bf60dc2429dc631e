//! coarsetime's clock, which keeps the latest time in a 64-bit atomic.

use coarsetime::{Clock, Duration, Instant};

/// No two bytes are the same, so that a wrong order or half of it shows.
const TICKS: u64 = 0xfedc_ba98_7654_3210;

/// The time that the clock was set to, as it reads back.
pub fn set_and_read() -> String {
    if !instants_are_in_order() {
        return "instants are out of order".to_owned();
    }
    Clock::set_recent_since_epoch(Duration::from_ticks(TICKS));
    format!("{:016x}", Clock::recent_since_epoch().as_ticks())
}

/// Whether the latest stored instant is not after this one, and this one not
/// after another that is an hour away.
fn instants_are_in_order() -> bool {
    Instant::update();
    let stored = Instant::recent();
    let now = Instant::now();
    let later = now + Duration::from_hours(1);
    stored <= now && later.duration_since(now).as_secs() == 3600
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_keeps_every_bit() {
        assert_eq!(set_and_read(), "fedcba9876543210");
    }

    #[test]
    fn a_stored_instant_is_not_in_the_future() {
        assert!(instants_are_in_order());
    }
}
