//! P29: the language and the engine reach no clock, file, environment, network, thread or random number, and hold no
//! binary float; only one folder names Rhai.

use gradus_tests::{code_of, rust_files, tokens};

/// Words that never stand in the code of `dsl` or `engine`, and what they would let in.
const REFUSED: [(&str, &str); 9] = [
    ("f32", "a binary float"),
    ("f64", "a binary float"),
    ("HashMap", "an order that differs between runs"),
    ("HashSet", "an order that differs between runs"),
    ("SystemTime", "a clock"),
    ("Instant", "a clock"),
    ("rand", "a random number"),
    ("getrandom", "a random number"),
    ("RandomState", "a random number"),
];

/// Modules of `std` that are never named, whether by path or in a list of imports.
const MODULES: [(&str, &str); 5] = [
    ("fs", "a file"),
    ("env", "the environment"),
    ("net", "the network"),
    ("process", "a process"),
    ("thread", "a thread"),
];

/// What is refused in a text of Rust, in words.
fn faults(source: &str) -> Vec<String> {
    let code = code_of(source);
    let words = tokens(&code);
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let word = *word;
        let around = |offset: isize| {
            place.checked_add_signed(offset).and_then(|at| words.get(at)).copied().unwrap_or("")
        };
        // The reader of JSON has to name the type once, to refuse what it would have read: `_: f64`.
        let only_refuses = word == "f64" && around(-1) == ":" && around(-2) == "_";
        found.extend(
            REFUSED
                .iter()
                .filter(|(refused, _)| *refused == word && !only_refuses)
                .map(|(_, why)| format!("{word}: {why}")),
        );
        // `std::fs`, `fs::read`, and `use std::{fs, …}`; `env!` is of the compiler and reads nothing when it runs.
        let in_path = around(-1) == "::"
            || around(1) == "::"
            || (around(-1) == "{" || around(-1) == ",") && code.contains("use std::{");
        found.extend(
            MODULES
                .iter()
                .filter(|(module, _)| *module == word && in_path)
                .map(|(_, why)| format!("{word}: {why}")),
        );
    }
    found
}

#[test]
fn p29_no_code_reaches_outside() {
    for folder in ["dsl/src", "engine/src"] {
        let files = rust_files(folder);
        assert!(files.len() > 20, "only {} files in {folder}", files.len());
        for (path, source) in files {
            assert_eq!(faults(&source), Vec::<String>::new(), "{path}");
        }
    }
}

#[test]
fn p29_only_one_folder_names_rhai() {
    let mut naming = 0;
    for folder in ["dsl/src", "engine/src"] {
        for (path, source) in rust_files(folder) {
            let names = tokens(&code_of(&source)).contains(&"rhai");
            assert!(!names || path.starts_with("dsl/src/script/"), "{path} names rhai");
            naming += usize::from(names);
        }
    }
    assert!(naming >= 2, "nothing names rhai: the test looks at the wrong files");
}

/// The scan sees what it is to refuse, and nothing in what is allowed.
#[test]
fn the_scan_sees_what_it_refuses() {
    let refused = [
        "let x: f64 = 1.0;",
        "use std::collections::HashMap;",
        "let text = std::fs::read_to_string(path);",
        "use std::{fmt, fs};",
        "let now = std::time::SystemTime::now();",
        "use std::time::Instant;",
        "let home = std::env::var(name);",
        "std::net::TcpStream::connect(a);",
        "let n = rand::random();",
        "std::thread::spawn(f);",
        "let a = 'x'; let b: f32 = c;",
        "#[cfg(test)] mod tests; use std::fs;",
        "#[cfg(test)] mod tests { fn f() { g() } } fn h(n: f64) {}",
    ];
    for source in refused {
        assert_eq!(faults(source).len().min(1), 1, "`{source}` passes");
    }
    let allowed = [
        "// f64, std::fs and HashMap",
        "/// std::env::var(\"HOME\")",
        "let words = \"f64 std::fs\";",
        "fn visit_f64<E>(self, _: f64) -> Result<Value, E> { Err(refused()) }",
        "let version = env!(\"CARGO_PKG_VERSION\");",
        "let operand = 1; let environment = 2; let fs = 3;",
        "fn f() {} #[cfg(test)] mod tests { use std::fs; }",
    ];
    for source in allowed {
        assert_eq!(faults(source), Vec::<String>::new(), "`{source}`");
    }
}
