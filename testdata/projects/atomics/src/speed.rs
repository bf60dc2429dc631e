//! Nanoseconds of one operation, wide and narrow: the least of several rounds,
//! in one thread and in eight that change the same value.

use crate::{eight, THREADS};
use std::hint::black_box;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::*};
use std::time::Instant;

const ROUNDS: u32 = 7;
const TURNS: u32 = 200_000;

fn best(turns: u32, work: impl Fn()) -> f64 {
    let mut least = f64::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        work();
        least = least.min(start.elapsed().as_nanos() as f64 / f64::from(turns));
    }
    least
}

fn one(operation: impl Fn()) -> f64 {
    best(TURNS, || (0..TURNS).for_each(|_| operation()))
}

fn many(operation: impl Fn() + Sync) -> f64 {
    let turns = TURNS / 20;
    best(turns * THREADS as u32, || {
        eight(|_| (0..turns).for_each(|_| operation()))
    })
}

pub fn measure() -> String {
    let (wide, narrow) = (AtomicU64::new(0), AtomicU32::new(0));
    let add = (
        one(|| _ = black_box(&wide).fetch_add(3, SeqCst)),
        one(|| _ = black_box(&narrow).fetch_add(3, SeqCst)),
    );
    let load = (
        one(|| _ = black_box(black_box(&wide).load(Relaxed))),
        one(|| _ = black_box(black_box(&narrow).load(Relaxed))),
    );
    let eight = (
        many(|| _ = black_box(&wide).fetch_add(3, SeqCst)),
        many(|| _ = black_box(&narrow).fetch_add(3, SeqCst)),
    );
    let show = |name: &str, (wide, narrow): (f64, f64)| {
        format!(
            r#""{name}":{{"wide":{wide:.1},"narrow":{narrow:.1},"ratio":{:.1}}}"#,
            wide / narrow
        )
    };
    format!(
        "{{{},{},{}}}",
        show("add", add),
        show("load", load),
        show("add by eight", eight)
    )
}
