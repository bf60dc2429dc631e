#[cfg(feature = "atomic64")]
use std::sync::atomic::AtomicU64;

#[cfg(any(feature = "pic", feature = "atomics-of-c", feature = "float-abi", feature = "format"))]
unsafe extern "C" {
    safe fn of_c() -> i32;
}

fn main() {
    #[cfg(feature = "atomic64")]
    println!("{:?}", AtomicU64::new(1));
    #[cfg(any(feature = "pic", feature = "atomics-of-c", feature = "float-abi", feature = "format"))]
    println!("{}", of_c());
    #[cfg(feature = "own-error")]
    println!("{}", nowhere);
}
