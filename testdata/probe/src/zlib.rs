//! zlib's bundled C code, compressing and decompressing for real.

use libz_sys as z;
use std::os::raw::{c_int, c_uint, c_ulong};

/// Compresses `plain` and returns what decompressing it gives.
pub fn round_trip(plain: &[u8]) -> Result<Vec<u8>, c_int> {
    // SAFETY: every pointer is a live slice passed with its own length, and
    // zlib never writes beyond the length that it is given.
    unsafe {
        let mut packed = vec![0u8; z::compressBound(plain.len() as c_ulong) as usize];
        let mut packed_len = packed.len() as c_ulong;
        check(z::compress(
            packed.as_mut_ptr(),
            &mut packed_len,
            plain.as_ptr(),
            plain.len() as c_ulong,
        ))?;

        let mut unpacked = vec![0u8; plain.len()];
        let mut unpacked_len = unpacked.len() as c_ulong;
        check(z::uncompress(
            unpacked.as_mut_ptr(),
            &mut unpacked_len,
            packed.as_ptr(),
            packed_len,
        ))?;
        unpacked.truncate(unpacked_len as usize);
        Ok(unpacked)
    }
}

/// zlib's CRC-32 of `data`.
pub fn crc32(data: &[u8]) -> u32 {
    // SAFETY: as above; 0 is the seed that zlib asks for.
    unsafe { z::crc32(0, data.as_ptr(), data.len() as c_uint) as u32 }
}

fn check(code: c_int) -> Result<(), c_int> {
    if code == z::Z_OK {
        Ok(())
    } else {
        Err(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc32_has_its_check_value() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn round_trip_gives_the_same_bytes() {
        let plain: Vec<u8> = (0..100_000u32)
            .map(|i| (i.wrapping_mul(i) >> 7) as u8)
            .collect();
        assert_eq!(round_trip(&plain).unwrap(), plain);
    }
}
