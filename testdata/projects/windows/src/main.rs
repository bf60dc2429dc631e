//! Prints what is right, as one JSON object; `visitor lines` has C print a line.

use std::{env, panic, thread};

extern "C" {
    fn threads() -> i32;
    fn caught() -> i32;
    fn say_ratio(dividend: i32, divisor: i32);
}

// rustc makes the import library itself, by dlltool. Windows' own DLLs export plain
// names on x86 too, where "system" is stdcall and would have @0 after them.
#[cfg_attr(
    target_arch = "x86",
    link(name = "kernel32", kind = "raw-dylib", import_name_type = "undecorated")
)]
#[cfg_attr(not(target_arch = "x86"), link(name = "kernel32", kind = "raw-dylib"))]
extern "system" {
    fn GetCurrentProcessId() -> u32;
}

/// Whether a panic unwinds its thread.
fn unwinds() -> bool {
    panic::set_hook(Box::new(|_| {}));
    thread::spawn(|| panic!("on purpose")).join().is_err()
}

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    // SAFETY: they take numbers and give numbers.
    let (c, cpp) = unsafe { (threads(), caught()) };
    if args == ["lines"] {
        unsafe { say_ratio(15, 7) };
        return;
    }
    println!(
        r#"{{"arch":"{}","os":"{}","c":{c},"cpp":{cpp},"unwound":{},"dll":{},"args":{args:?}}}"#,
        env::consts::ARCH,
        env::consts::OS,
        unwinds(),
        unsafe { GetCurrentProcessId() } == std::process::id()
    );
}

#[cfg(test)]
mod tests {
    #[test]
    fn c_threads_add_up() {
        assert_eq!(unsafe { super::threads() }, 42);
    }

    #[test]
    #[should_panic(expected = "on purpose")]
    fn a_panic_is_seen() {
        panic!("on purpose");
    }

    #[test]
    #[ignore = "shows that such a test is counted"]
    fn left_out() {}
}
