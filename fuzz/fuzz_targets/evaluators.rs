//! Fuzzes [`gradus_fuzz::evaluators`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gradus_fuzz::evaluators(data));
