//! Prints one line of JSON: what the compiler and the build script were told of the
//! target, and whether C, threads, wide atomics and a caught panic work there.
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

extern "C" {
    fn half(of: f64) -> f64;
}

const VENDOR: &str = if cfg!(target_vendor = "acme") {
    "acme"
} else {
    "another"
};

fn counted() -> usize {
    let count = AtomicUsize::new(0);
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| (0..1000).for_each(|_| _ = count.fetch_add(1, Ordering::SeqCst)));
        }
    });
    count.into_inner()
}

fn main() {
    panic::set_hook(Box::new(|_| ()));
    let unwound = panic::catch_unwind(|| panic!("caught")).is_err();
    println!(
        r#"{{"target":{:?},"vendor":{VENDOR:?},"told":{:?},"probed":{:?},"atomic64":{},"half":{:?},"count":{},"unwound":{unwound}}}"#,
        env!("TARGET"),
        env!("TOLD"),
        env!("PROBED"),
        cfg!(target_has_atomic = "64"),
        unsafe { half(15.0) },
        counted(),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendor_is_the_specifications() {
        assert_eq!(VENDOR, "acme");
    }

    #[test]
    #[should_panic]
    fn panics_unwind() {
        assert_eq!(unsafe { half(3.0) }, 1.0);
    }
}
