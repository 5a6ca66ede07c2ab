//! What each fuzz target does with its bytes; the same functions replay the corpus on the stable compiler.

#[path = "../../tests/drawn/mod.rs"]
mod drawn;

use drawn::{Choices, DAY, TITLE, draw};
use gradus::{Decision, Engine, ErrorKind, Facts, Question};
use gradus_dsl::{Agencies, Document, Pack, PolicyId, Span, check_packs, draft, format, parse};
use std::sync::OnceLock;

/// What stands between two texts of one input.
const BETWEEN: &str = "\n---\n";

/// Any bytes read as a document: no panic, every span inside the text, and the draft of it reads as a policy.
pub fn document(data: &[u8]) {
    let Ok(document) = Document::read(data, agencies()) else { return };
    let text = String::from_utf8_lossy(data);
    let text = text.trim_start_matches('\u{FEFF}');
    let length = text.chars().count();
    for span in spans(&document) {
        // A span counts characters, so what it cuts out begins and ends on their bounds.
        assert!(span.end() <= length, "a span runs past the text");
    }
    for sentence in &document.sentences {
        assert!(sentence.span.length > 0, "an empty sentence");
    }
    let drafted = draft(&document, text, &PolicyId::new("fuzzed"));
    if drafted.len() <= gradus_dsl::MAX_SOURCE_BYTES {
        let (_, remarks) = parse(&drafted, "draft");
        assert!(remarks.iter().all(|remark| remark.code != "syntax"), "{}\n{drafted}", remarks[0]);
    }
}

/// Every span of a document.
fn spans(document: &Document) -> impl Iterator<Item = Span> {
    let single = document.lead_convention.iter().map(|c| c.span);
    single
        .chain(document.sections.iter().map(|s| s.span))
        .chain(document.responsibilities.iter().map(|r| r.span))
        .chain(document.targets.iter().map(|t| t.span))
        .chain(document.criteria.iter().map(|c| c.span))
        .chain(document.deadlines.iter().map(|d| d.span))
        .chain(document.definitions.iter().flat_map(|d| [d.span, d.meaning_span]))
        .chain(document.references.iter().map(|r| r.span))
        .chain(document.sentences.iter().map(|s| s.span))
        .chain(document.unread.iter().map(|u| u.span))
        .chain(document.warnings.iter().map(|w| w.span))
}

/// Pieces of real documents put together in any order: what no bytes drawn at random come near to.
pub fn spliced(data: &[u8]) {
    let pool = fragments();
    let mut text = String::new();
    for choice in data.chunks_exact(4).take(400) {
        let whole = &pool[usize::from(choice[0]) % pool.len()];
        let from = usize::from(choice[1]) * 256 + usize::from(choice[2]);
        let length = usize::from(choice[3]) + 1;
        let start = from % whole.len().max(1);
        text.extend(whole.iter().skip(start).take(length));
        if choice[3] % 5 == 0 {
            text.push('\n');
        }
    }
    document(text.as_bytes());
}

/// The texts pieces are taken from: the project's own, and those of the corpus where it stands beside the project.
fn fragments() -> &'static [Vec<char>] {
    static FRAGMENTS: OnceLock<Vec<Vec<char>>> = OnceLock::new();
    FRAGMENTS.get_or_init(|| {
        let mut texts = vec![
            include_str!("../../policies/miit-2021-70/source.en.txt").to_owned(),
            include_str!("../corpus/document/small.zh.txt").to_owned(),
        ];
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus");
        let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
        files.retain(|path| path.extension().is_some_and(|e| e == "txt"));
        // The texts kept back to measure the reader are not looked at here either.
        let held = ["gbf-2020-24", "th-hkyouth-2023-1", "bj-sme-2020"];
        files.retain(|path| !held.iter().any(|name| path.to_string_lossy().contains(name)));
        files.sort();
        texts.extend(files.iter().filter_map(|path| std::fs::read_to_string(path).ok()));
        texts.iter().map(|text| text.chars().collect()).collect()
    })
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

/// Two texts read as the policies of two packs, checked alone and together: no panic, the same remarks each time, and what
/// is free of errors loads.
pub fn checker(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (one, two) = text.split_once(BETWEEN).unwrap_or((text, ""));
    let packs = [Pack::new("one", one), Pack::new("two", two)];
    let packs = if two.is_empty() { &packs[..1] } else { &packs[..] };
    let checked = check_packs(packs, agencies());
    assert_eq!(checked.len(), packs.len());
    let again = check_packs(packs, agencies());
    for (checked, again) in checked.iter().zip(&again) {
        assert_eq!(checked.diagnostics, again.diagnostics);
    }
    let registry = include_str!("../../policies/agencies/agencies.toml");
    let sound = checked.iter().flat_map(|checked| &checked.diagnostics).all(|remark| !remark.is_error());
    match Engine::load(packs.to_vec(), registry) {
        Ok(_) => assert!(sound, "a text with errors is loaded"),
        // Two sound texts may still have one id.
        Err(error) => assert!(!sound || error.kind() == ErrorKind::Ambiguous, "{error}"),
    }
}

/// A policy and facts for it, ruled on: no panic, and a decision stands whatever fact is taken out or left open (P8).
///
/// The bytes are a policy, a line of dashes and a facts file; or else the choices a random policy is drawn by, and then
/// those of its facts.
pub fn evaluators(data: &[u8]) {
    let text = std::str::from_utf8(data).ok();
    if let Some((policy, facts)) = text.and_then(|text| text.split_once(BETWEEN)) {
        let Ok(engine) = Engine::load(vec![Pack::new("fuzzed", policy)], "") else { return };
        let Ok(facts) = Facts::from_json(facts) else { return };
        let titles: Vec<String> = engine.titles().into_iter().map(ToString::to_string).collect();
        for title in titles {
            narrows(&engine, &title, &facts);
        }
        return;
    }
    let (policy, facts) = data.split_at(data.len() * 3 / 4);
    let drawn = draw(&mut Choices(policy), 3);
    let packs = drawn.packs().into_iter().map(|(id, text)| Pack::new(id, text)).collect();
    let Ok(engine) = Engine::load(packs, "") else { return };
    let mut choices = Choices(facts);
    let chosen: Vec<Option<usize>> =
        (0..drawn.places()).map(|place| choices.pick(drawn.values(place) + 1).checked_sub(1)).collect();
    match Facts::from_json(&drawn.facts(&chosen)) {
        Ok(facts) => narrows(&engine, TITLE, &facts),
        Err(error) => panic!("{error}"),
    }
}

/// Takes out one fact after the other: what is then decided was decided the same with it.
fn narrows(engine: &Engine, title: &str, facts: &Facts) {
    let Ok(on) = DAY.parse() else { return };
    let ask = |facts: Facts| engine.rule(&Question::new(title, on, facts));
    let Ok(ruling) = ask(facts.clone()) else { return };
    let names: Vec<String> = facts.iter().map(|(name, _)| name.to_owned()).collect();
    for name in names {
        // A limit may be hit on the way that is open now.
        let Ok(less) = ask(facts.clone().without(&name)) else { continue };
        assert!(
            less.decision == Decision::Undetermined || less.decision == ruling.decision,
            "without `{name}` {:?} becomes {:?}",
            ruling.decision,
            less.decision
        );
    }
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
        let sizes =
            Pack::new("sme-size-2011-300", include_str!("../../policies/sme-size-2011-300/policy.rhai"))
                .with_clauses(include_str!("../../policies/sme-size-2011-300/clauses.toml"));
        let agencies = include_str!("../../policies/agencies/agencies.toml");
        match Engine::load(vec![pack, sizes], agencies) {
            Ok(engine) => engine,
            Err(error) => panic!("{error}"),
        }
    })
}
