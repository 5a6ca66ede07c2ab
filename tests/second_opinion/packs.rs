//! The second opinion on every pack: on each of its cases, and on random complete enterprises around its figures, of
//! which facts are then taken away.

use super::reader::{Opinion, Reader};
use super::{Tally, compare, passed};
use gradus::{Decision, ErrorKind, Ruling};
use gradus_dsl::ast::File;
use gradus_dsl::parse;
use gradus_tests::engine;
use gradus_tests::enterprise::{Base, Dice, Move, Rule, drawn, rules};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many random enterprises are asked about, a pack.
const ENTERPRISES: usize = 10_240;

/// The texts of all packs as written.
fn texts() -> Vec<(String, File)> {
    let packs = gradus_tests::packs();
    let read = |pack: &gradus::Pack| {
        let (file, remarks) = parse(&pack.policy, pack.id.as_str());
        assert!(remarks.is_empty(), "{}", remarks[0]);
        (pack.id.to_string(), file)
    };
    packs.iter().map(read).collect()
}

/// The reader of one pack, which knows the texts of the others.
fn reader(pack: &str, texts: &[(String, File)]) -> Reader {
    let texts: Vec<(&str, &File)> = texts.iter().map(|(id, file)| (id.as_str(), file)).collect();
    let own = texts.iter().find(|(id, _)| *id == pack).unwrap();
    Reader::of(own.1, &texts)
}

fn ruled(rule: &Rule, base: &Base, file: &Value) -> Result<Ruling, gradus::Error> {
    engine().rule(&rule.question(base, file))
}

fn opinion(reader: &Reader, rule: &Rule, base: &Base, file: &Value) -> Opinion {
    let (on, figures) = (base.on.to_string(), base.figures.to_string());
    reader.opinion_with_figures(file, rule.rule.title.as_str(), &rule.act.0, (&on, &figures))
}

#[test]
fn p24_rhai_agrees_on_the_cases_of_the_packs() {
    let (texts, mut tally) = (texts(), Tally::default());
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    let mut readers: BTreeMap<&str, Reader> = BTreeMap::new();
    for rule in rules() {
        let pack = rule.policy.id.as_str();
        let reader = readers.entry(pack).or_insert_with(|| reader(pack, &texts));
        for base in &rule.bases {
            let ruling = ruled(rule, base, &base.file).unwrap_or_else(|error| panic!("{}: {error}", base.id));
            assert_eq!(ruling.policy.id, rule.policy.id, "{}", base.id);
            let opinion = opinion(reader, rule, base, &base.file);
            compare(&ruling, &opinion, &mut tally).unwrap_or_else(|differs| panic!("{}: {differs}", base.id));
        }
        *asked.entry(pack).or_default() += rule.bases.len();
    }
    println!("{asked:?}");
    assert!(asked.values().all(|cases| *cases >= 25), "{asked:?}");
    tally.suffices(8_000, 10);
}

/// What became of the enterprises of one rule.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    eligible: usize,
    ineligible: usize,
    /// With something undefined, so that there is no answer.
    neither: usize,
    /// Decided alike with facts taken away.
    alike: usize,
    /// Not decided any more with facts taken away.
    open: usize,
    tally: Tally,
}

#[test]
fn p24_p8_rhai_agrees_around_the_figures_of_every_pack_and_no_fact_less_turns_a_decision() {
    let mut of_pack: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in rules() {
        *of_pack.entry(rule.policy.id.as_str()).or_default() += 1;
    }
    let (texts, next) = (texts(), AtomicUsize::new(0));
    // Each worker takes the next rule; a reader stays in its thread.
    let work = || {
        let mut found = Vec::new();
        while let Some(rule) = rules().get(next.fetch_add(1, Ordering::Relaxed)) {
            let pack = rule.policy.id.as_str();
            let enterprises = ENTERPRISES.div_ceil(of_pack[pack]);
            found.push((rule, around(rule, &reader(pack, &texts), enterprises)));
        }
        found
    };
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(rules().len());
    let counts: Vec<(&Rule, Count)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let mut complete: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, count) in counts {
        println!("{}: {count:?}", rule.name());
        let (name, asked) = (rule.name(), count.eligible + count.ineligible);
        *complete.entry(rule.policy.id.as_str()).or_default() += asked;
        for (answer, given) in [("eligible", count.eligible), ("ineligible", count.ineligible)] {
            assert!(given * 20 >= asked, "{name}: of {asked} only {given} are {answer}");
        }
        assert!(count.neither * 20 <= asked, "{name}: {} have no answer", count.neither);
        assert!(
            count.alike > asked / 50 && count.open > asked / 50,
            "{name}: hardly a fact matters, or each"
        );
        count.tally.suffices(asked, 5);
    }
    println!("{complete:?} enterprises have two opinions");
    assert_eq!(complete.len(), of_pack.len());
    assert!(complete.values().all(|asked| *asked >= 10_000), "{complete:?}");
}

/// Asks both about random complete enterprises of a rule, and the engine again about each with less known.
fn around(rule: &Rule, reader: &Reader, enterprises: usize) -> Count {
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(u32::try_from(enterprises).unwrap())
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let moves = prop::collection::vec(any::<Move>(), 0..5);
    let (count, answered) = (Cell::new(Count::default()), RefCell::new(Tally::default()));
    let outcome =
        runner.run(&(any::<u16>(), any::<u64>(), moves, any::<u64>()), |(base, fill, moves, less)| {
            let base = rule.start(base);
            let file = drawn(rule, base, fill, &moves);
            let failed =
                |what: String| TestCaseError::fail(format!("{} on {}: {what}\n{file}", rule.name(), base.on));
            let opinion = opinion(reader, rule, base, &file);
            let ruling = match ruled(rule, base, &file) {
                Ok(ruling) => ruling,
                // Exceptions that disagree leave no answer, to the other reader neither.
                Err(error) if error.kind() == ErrorKind::Conflict && opinion.eligible.is_none() => {
                    return Ok(());
                }
                Err(error) => return Err(failed(error.to_string())),
            };
            compare(&ruling, &opinion, &mut answered.borrow_mut()).map_err(failed)?;
            if !ruling.missing.is_empty() {
                return Err(failed(format!("{:?} is missing of a complete enterprise", ruling.missing)));
            }
            let mut now = count.get();
            match opinion.eligible {
                Some(true) => now.eligible += 1,
                Some(false) => now.ineligible += 1,
                None => now.neither += 1,
            }
            let poorer = without(&file, &mut Dice(less));
            let after = ruled(rule, base, &poorer).map_err(|error| failed(error.to_string()))?.decision;
            match after {
                Decision::Undetermined => now.open += 1,
                decided if decided == ruling.decision => now.alike += 1,
                turned => {
                    let before = ruling.decision;
                    return Err(failed(format!("{before:?} becomes {turned:?} with less known\n{poorer}")));
                }
            }
            count.set(now);
            Ok(())
        });
    passed(outcome);
    Count { tally: answered.into_inner(), ..count.get() }
}

/// The same file without some of its facts, or single years of them, or the register.
fn without(file: &Value, dice: &mut Dice) -> Value {
    let mut less = file.clone();
    if dice.below(10) == 0 {
        less.as_object_mut().unwrap().remove("register");
    }
    let facts = less["facts"].as_object_mut().unwrap();
    let names: Vec<String> = facts.keys().cloned().collect();
    for _ in 0..=dice.below(4) {
        let name = dice.one(&names).unwrap();
        let years: Vec<String> =
            facts.get(name).and_then(Value::as_object).into_iter().flat_map(Map::keys).cloned().collect();
        match (dice.one(&years), facts.get_mut(name).and_then(Value::as_object_mut)) {
            (Some(year), Some(given)) if dice.below(2) == 0 => given.remove(year),
            _ => facts.remove(name),
        };
    }
    less
}
