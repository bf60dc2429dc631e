//! What an ordering promises of other memory.

use crate::{eight, Report, THREADS, TURNS};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::*};
use std::sync::Barrier;
use std::thread;

pub fn check(report: &Report) {
    report.same("a lock of Acquire and Release", guarded(), TURNS * THREADS);
    report.same(
        "SeqCst, two wide",
        neither_sees::<AtomicU64, AtomicU64>(),
        0,
    );
    report.same(
        "SeqCst, wide and narrow",
        neither_sees::<AtomicU64, AtomicU32>(),
        0,
    );
    report.same("errno stays", errno_changes(), 0);
}

struct Plain(UnsafeCell<u64>);
// SAFETY: whoever touches it holds the lock.
unsafe impl Sync for Plain {}

/// A count that nothing guards but a lock of one wide atomic.
fn guarded() -> u64 {
    let (lock, count) = (AtomicU64::new(0), Plain(UnsafeCell::new(0)));
    let (lock, count) = (&lock, &count);
    eight(|number| {
        for _ in 0..TURNS {
            while lock
                .compare_exchange_weak(0, (number + 1) << 32, Acquire, Relaxed)
                .is_err()
            {
                thread::yield_now();
            }
            // SAFETY: the lock is held.
            unsafe { *count.0.get() += 1 };
            lock.store(0, Release);
        }
    });
    // SAFETY: no other thread is left.
    unsafe { *count.0.get() }
}

trait Cell: Sync + Default {
    fn set(&self, value: u32);
    fn get(&self) -> u32;
}

impl Cell for AtomicU64 {
    fn set(&self, value: u32) {
        self.store(u64::from(value) << 32, SeqCst);
    }
    fn get(&self) -> u32 {
        (self.load(SeqCst) >> 32) as u32
    }
}

impl Cell for AtomicU32 {
    fn set(&self, value: u32) {
        self.store(value, SeqCst);
    }
    fn get(&self) -> u32 {
        self.load(SeqCst)
    }
}

/// Two threads store and then read what the other stores: at least one of them
/// sees it. Gives how often neither did.
fn neither_sees<A: Cell, B: Cell>() -> u64 {
    let (a, b, start) = (A::default(), B::default(), Barrier::new(2));
    let missed = AtomicU64::new(0);
    let mut rounds: Vec<(AtomicU32, AtomicU32)> = Vec::new();
    rounds.resize_with(TURNS as usize, Default::default);
    thread::scope(|scope| {
        scope.spawn(|| {
            for (round, seen) in (1..).zip(&rounds) {
                start.wait();
                a.set(round);
                seen.0.store(b.get(), Relaxed);
            }
        });
        scope.spawn(|| {
            for (round, seen) in (1..).zip(&rounds) {
                start.wait();
                b.set(round);
                seen.1.store(a.get(), Relaxed);
            }
        });
    });
    for (round, seen) in (1..).zip(&rounds) {
        if seen.0.load(Relaxed) < round && seen.1.load(Relaxed) < round {
            missed.fetch_add(1, Relaxed);
        }
    }
    missed.load(Relaxed)
}

/// A thread that waits for another asks the kernel, and the program must not
/// see what the kernel answered. It waits where the other was interrupted in the
/// middle of an operation: the turns take several of the kernel's time slices.
fn errno_changes() -> u64 {
    let (value, changed) = (AtomicU64::new(0), AtomicU64::new(0));
    eight(|_| {
        for _ in 0..TURNS * 100 {
            // SAFETY: errno is the thread's own.
            unsafe { *crate::work::errno() = 4711 };
            value.fetch_add(1, SeqCst);
            // SAFETY: as above.
            if unsafe { *crate::work::errno() } != 4711 {
                changed.fetch_add(1, Relaxed);
            }
        }
    });
    changed.load(Relaxed)
}
