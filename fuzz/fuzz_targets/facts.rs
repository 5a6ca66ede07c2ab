//! Fuzzes [`gradus_fuzz::facts`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gradus_fuzz::facts(data));
