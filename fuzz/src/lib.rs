//! What each fuzz target does with its bytes; the same functions replay the corpus on the stable compiler.

use gradus::{Engine, Facts, Question};
use gradus_dsl::{Agencies, Document, Pack, PolicyId, draft, format, parse};
use std::sync::OnceLock;

/// Any bytes read as a document: no panic, every span inside the text, and the draft of it reads as a policy.
pub fn document(data: &[u8]) {
    let Ok(document) = Document::read(data, agencies()) else { return };
    let text = String::from_utf8_lossy(data);
    let text = text.trim_start_matches('\u{FEFF}');
    let length = text.chars().count();
    for sentence in &document.sentences {
        assert!(sentence.span.end() <= length, "a span runs past the text");
    }
    let drafted = draft(&document, text, &PolicyId::new("fuzzed"));
    if drafted.len() <= gradus_dsl::MAX_SOURCE_BYTES {
        let (_, remarks) = parse(&drafted, "draft");
        assert!(remarks.iter().all(|remark| remark.code != "syntax"), "{}\n{drafted}", remarks[0]);
    }
}

/// Any text read as a policy: no panic, and what is accepted prints and reads again as the same (law P25).
pub fn policy(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (file, remarks) = parse(text, "fuzzed");
    let checked = Pack::new("fuzzed", text).check(agencies());
    assert!(remarks.len() <= checked.diagnostics.len());
    if remarks.is_empty() {
        let printed = file.to_string();
        if printed.len() > gradus_dsl::MAX_SOURCE_BYTES {
            return;
        }
        let (again, remarks) = parse(&printed, "printed");
        assert!(remarks.is_empty(), "{}\n{printed}", remarks[0]);
        assert_eq!(file, again);
    }
}

/// Any text laid out: no panic; what is accepted means the same, and laid out again it stays as it is.
pub fn layout(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (file, remarks) = parse(text, "fuzzed");
    let laid_out = match format(text) {
        Ok(laid_out) => laid_out,
        Err(found) => {
            // A layout may be too long a text; any other mistake of the layout is one to be mended.
            assert!(!remarks.is_empty() || text.len() > 16_384, "{}\n{text}", found[0]);
            return;
        }
    };
    assert!(parse(&laid_out, "laid out").0 == file);
    assert_eq!(format(&laid_out).as_deref(), Ok(laid_out.as_str()));
}

/// Any text read as a facts file and ruled on: a ruling or one error, never a panic.
pub fn facts(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(facts) = Facts::from_json(text) else { return };
    let Some(on) = gradus_dsl::Date::new(2025, 6, 30) else { return };
    let _ = engine().rule(&Question::new("little_giant", on, facts));
}

fn agencies() -> &'static Agencies {
    static AGENCIES: OnceLock<Agencies> = OnceLock::new();
    AGENCIES.get_or_init(|| {
        let text = include_str!("../../policies/agencies/agencies.toml");
        Agencies::from_toml(text, "agencies.toml").unwrap_or_else(|_| Agencies::empty())
    })
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let pack = Pack::new("miit-2022-63", include_str!("../../policies/miit-2022-63/policy.rhai"))
            .with_clauses(include_str!("../../policies/miit-2022-63/clauses.toml"));
        let agencies = include_str!("../../policies/agencies/agencies.toml");
        match Engine::load(vec![pack], agencies) {
            Ok(engine) => engine,
            Err(error) => panic!("{error}"),
        }
    })
}
