#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| mynareader_fuzz::packages::run(data));
