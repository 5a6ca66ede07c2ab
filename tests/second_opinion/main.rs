//! P24: Rhai's own interpreter, with exact numbers and a calendar of other crates, comes to the same answers as Gradus on
//! complete facts without undefined values.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

mod calendar;
mod cells;
mod conditions;
mod edges;
mod facts;
mod functions;
mod number;
mod packs;
mod reader;

use functions::FUNCTIONS;
use gradus::{Decision, Engine, ErrorKind, Facts, Outcome, Pack, Question, Ruling, Shown};
use gradus_dsl::ast::File;
use gradus_dsl::{Agencies, parse};
use gradus_tests::drawn::{Choices, DAY, Drawn, FORMS, TITLE, draw};
use number::{Exact, read};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestError, TestRunner};
use reader::{Opinion, Reader};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// How many answers were held against each other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// Answers both gave, and gave alike.
    pub(crate) agreed: usize,
    /// Answers the second opinion does not give, because something is undefined or missing.
    pub(crate) skipped: usize,
}

impl Tally {
    /// Fails where too little was compared for the agreement to mean anything; says how much it was.
    pub(crate) fn suffices(self, least: usize, most_skipped_percent: usize) {
        println!("{} answers agree, {} have no second opinion", self.agreed, self.skipped);
        assert!(self.agreed >= least, "only {} answers were compared, of {least}", self.agreed);
        let all = self.agreed + self.skipped;
        assert!(self.skipped * 100 <= all * most_skipped_percent, "{} of {all} were skipped", self.skipped);
    }
}

/// Holds a ruling against a second opinion; an error says where they differ.
pub(crate) fn compare(ruling: &Ruling, opinion: &Opinion, tally: &mut Tally) -> Result<(), String> {
    let mut same = |what: String, ours: Option<String>, theirs: Option<String>| match theirs {
        None => {
            tally.skipped += 1;
            Ok(())
        }
        Some(theirs) if ours.as_ref() == Some(&theirs) => {
            tally.agreed += 1;
            Ok(())
        }
        Some(theirs) => Err(format!("{what}: Gradus says {ours:?}, Rhai {theirs}")),
    };
    let points = |shown: &Shown| match shown {
        Shown::Number(number) => Some(read(&number.to_string()).to_string()),
        _ => None,
    };
    let shown = |exact: &Option<Exact>| exact.as_ref().map(ToString::to_string);
    for finding in &ruling.findings {
        let Some(theirs) = opinion.criteria.get(&finding.id) else { continue };
        if opinion.conflicts.contains(&finding.id)
            && matches!(finding.outcome, Outcome::Holds | Outcome::Fails)
        {
            return Err(format!("{}: Gradus has an answer, and its exceptions disagree", finding.id));
        }
        let ours = match finding.outcome {
            Outcome::Holds => Some("true".to_owned()),
            Outcome::Fails => Some("false".to_owned()),
            Outcome::NotNeeded => continue,
            Outcome::Open | Outcome::Undefined => None,
        };
        same(finding.id.clone(), ours, theirs.map(|holds| holds.to_string()))?;
    }
    for score in &ruling.scores {
        let theirs = &opinion.scores[score.id.as_str()];
        same(score.id.to_string(), points(&score.points), shown(theirs))?;
        let groups = score.groups.iter().map(|group| (group.id.to_string(), &group.points));
        let inner = score.groups.iter().flat_map(|group| &group.indicators);
        let lines = score.indicators.iter().chain(inner).map(|line| (line.id.to_string(), &line.points));
        for (name, ours) in groups.chain(lines) {
            let theirs = &opinion.lines[&(score.id.to_string(), name.clone())];
            same(format!("{}.{name}", score.id), points(ours), shown(theirs))?;
        }
    }
    for table in &ruling.tables {
        let ours = match &table.value {
            Shown::Text(text) => Some(text.clone()),
            Shown::YesNo(answer) => Some(answer.to_string()),
            Shown::Date(day) => Some(day.to_string()),
            Shown::None => Some("none".to_owned()),
            number => points(number),
        };
        same(table.id.to_string(), ours, opinion.tables[table.id.as_str()].clone())?;
    }
    let ours = match ruling.decision {
        Decision::Eligible => Some("true".to_owned()),
        Decision::Ineligible => Some("false".to_owned()),
        Decision::Undetermined => None,
    };
    same(ruling.title.to_string(), ours, opinion.eligible.map(|eligible| eligible.to_string()))
}

/// Fails with the reason alone: a row of choices says nothing to people.
pub(crate) fn passed<T>(outcome: Result<(), TestError<T>>) {
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
}

/// A drawn policy with the packs it uses.
fn packs(drawn: &Drawn) -> Vec<Pack> {
    drawn.packs().into_iter().map(|(id, text)| Pack::new(id, text)).collect()
}

/// The functions of the language, from what a drafter is told who misspells one.
fn functions_of_the_language() -> Vec<String> {
    let policy = "policy p #{ title: #{ en: \"p\" }, in_force: #{ from: \"2022-01-01\", to: open } };
        criterion c \"1\" { zzzzzzzzzzzz(1) } eligibility t \"1\" { c }";
    let checked = Pack::new("p", policy).check(&Agencies::empty());
    let remark = checked.diagnostics.iter().find(|remark| remark.code == "unknown-function").unwrap();
    let help = remark.help.strip_prefix("the functions are: ").unwrap_or_else(|| panic!("{}", remark.help));
    help.split(", ").map(str::to_owned).collect()
}

/// A function added to the language needs its row here and in the random policies, or it has no second opinion.
#[test]
fn every_function_of_the_language_has_a_second_opinion_and_is_drawn() {
    let functions = functions_of_the_language();
    assert!(functions.len() >= 23, "{functions:?}");
    for name in functions.iter().filter(|name| *name != "holders") {
        let taught = FUNCTIONS.iter().any(|(known, _)| known == name);
        assert!(taught, "`{name}` has no row in second_opinion/functions.rs");
        // Random policies have no register; on packs and their cases it has its second opinion.
        let drawn = name == "holds"
            || FORMS.iter().any(|(_, form)| form == name || form.contains(&format!("{name}(")));
        assert!(drawn, "`{name}` has no row in drawn/tables.rs");
    }
}

#[test]
fn p24_rhai_agrees_on_random_policies() {
    let functions = functions_of_the_language();
    let called = functions
        .iter()
        .filter(|name| !["holders", "holds"].contains(&name.as_str()))
        .map(|name| format!("{name}("));
    let others =
        ["size::", "overrides", "group", "total.", " unique on", " first on", " any on", "collect_sum"];
    let seen: BTreeMap<String, usize> =
        called.chain(others.map(str::to_owned)).map(|what| (what, 0)).collect();
    let seen = RefCell::new(seen);
    let (tally, conflicts) = (RefCell::new(Tally::default()), Cell::new(0));
    let mut runner =
        TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(800) });
    let choices = prop::collection::vec(any::<u8>(), 0..200);
    let picked = prop::collection::vec(prop::collection::vec(any::<u8>(), 24), 6);
    let outcome = runner.run(&(choices, picked), |(choices, picked)| {
        let drawn = draw(&mut Choices(&choices), 3);
        let engine = match Engine::load(packs(&drawn), "") {
            Ok(engine) => engine,
            // Rhai's parser counts brackets generously: what is nested too deep for the language is drawn again.
            Err(error) if error.to_string().contains("[too-deep]") => {
                return Err(TestCaseError::reject("too deep"));
            }
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{}", drawn.policy))),
        };
        let texts: Vec<(&str, File)> =
            drawn.packs().into_iter().map(|(id, text)| (id, parse(text, id).0)).collect();
        let texts: Vec<(&str, &File)> = texts.iter().map(|(id, file)| (*id, file)).collect();
        let reader = Reader::of(texts[0].1, &texts[1..]);
        for picked in picked {
            let chosen: Vec<Option<usize>> =
                (0..drawn.places()).map(|place| Some(usize::from(picked[place % picked.len()]))).collect();
            let text = drawn.facts(&chosen);
            let facts = Facts::from_json(&text).unwrap();
            let opinion = reader.opinion(&serde_json::from_str(&text).unwrap(), TITLE, "recognition", DAY);
            let ruling = match engine.rule(&Question::new(TITLE, DAY.parse().unwrap(), facts)) {
                Ok(ruling) => ruling,
                // Exceptions that disagree leave no answer, to the other reader neither.
                Err(error) if error.kind() == ErrorKind::Conflict && opinion.eligible.is_none() => {
                    prop_assert_eq!(opinion.criteria["crit0"], None, "{}{}", drawn.policy, text);
                    conflicts.set(conflicts.get() + 1);
                    continue;
                }
                Err(error) => return Err(TestCaseError::fail(format!("{error}\n{}{text}", drawn.policy))),
            };
            compare(&ruling, &opinion, &mut tally.borrow_mut())
                .map_err(|differs| TestCaseError::fail(format!("{differs}\n{}{text}", drawn.policy)))?;
        }
        for (what, times) in seen.borrow_mut().iter_mut() {
            *times += usize::from(drawn.policy.contains(what.as_str()));
        }
        Ok(())
    });
    passed(outcome);
    for (what, drawn) in seen.take() {
        assert!(drawn >= 10, "`{what}` was drawn {drawn} times");
    }
    println!("{} questions had no answer because exceptions disagree", conflicts.get());
    tally.into_inner().suffices(10_000, 15);
}
