use std::{panic, thread};

unsafe extern "C" {
    fn ratio(a: f64, b: f64) -> f64;
}

// One line that shows whether C, floats, threads and unwinding are right.
fn main() {
    panic::set_hook(Box::new(|_| {}));
    let threads: u32 = (0..4).map(|n| thread::spawn(move || n * 10)).map(|t| t.join().unwrap()).sum();
    let unwound = panic::catch_unwind(|| panic!("caught")).is_err();
    println!("{{\"c_float\": {}, \"threads\": {threads}, \"unwound\": {unwound}}}", unsafe { ratio(15.0, 7.0) });
}
