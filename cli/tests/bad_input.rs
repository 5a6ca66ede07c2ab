//! Bad input: one clear error with its place, exit code 2, soon, and nothing written.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test of a host reads files and a clock"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use support::{answer, command, error, facts_of, folder, gradus, rule, seen};

/// Files no verb should trust, by name.
fn hostile(folder: &Path) -> Vec<String> {
    // A fixed sequence: a failure can be looked at again.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    let sixteen: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("policy x #{ };".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let nested = format!("let x = {}1{};", "(".repeat(10_000), ")".repeat(10_000));
    let files = [
        ("empty", Vec::new()),
        ("utf16", sixteen),
        ("brackets", vec![b'('; 1 << 20]),
        ("random", (0..100_000).map(|_| random()).collect()),
        ("nested", nested.into_bytes()),
        ("statements", b"1;".repeat(1 << 20)),
        ("array", b"[".repeat(1 << 20)),
    ];
    for (name, bytes) in &files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    fs::create_dir(folder.join("folder")).unwrap();
    let names = files.iter().map(|(name, _)| *name).chain(["folder", "missing"]);
    names.map(|name| folder.join(name).to_str().unwrap().to_owned()).collect()
}

#[test]
fn hostile_files_give_one_error_with_their_path_and_soon() {
    let folder = folder("hostile");
    let eligible = facts_of("eligible");
    let mut table = String::new();
    for file in hostile(&folder) {
        let verbs: [Vec<&str>; 9] = [
            vec!["read", &file],
            vec!["draft", &file],
            vec!["check", &file],
            vec!["who", &file],
            vec!["schema", &file],
            vec!["rule", "little_giant", "--policy", &file, "--facts", &eligible, "--on", "2025-06-01"],
            rule(&file, &[]),
            vec!["verify", &file],
            vec!["case", "show", "--log", &file],
        ];
        for arguments in verbs {
            let began = Instant::now();
            let output = gradus(&arguments);
            // Seconds where a million figures are read; a quadratic loop would take an hour, a busy machine not this.
            assert!(began.elapsed() < Duration::from_secs(30), "{arguments:?}");
            let code = output.status.code();
            let said = error(&output);
            if code == Some(2) && !answer(&output).contains(&file) {
                assert!(said.contains(&file), "{arguments:?}: {said}");
            }
            assert!(!said.contains("panicked"), "{arguments:?}: {said}");
            assert!(said.len() < 4_000 && answer(&output).len() < 4_000, "{arguments:?}");
            let name = Path::new(&file).file_name().unwrap().to_str().unwrap();
            let first = said.lines().next().unwrap_or("-");
            let shown: Vec<&str> =
                arguments.iter().map(|part| if *part == file { name } else { part }).collect();
            table.push_str(&format!("{} {}: {first}\n", code.unwrap(), shown.join(" ")));
        }
    }
    insta::assert_snapshot!("hostile", table.replace(env!("CARGO_TARGET_TMPDIR"), "TMP"));
}

#[test]
fn what_is_wrong_with_facts_is_said_with_file_and_path() {
    let folder = folder("facts");
    let good = fs::read_to_string(support::top().join(facts_of("eligible"))).unwrap();
    let mut shown = Vec::new();
    for (name, from, to) in [
        ("misspelt", "\"debt_ratio\": \"42.5\"", "\"debt_rato\": \"42.5\""),
        ("word_for_money", "\"2024\": \"168000000\"", "\"2024\": \"much\""),
        ("exponent", "\"2024\": \"168000000\"", "\"2024\": 1.68e8"),
        ("point", "\"debt_ratio\": \"42.5\"", "\"debt_ratio\": 42.5"),
        ("out_of_range", "\"market_share\": \"16\"", "\"market_share\": \"160\""),
        ("twice", "\"own_brands\": 1,", "\"own_brands\": 1, \"own_brands\": 2,"),
        ("unknown_title", "\"title\": \"specialised_sme\"", "\"title\": \"specialized_sme\""),
    ] {
        assert!(good.contains(from), "{name}");
        let file = folder.join(format!("{name}.json"));
        fs::write(&file, good.replacen(from, to, 1)).unwrap();
        shown.push(seen(&rule(file.to_str().unwrap(), &[])));
    }
    assert!(shown.iter().all(|shown| shown.ends_with("--- exit code 2\n")), "{shown:#?}");
    insta::assert_snapshot!("facts", shown.join("\n"));
}

fn asked<'a>(facts: &'a str, title: &'a str, on: &'a str, act: &'a str) -> Vec<&'a str> {
    vec!["rule", title, "--policy", "policies", "--facts", facts, "--on", on, "--act", act]
}

fn opening<'a>(workflow: &'a str, id: &'a str, on: &'a str) -> Vec<&'a str> {
    vec!["case", "open", "--policy", "policies", "--workflow", workflow, "--id", id, "--on", on]
}

#[test]
fn questions_nobody_can_answer_say_what_could_be_asked() {
    let facts = facts_of("eligible");
    let questions = [
        asked(&facts, "litle_giant", "2025-06-01", "recognition"),
        asked(&facts, "little_giant", "2022-07-31", "recognition"),
        asked(&facts, "little_giant", "2025-06-01", "renewal"),
        asked(&facts, "little_giant", "2025-02-30", "recognition"),
        vec!["who", "policies", "targetted_services"],
        vec!["who", "policies", "--agency", "mit"],
        vec!["who", "policies/miit-2022-63"],
        vec!["schema", "policies"],
        vec!["check", "policies/calendars"],
        opening("recogniton", "x", "2025-04-10"),
        opening("recognition", "x", "2025-04-10"),
        opening("miit-2022-63/recognition", "../x", "2025-04-10"),
        opening("miit-2022-63/recognition", "x", "2022-07-31"),
        vec!["rule", "little_giant"],
        vec![
            "rule",
            "little_giant",
            "--policy",
            "policies",
            "--facts",
            &facts,
            "--on",
            "2025-06-01",
            "--agencies",
            "none.toml",
        ],
    ];
    let shown: Vec<String> = questions.iter().map(|question| seen(question)).collect();
    assert!(shown.iter().all(|shown| shown.ends_with("--- exit code 2\n")), "{shown:#?}");
    insta::assert_snapshot!("questions", shown.join("\n"));
}

#[test]
fn what_was_looked_for_beside_the_packs_is_said() {
    let folder = folder("alone");
    let pack = folder.join("pack");
    fs::create_dir(&pack).unwrap();
    let policy = "policy pack #{ title: #{ en: \"A pack\" }, in_force: #{ from: \"2025-01-01\", to: open } };\n\
                  measure one \"1\" lead mof;\n\
                  title prize \"1\" #{ en: \"prize\" };\n\
                  workflow award of prize { state a initial; state b final grants prize; step give from a to b by judge; }\n";
    fs::write(pack.join("policy.rhai"), policy).unwrap();
    let name = pack.to_str().unwrap();
    let agencies = ["--agencies", "policies/agencies/agencies.toml"];
    let open = ["case", "open", "--policy", name, "--workflow", "award", "--id", "x", "--on", "2025-04-10"];
    let shown = [
        seen(&["check", name]),
        seen(&["who", name]),
        seen(&[&["who", name], &agencies[..]].concat()),
        seen(&[&open[..], &agencies].concat()),
    ];
    insta::assert_snapshot!("registries", shown.join("\n"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let facts = facts_of("eligible");
    let mut child =
        command(&rule(&facts, &["--json"])).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // More than a pipe holds is written into one that nobody reads.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), error(&output)), (Some(0), ""));
}
