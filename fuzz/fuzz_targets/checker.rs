//! Fuzzes [`gradus_fuzz::checker`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gradus_fuzz::checker(data));
