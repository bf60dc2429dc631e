//! Calls functions of C's by libffi, through the crate libffi, and has C call a closure, and
//! says what came of it, as JSON.
use libffi::high::{Closure2, FnPtr2};
use libffi::middle::{arg, Cif, CodePtr, Type};
use std::ffi::{c_double, c_int, c_void};

extern "C" {
    fn ldexp(x: c_double, exp: c_int) -> c_double;
    fn qsort(base: *mut c_void, n: usize, width: usize, order: FnPtr2<*const i32, *const i32, c_int>);
}

#[repr(C)]
struct Pair {
    small: u8,
    wide: i64,
}

// Of every kind of place where arguments lie: registers, pairs of them, the stack.
extern "C" fn mixed(a: u8, b: i64, c: f32, d: f64, e: i16, f: u64, pair: Pair) -> i64 {
    i64::from(a) + b * 10 + c as i64 * 100 + d as i64 * 1000 + i64::from(e) * 10000 + f as i64 * 100000 + i64::from(pair.small) * 1000000 + pair.wide * 10000000
}

fn main() {
    let scaled: f64 = unsafe { Cif::new([Type::f64(), Type::i32()], Type::f64()).call(CodePtr(ldexp as *mut _), &[arg(&0.75f64), arg(&5i32)]) };
    let pair = Type::structure([Type::u8(), Type::i64()]);
    let types = [Type::u8(), Type::i64(), Type::f32(), Type::f64(), Type::i16(), Type::u64(), pair];
    let given = Pair { small: 7, wide: 8 };
    let digits: i64 = unsafe {
        Cif::new(types, Type::i64()).call(
            CodePtr(mixed as *mut _),
            &[arg(&1u8), arg(&2i64), arg(&3f32), arg(&4f64), arg(&5i16), arg(&6u64), arg(&given)],
        )
    };
    let mut numbers = [3, -7, 40, 0, 12];
    let compared = std::cell::Cell::new(false);
    let order = |a: *const i32, b: *const i32| -> c_int {
        compared.set(true);
        unsafe { (*b).cmp(&*a) as c_int }
    };
    unsafe { qsort(numbers.as_mut_ptr().cast(), numbers.len(), 4, *Closure2::new(&order).code_ptr()) };
    let compared = compared.get();
    println!("{{\"scaled\": {scaled}, \"digits\": {digits}, \"sorted\": \"{numbers:?}\", \"compared\": {compared}}}");
}
