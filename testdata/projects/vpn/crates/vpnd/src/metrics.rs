//! prometheus's metrics: 64-bit atomics that eight threads change at once.

use crate::Result;
use prometheus::{Histogram, HistogramOpts, IntCounter, Registry};
use std::thread;

/// Runs the work in eight threads, which are numbered from one.
fn eight(work: impl Fn(u32) + Sync) {
    thread::scope(|scope| {
        for number in 1..=8 {
            let work = &work;
            scope.spawn(move || work(number));
        }
    });
}

/// The bytes of a tunnel: each thread adds 2^31 and its own number a thousand
/// times, 8000 * 2^31 + 1000 * (1 + … + 8) together. Every second step carries
/// into the upper half.
pub fn counter() -> Result<u64> {
    let bytes = IntCounter::new("bytes", "through the tunnel")?;
    eight(|number| {
        for _ in 0..1000 {
            bytes.inc_by((1 << 31) + u64::from(number));
        }
    });
    Ok(bytes.get())
}

/// The threads' numbers, a hundred times each, gathered while they are written.
pub fn histogram() -> Result<String> {
    let registry = Registry::new();
    let options = HistogramOpts::new("delays", "of packets").buckets(vec![2.0, 4.0]);
    let delays = Histogram::with_opts(options)?;
    registry.register(Box::new(delays.clone()))?;
    eight(|number| {
        for _ in 0..100 {
            delays.observe(f64::from(number));
        }
        registry.gather();
    });
    let families = registry.gather();
    let delays = families[0].get_metric()[0].get_histogram();
    Ok(format!(
        "{} of {} in all",
        delays.get_sample_count(),
        delays.get_sample_sum()
    ))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_counter_is_exact_beyond_40_bits() {
        assert_eq!(super::counter().unwrap(), 17_179_869_220_000);
    }

    #[test]
    fn the_histogram_loses_no_observation() {
        assert_eq!(super::histogram().unwrap(), "800 of 3600 in all");
    }
}
