//! The C half: work.c, and a child of fork.

use crate::{eight, step, Report, THREADS, TURNS};
use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::*};
use std::thread;

#[repr(C, align(8))]
#[derive(Default, Debug, PartialEq, Clone, Copy)]
struct Narrow {
    a: u8,
    b: u8,
    c: u16,
    d: u32,
}

extern "C" {
    fn work_wide(p: *mut u64, flips: *mut u64, step: u64, turns: c_int);
    fn work_sync(p: *mut u64, step: u64, turns: c_int);
    fn work_narrow(n: *mut Narrow, turns: c_int);
    fn work_locked(lock: *mut u64, plain: *mut u64, me: u64, turns: c_int);
    fn work_lock_free(size: usize, p: *mut c_void) -> bool;
    #[link_name = "__errno_location"]
    pub fn errno() -> *mut c_int;
    fn fork() -> c_int;
    fn waitpid(pid: c_int, status: *mut c_int, options: c_int) -> c_int;
    fn alarm(seconds: u32) -> u32;
    fn _exit(status: c_int) -> !;
}

pub fn lock_free(size: usize) -> bool {
    let mut value = 0u64;
    // SAFETY: the address is only looked at.
    unsafe { work_lock_free(size, (&raw mut value).cast()) }
}

/// An address that threads may share.
struct Shared<T>(*mut T);
// SAFETY: it is changed by atomic operations, or under a lock of them.
unsafe impl<T> Sync for Shared<T> {}

pub fn check(report: &Report) {
    let turns = TURNS as c_int;
    let steps: u64 = (0..THREADS).map(step).sum();
    let (mut sum, mut flips, mut sync) = (0u64, 5u64, 0u64);
    let (mut lock, mut plain, mut narrow) = (0u64, 0u64, Narrow::default());
    let all = (
        Shared(&raw mut sum),
        Shared(&raw mut flips),
        Shared(&raw mut sync),
        Shared(&raw mut lock),
        Shared(&raw mut plain),
        Shared(&raw mut narrow),
    );
    let all = &all;
    eight(|number| {
        // SAFETY: work.c changes all of them as Shared says.
        unsafe {
            work_wide(all.0 .0, all.1 .0, step(number), turns);
            work_sync(all.2 .0, step(number), turns);
            work_locked(all.3 .0, all.4 .0, number + 1, turns / 4);
            work_narrow(all.5 .0, turns);
        }
    });
    report.same("C __atomic", sum, 15 * TURNS * steps);
    report.same("C __atomic xor", flips, 5);
    report.same("C __sync", sync, 4 * TURNS * steps);
    report.same("C lock", plain, TURNS / 4 * (1..=THREADS).sum::<u64>());
    let count = THREADS * TURNS;
    let want = Narrow {
        a: count as u8,
        b: count as u8,
        c: count as u16,
        d: count as u32,
    };
    report.same("C narrow", narrow, want);
    report.same("lock-free 4", lock_free(4), true);
    report.same("lock-free 3", lock_free(3), false);
    report.same("forks", fork_in_between(), 0);
}

/// Children of fork, made while other threads are in the middle of operations,
/// do some themselves. Gives how many did not end well.
fn fork_in_between() -> u32 {
    let values: [AtomicU64; 64] = [const { AtomicU64::new(0) }; 64];
    let (stop, mut failed) = (AtomicBool::new(false), 0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !stop.load(Relaxed) {
                    for value in &values {
                        value.fetch_add(0x1_0000_0001, SeqCst);
                    }
                }
            });
        }
        for _ in 0..40 {
            // SAFETY: the child does nothing but atomic operations, and ends.
            unsafe {
                let child = fork();
                if child == 0 {
                    alarm(5); // ends a child that waits for ever
                    let torn = values.iter().any(|value| {
                        let old = value.fetch_add(0x1_0000_0001, SeqCst);
                        old >> 32 != old & 0xffff_ffff
                    });
                    _exit(torn.into());
                }
                let mut status = 0;
                if child < 0 || waitpid(child, &mut status, 0) != child || status != 0 {
                    failed += 1;
                }
            }
        }
        stop.store(true, Relaxed);
    });
    failed
}
