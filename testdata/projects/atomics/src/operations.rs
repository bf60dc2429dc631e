//! Each operation, with each ordering.

use crate::{eight, step, Report, THREADS, TURNS};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering, Ordering::*};
use std::sync::Mutex;

const ALL: [Ordering; 5] = [Relaxed, Acquire, Release, AcqRel, SeqCst];
const LOADS: [Ordering; 3] = [Relaxed, Acquire, SeqCst];
const STORES: [Ordering; 3] = [Relaxed, Release, SeqCst];

pub fn check(report: &Report) {
    for order in ALL {
        sums(report, order);
        flips(report, order);
        bits(report, order);
        limits(report, order);
        swaps(report, order);
        for failure in LOADS {
            exchanges(report, order, failure);
        }
    }
    for (load, store) in LOADS.into_iter().zip(STORES) {
        halves(report, load, store);
    }
}

fn sums(report: &Report, order: Ordering) {
    let (sum, guarded) = (AtomicU64::new(7), Mutex::new(7u64));
    let (down, below) = (AtomicI64::new(-7), Mutex::new(-7i64));
    eight(|number| {
        for _ in 0..TURNS {
            sum.fetch_add(step(number), order);
            *guarded.lock().unwrap() += step(number);
            down.fetch_sub(step(number) as i64, order);
            *below.lock().unwrap() -= step(number) as i64;
        }
    });
    report.same(
        &format!("add {order:?}"),
        sum.load(SeqCst),
        *guarded.lock().unwrap(),
    );
    report.same(
        &format!("sub {order:?}"),
        down.load(SeqCst),
        *below.lock().unwrap(),
    );
}

/// xor, and nand, which with all bits is a not: what it returns alternates.
fn flips(report: &Report, order: Ordering) {
    let (value, guarded) = (AtomicU64::new(1), Mutex::new(1u64));
    let first = 0x0123_4567_89ab_cdef;
    let (turned, seen) = (AtomicU64::new(first), AtomicU64::new(0));
    eight(|number| {
        for turn in 0..TURNS {
            value.fetch_xor(step(number) << (turn % 20), order);
            *guarded.lock().unwrap() ^= step(number) << (turn % 20);
            match turned.fetch_nand(u64::MAX, order) {
                old if old == first => seen.fetch_add(1, Relaxed),
                old if old == !first => 0,
                other => seen.fetch_add(other | 1 << 63, Relaxed),
            };
        }
    });
    report.same(
        &format!("xor {order:?}"),
        value.load(SeqCst),
        *guarded.lock().unwrap(),
    );
    report.same(
        &format!("nand {order:?}"),
        seen.load(SeqCst),
        THREADS * TURNS / 2,
    );
    report.same(&format!("nand {order:?} ends"), turned.load(SeqCst), first);
}

/// Each thread sets and clears a bit of its own; half of them are in each half.
fn bits(report: &Report, order: Ordering) {
    let (value, lost) = (AtomicU64::new(0), Mutex::new(0));
    eight(|number| {
        let bit = 1 << (number * 8);
        for _ in 0..TURNS {
            let clear = value.fetch_or(bit, order) & bit == 0;
            let set = value.fetch_and(!bit, order) & bit == bit;
            if !clear || !set {
                *lost.lock().unwrap() += 1;
            }
        }
    });
    report.same(&format!("or and {order:?}"), *lost.lock().unwrap(), 0);
    report.same(&format!("or and {order:?} ends"), value.load(SeqCst), 0);
}

fn limits(report: &Report, order: Ordering) {
    let (most, least) = (AtomicU64::new(0), AtomicU64::new(u64::MAX));
    let (high, low) = (AtomicI64::new(i64::MIN), AtomicI64::new(i64::MAX));
    let back = Mutex::new(0);
    eight(|number| {
        for turn in 0..TURNS {
            let at = turn * step(number);
            most.fetch_max(at, order);
            least.fetch_min(!at, order);
            high.fetch_max(at as i64 - (1 << 45), order);
            low.fetch_min((1 << 45) - at as i64, order);
            if most.load(SeqCst) < at || least.load(SeqCst) > !at {
                *back.lock().unwrap() += 1;
            }
        }
    });
    let end = (TURNS - 1) * step(THREADS - 1);
    let got = (
        most.into_inner(),
        least.into_inner(),
        high.into_inner(),
        low.into_inner(),
    );
    report.same(
        &format!("max min {order:?}"),
        got,
        (end, !end, end as i64 - (1 << 45), (1 << 45) - end as i64),
    );
    report.same(
        &format!("max min {order:?} goes back"),
        *back.lock().unwrap(),
        0,
    );
}

/// What is put in comes out once, or is there in the end.
fn swaps(report: &Report, order: Ordering) {
    let (value, put, taken) = (AtomicU64::new(0), Mutex::new(0u64), Mutex::new(0u64));
    eight(|number| {
        for turn in 0..TURNS {
            let token = (number * TURNS + turn + 1) * 0x1_0000_0001;
            let old = value.swap(token, order);
            *put.lock().unwrap() += token;
            *taken.lock().unwrap() += old;
        }
    });
    report.same(
        &format!("swap {order:?}"),
        *taken.lock().unwrap() + value.load(SeqCst),
        *put.lock().unwrap(),
    );
}

fn exchanges(report: &Report, order: Ordering, failure: Ordering) {
    let (sum, guarded) = (AtomicU64::new(u64::MAX / 2), Mutex::new(u64::MAX / 2));
    eight(|number| {
        for turn in 0..TURNS / 2 {
            let mut old = sum.load(Relaxed);
            loop {
                let next = old.wrapping_add(step(number));
                let done = match turn % 2 {
                    0 => sum.compare_exchange(old, next, order, failure),
                    _ => sum.compare_exchange_weak(old, next, order, failure),
                };
                match done {
                    Ok(_) => break,
                    Err(found) => old = found,
                }
            }
            let mut guard = guarded.lock().unwrap();
            *guard = guard.wrapping_add(step(number));
        }
    });
    report.same(
        &format!("compare_exchange {order:?} {failure:?}"),
        sum.load(SeqCst),
        *guarded.lock().unwrap(),
    );
}

/// Values of two equal halves are never seen with others.
fn halves(report: &Report, load: Ordering, store: Ordering) {
    let (value, torn) = (AtomicU64::new(0), Mutex::new(0u32));
    eight(|number| {
        for turn in 0..TURNS * 2 {
            if number % 2 == 0 {
                value.store((number * TURNS * 2 + turn) * 0x1_0000_0001, store);
            } else {
                // An exchange that is not done is another way to read.
                let read = value.load(load);
                let found = value.compare_exchange(u64::MAX, 0, SeqCst, load);
                for seen in [read, found.map_or_else(|other| other, |_| 1)] {
                    *torn.lock().unwrap() += u32::from(seen >> 32 != seen & 0xffff_ffff);
                }
            }
        }
    });
    report.same(
        &format!("load {load:?} store {store:?}: torn"),
        *torn.lock().unwrap(),
        0,
    );
}
