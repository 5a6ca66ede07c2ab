//! Time and memory of long texts: `cargo test --release -p gradus-dsl --test reader -- --ignored --nocapture large`.

use crate::{corpus, registry};
use gradus_dsl::Document;
use std::time::Instant;

/// The texts of the corpus one after another, up to a size.
fn text(size: usize) -> Option<String> {
    let folder = corpus()?;
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let whole: String = files.iter().map(|path| std::fs::read_to_string(path).unwrap() + "\n\n").collect();
    Some(whole.repeat(size / whole.len() + 1))
}

/// The largest memory this process ever held, in KiB, as Linux counts it; none elsewhere.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse().ok()
}

#[test]
#[ignore = "takes half a gigabyte and some minutes"]
fn large_texts_are_read_in_linear_time_and_memory() {
    let agencies = registry();
    let mut rates = Vec::new();
    for size in [1 << 20, 10 << 20, 100 << 20] {
        let Some(text) = text(size) else {
            println!("skipped: the corpus texts are not beside the project");
            return;
        };
        let begun = Instant::now();
        let document = Document::read_up_to(text.as_bytes(), &agencies, usize::MAX).unwrap();
        let taken = begun.elapsed();
        let rate = taken.as_nanos() / text.len() as u128;
        println!(
            "{:>10} bytes: {taken:?}, {rate} ns a byte, {} sentences, peak {:?} KiB",
            text.len(),
            document.sentences.len(),
            peak()
        );
        rates.push(rate);
        if let Some(peak) = peak().filter(|_| size == 100 << 20) {
            let times = peak * 1024 * 100 / text.len();
            println!("peak memory is {}.{:02} times the text", times / 100, times % 100);
            assert!(times <= 600, "at most six times the text");
        }
    }
    let (first, last) = (rates[0], rates[rates.len() - 1]);
    assert!(last * 2 <= first * 3, "{first} ns a byte for the short text, {last} for the long one");
}
