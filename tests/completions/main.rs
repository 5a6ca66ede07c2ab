//! P8 and P10 through text, checker and facts files: what is decided while facts are missing is decided the same however
//! they turn out. Random small policies, each with every way of filling in what is missing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

mod bounds;
mod by_cases;

use gradus::{
    Decision, Engine, ErrorKind, Facts, FindingKind, Number, Outcome, Pack, Question, Ruling, Shown,
};
use gradus_tests::drawn::{Choices, DAY, Drawn, TITLE, draw};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestError, TestRunner};
use std::cell::RefCell;

/// The most ways of filling in that are tried for one question.
const MOST_WAYS: usize = 120;

/// What was seen over a run.
#[derive(Debug, Default)]
struct Seen {
    /// Rulings decided while facts were missing.
    decided: usize,
    /// Rulings left open.
    open: usize,
    /// Of those, the ones that come to the same answer in every way tried: three-valued logic need not see it.
    open_but_settled: usize,
    /// Rulings decided by cases.
    by_cases: usize,
    /// Completions in which exceptions disagree, so that there is no ruling.
    conflicts: usize,
    /// Completed questions held against one with facts missing.
    compared: usize,
}

fn packs(drawn: &Drawn) -> Vec<Pack> {
    drawn.packs().into_iter().map(|(id, text)| Pack::new(id, text)).collect()
}

/// The ruling; none where exceptions disagree, so that there is no telling what the text means.
fn ruled(engine: &Engine, drawn: &Drawn, chosen: &[Option<usize>]) -> Result<Option<Ruling>, TestCaseError> {
    let text = drawn.facts(chosen);
    let facts = Facts::from_json(&text).unwrap();
    let question = Question::new(TITLE, DAY.parse().unwrap(), facts);
    match engine.rule(&question) {
        Ok(ruling) => Ok(Some(ruling)),
        Err(error) if error.kind() == ErrorKind::Conflict => Ok(None),
        Err(error) => Err(TestCaseError::fail(format!("{error}\n{}{text}", drawn.policy))),
    }
}

/// The choices with some left out, so that filling them in stays enumerable, and how many values each may take.
fn missing(drawn: &Drawn, picked: &[u8]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut ways = 1usize;
    let (mut chosen, mut values) = (Vec::new(), Vec::new());
    for place in 0..drawn.places() {
        let picked = usize::from(picked[place % picked.len()]);
        // The first values of a fact are the most telling; of the others one is sometimes given.
        let tried = drawn.values(place).min(if picked % 4 == 0 { 4 } else { 3 });
        let left_out = !picked.is_multiple_of(3) && ways * tried <= MOST_WAYS;
        ways *= if left_out { tried } else { 1 };
        chosen.push((!left_out).then_some(picked));
        values.push(if left_out { tried } else { 1 });
    }
    (chosen, values)
}

/// Every way of filling in what is left out.
fn completions(chosen: &[Option<usize>], values: &[usize]) -> Vec<Vec<Option<usize>>> {
    let mut all = vec![Vec::new()];
    for (choice, values) in chosen.iter().zip(values) {
        let tried: Vec<Option<usize>> = match choice {
            Some(_) => vec![*choice],
            None => (0..*values).map(Some).collect(),
        };
        all = all
            .iter()
            .flat_map(|before: &Vec<Option<usize>>| {
                tried.iter().map(move |value| before.iter().copied().chain([*value]).collect())
            })
            .collect();
    }
    all
}

/// The bounds of points as shown; none where there is no bound.
fn bounds(points: &Shown) -> (Option<&Number>, Option<&Number>) {
    match points {
        Shown::Number(number) => (Some(number), Some(number)),
        Shown::Between { low, high } => (low.as_ref(), high.as_ref()),
        _ => (None, None),
    }
}

/// Whether a later ruling, with more facts, may follow an earlier one; else what was turned around.
fn follows(earlier: &Ruling, later: &Ruling) -> Result<(), String> {
    if earlier.decision != Decision::Undetermined && earlier.decision != later.decision {
        return Err(format!("{:?} became {:?}", earlier.decision, later.decision));
    }
    for finding in &earlier.findings {
        let Some(then) = later.findings.iter().find(|then| then.id == finding.id) else { continue };
        let decided = match finding.outcome {
            // Of what is undefined no further fact gives an answer.
            Outcome::Holds | Outcome::Fails | Outcome::Undefined => true,
            Outcome::Open | Outcome::NotNeeded => false,
        };
        // A criterion the rule no longer asks says nothing.
        let asked = finding.kind == FindingKind::Criterion && then.outcome != Outcome::NotNeeded;
        if decided && asked && finding.outcome != then.outcome {
            return Err(format!("{}: {:?} became {:?}", finding.id, finding.outcome, then.outcome));
        }
    }
    for score in &earlier.scores {
        let Some(then) = later.scores.iter().find(|then| then.id == score.id) else { continue };
        let ((low, high), (then_low, then_high)) = (bounds(&score.points), bounds(&then.points));
        let widened = low.is_some_and(|low| then_low.is_none_or(|then| then < low))
            || high.is_some_and(|high| then_high.is_none_or(|then| then > high));
        if widened {
            return Err(format!("{}: {:?} became {:?}", score.id, score.points, then.points));
        }
    }
    Ok(())
}

#[test]
fn p8_p10_what_is_decided_is_decided_in_every_completion() {
    let seen = RefCell::new(Seen::default());
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) };
    let choices = prop::collection::vec(any::<u8>(), 0..120);
    let picked = prop::collection::vec(prop::collection::vec(any::<u8>(), 12), 2);
    let outcome = TestRunner::new(config).run(&(choices, picked), |(choices, picked)| {
        let drawn = draw(&mut Choices(&choices), 2);
        let engine = match Engine::load(packs(&drawn), "") {
            Ok(engine) => engine,
            Err(error) if error.to_string().contains("[too-deep]") => {
                return Err(TestCaseError::reject("too deep"));
            }
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{}", drawn.policy))),
        };
        for picked in picked {
            let (chosen, values) = missing(&drawn, &picked);
            let earlier = ruled(&engine, &drawn, &chosen)?;
            let mut decisions = Vec::new();
            for completion in completions(&chosen, &values) {
                let (earlier, later) = match (&earlier, ruled(&engine, &drawn, &completion)?) {
                    (Some(earlier), Some(later)) => (earlier, later),
                    // What decides in spite of a conflict, or blocks for one, does so whatever else is known.
                    (Some(earlier), None) if earlier.decision == Decision::Undetermined => {
                        seen.borrow_mut().conflicts += 1;
                        decisions.push(Decision::Undetermined);
                        continue;
                    }
                    (None, None) => continue,
                    (earlier, later) => {
                        let (before, after) = (drawn.facts(&chosen), drawn.facts(&completion));
                        let decisions =
                            [earlier.as_ref(), later.as_ref()].map(|one| one.map(|one| one.decision));
                        return Err(TestCaseError::fail(format!(
                            "a conflict, but {decisions:?}\n{}{before}\n{after}",
                            drawn.policy
                        )));
                    }
                };
                follows(earlier, &later).map_err(|differs| {
                    let (before, after) = (drawn.facts(&chosen), drawn.facts(&completion));
                    TestCaseError::fail(format!("{differs}\n{}{before}\n{after}", drawn.policy))
                })?;
                // P9: with all facts given, only what is undefined leaves it open.
                if !later.missing.is_empty()
                    || (later.decision == Decision::Undetermined) == later.blocked.is_empty()
                {
                    let facts = drawn.facts(&completion);
                    return Err(TestCaseError::fail(format!(
                        "open on complete facts\n{}{facts}",
                        drawn.policy
                    )));
                }
                decisions.push(later.decision);
            }
            let Some(earlier) = earlier else { continue };
            let mut seen = seen.borrow_mut();
            seen.compared += decisions.len();
            seen.by_cases += usize::from(earlier.decided_by_cases);
            if earlier.decision == Decision::Undetermined {
                seen.open += 1;
                let settled = decisions
                    .iter()
                    .all(|decision| *decision != Decision::Undetermined && *decision == decisions[0]);
                seen.open_but_settled += usize::from(settled);
            } else if decisions.len() > 1 {
                seen.decided += 1;
            }
        }
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
    let seen = seen.into_inner();
    println!("{seen:?}");
    assert!(
        seen.decided >= 100 && seen.open >= 100 && seen.compared >= 10_000,
        "too little was seen: {seen:?}"
    );
}

/// Growth from a year in which the enterprise did not exist is no growth, whatever the rate: the comparison fails. So
/// while that year is missing the question is open, and the year is among what matters.
#[test]
fn growth_against_an_undefined_rate_may_still_fail() {
    let policy = "policy p #{ title: #{ en: \"p\" }, in_force: #{ from: \"2022-01-01\", to: open } };
        fact income : yearly(money); fact factor : number;
        criterion grows \"1\" { compound_growth(income, 2) >= percent(5) / factor }
        eligibility prize \"1\" { grows }";
    let engine = Engine::load(vec![Pack::new("p", policy)], "").unwrap();
    let ask = |facts: &str| {
        let facts = Facts::from_json(facts).unwrap();
        engine.rule(&Question::new(TITLE, DAY.parse().unwrap(), facts)).unwrap()
    };
    let complete = ask(r#"{ "facts": { "factor": 0, "income": { "2024": 1, "2022": null } } }"#);
    assert_eq!(complete.decision, Decision::Ineligible);
    let before = ask(r#"{ "facts": { "factor": 0, "income": { "2024": 1 } } }"#);
    assert_eq!(before.findings[0].outcome, Outcome::Open, "{:?}", before.missing);
    assert_eq!(before.missing[0].path, "income.2022");
}
