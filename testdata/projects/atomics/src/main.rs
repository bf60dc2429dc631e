//! Does every 64-bit atomic operation, in Rust and in C, with every ordering,
//! in eight threads and beyond 2^32, and compares with a count that a mutex
//! guards. Prints one line of JSON, in which "wrong" lists what differs.
//! `atomics --speed` prints nanoseconds of an operation instead.

mod operations;
mod orders;
mod speed;
mod work;

use std::fmt::Write;
use std::sync::Mutex;
use std::thread;

pub const THREADS: u64 = 8;
pub const TURNS: u64 = 1000;

/// What went wrong, by the name of the check.
#[derive(Default)]
pub struct Report {
    wrong: Mutex<Vec<String>>,
    checks: Mutex<u32>,
}

impl Report {
    pub fn same<T: PartialEq + std::fmt::Debug>(&self, name: &str, got: T, want: T) {
        *self.checks.lock().unwrap() += 1;
        if got != want {
            self.wrong
                .lock()
                .unwrap()
                .push(format!("{name}: {got:x?} and not {want:x?}"));
        }
    }
}

/// Runs work in eight threads, which are numbered from zero.
pub fn eight(work: impl Fn(u64) + Sync) {
    thread::scope(|scope| {
        for number in 0..THREADS {
            let work = &work;
            scope.spawn(move || work(number));
        }
    });
}

/// Both halves of a thread's step change, and every second one carries.
pub fn step(number: u64) -> u64 {
    (1 << 31) + (1 << 40) + number
}

fn main() {
    if std::env::args().nth(1).as_deref() == Some("--speed") {
        println!("{}", speed::measure());
        return;
    }
    let report = Report::default();
    operations::check(&report);
    orders::check(&report);
    work::check(&report);
    let mut wrong = report.wrong.into_inner().unwrap();
    wrong.sort();
    wrong.dedup();
    let mut line = String::new();
    write!(
        line,
        r#"{{"wrong":{:?},"checks":{},"widths":{:?},"target":{:?},"probed":{:?},"lock_free":{}}}"#,
        wrong.join("; "),
        report.checks.into_inner().unwrap(),
        env!("WIDTHS"),
        env!("TARGET"),
        env!("PROBED"),
        work::lock_free(8),
    )
    .unwrap();
    println!("{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_wrong() {
        let report = Report::default();
        operations::check(&report);
        orders::check(&report);
        work::check(&report);
        assert_eq!(report.wrong.into_inner().unwrap(), Vec::<String>::new());
    }

    #[test]
    #[cfg(target_has_atomic = "64")]
    fn the_width_is_told() {
        assert!(env!("WIDTHS").split(',').any(|width| width == "64"));
    }
}
