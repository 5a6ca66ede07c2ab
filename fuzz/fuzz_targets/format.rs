//! Fuzzes [`gradus_fuzz::layout`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gradus_fuzz::layout(data));
