//! prometheus's metrics: 64-bit atomics that eight threads change at once.

use prometheus::{Histogram, HistogramOpts, IntCounter, Registry};
use std::thread;

/// Runs a check's work in eight threads, which are numbered from one.
fn eight(work: impl Fn(u32) + Sync) {
    thread::scope(|scope| {
        let work = &work;
        for number in 1..=8 {
            scope.spawn(move || work(number));
        }
    });
}

/// A counter to which each thread adds 2^31 and its own number, 1000 times:
/// 8000 * 2^31 + 1000 * (1 + … + 8). Every second step carries into the upper
/// half, so that a counter made of two words does not get there by luck.
pub fn counter() -> u64 {
    let counter = IntCounter::new("counter", "by eight threads").expect("a valid name");
    eight(|number| {
        for _ in 0..1000 {
            counter.inc_by((1 << 31) + u64::from(number));
        }
    });
    counter.get()
}

/// Two histograms as a registry gathers them: one of the threads' numbers, 100
/// times each, and one of a timer of each thread.
pub fn histograms() -> String {
    let registry = Registry::new();
    let numbers = histogram(&registry, "numbers");
    let times = histogram(&registry, "times");
    eight(|number| {
        let timer = times.start_timer();
        for _ in 0..100 {
            numbers.observe(f64::from(number));
        }
        // Gathering beside observers must lose none of them.
        registry.gather();
        timer.observe_duration();
    });
    let (count, sum) = gathered(&registry, "numbers");
    let (timed, _) = gathered(&registry, "times");
    format!("{count} of {sum} in all, {timed} timed")
}

fn histogram(registry: &Registry, name: &str) -> Histogram {
    let options = HistogramOpts::new(name, "by eight threads").buckets(vec![2.0, 4.0]);
    let histogram = Histogram::with_opts(options).expect("a valid name");
    registry
        .register(Box::new(histogram.clone()))
        .expect("a name of its own");
    histogram
}

/// How many observations a histogram has, and their sum.
fn gathered(registry: &Registry, name: &str) -> (u64, f64) {
    let families = registry.gather();
    let family = families.iter().find(|family| family.get_name() == name);
    let histogram = family.expect("it was registered").get_metric()[0].get_histogram();
    (histogram.get_sample_count(), histogram.get_sample_sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counter_is_exact_beyond_40_bits() {
        assert_eq!(counter(), 17_179_869_220_000);
    }

    #[test]
    fn histograms_lose_no_observation() {
        assert_eq!(histograms(), "800 of 3600 in all, 8 timed");
    }

    #[test]
    fn a_gathered_histogram_has_what_was_observed() {
        let registry = Registry::new();
        let halves = histogram(&registry, "halves");
        halves.observe(0.5);
        halves.observe(2.5);
        assert_eq!(gathered(&registry, "halves"), (2, 3.0));
    }
}
