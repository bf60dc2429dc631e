//! The checks themselves: each one needs a part of the toolchain that a cross
//! build can get wrong without any message.

use crate::zlib;
use std::hint::black_box;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

extern "C" {
    fn probe_ratio(dividend: i32, divisor: i32) -> f64;
}

/// 15/7, divided at run time by Rust.
pub fn rust_ratio() -> f64 {
    black_box(15.0) / black_box(7.0)
}

/// 15/7, divided at run time by C.
pub fn c_ratio() -> f64 {
    // SAFETY: a pure function of two integers.
    unsafe { probe_ratio(15, 7) }
}

/// The CRC-32 of "123456789" (its published check value is cbf43926), computed
/// by zlib from text that zlib has compressed and decompressed before.
pub fn zlib_crc() -> String {
    const DIGITS: &[u8] = b"123456789";
    let plain = DIGITS.repeat(5000);
    match zlib::round_trip(&plain) {
        Ok(back) if back == plain => format!("{:08x}", zlib::crc32(&back[..DIGITS.len()])),
        Ok(_) => "round trip changed the data".to_owned(),
        Err(code) => format!("zlib error {code}"),
    }
}

/// Eight threads add their own number 1000 times each: 1000 * (1 + … + 8).
pub fn thread_sum() -> u32 {
    let sum = Arc::new(Mutex::new(0));
    let workers: Vec<_> = (1..=8)
        .map(|number| {
            let sum = Arc::clone(&sum);
            thread::spawn(move || {
                for _ in 0..1000 {
                    *sum.lock().unwrap() += number;
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    let total = *sum.lock().unwrap();
    total
}

/// Whether a panic unwinds its thread, running destructors on the way, and is
/// caught by join. Built with panic=abort there is nothing to try: false.
pub fn unwinds() -> bool {
    if cfg!(panic = "abort") {
        return false;
    }
    struct Flag(Arc<AtomicBool>);
    impl Drop for Flag {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    let dropped = Arc::new(AtomicBool::new(false));
    let flag = Flag(Arc::clone(&dropped));
    let loud = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let joined = thread::spawn(move || {
        let _flag = flag;
        panic!("on purpose");
    })
    .join();
    panic::set_hook(loud);
    joined.is_err() && dropped.load(Ordering::SeqCst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ratios_are_right_to_the_last_bit() {
        assert_eq!(rust_ratio().to_bits(), 0x4001_2492_4924_9249);
        assert_eq!(c_ratio().to_bits(), rust_ratio().to_bits());
    }

    #[test]
    fn zlib_gives_the_check_value() {
        assert_eq!(zlib_crc(), "cbf43926");
    }

    #[test]
    fn threads_lose_no_update() {
        assert_eq!(thread_sum(), 36_000);
    }

    #[test]
    fn a_panic_unwinds() {
        assert!(unwinds());
    }

    #[test]
    #[should_panic(expected = "seen by the test harness")]
    fn the_harness_catches_panics() {
        panic!("seen by the test harness");
    }
}
