//! The documentation is true: every example of `docs/language.md` is checked and ruled on as it says, every word of the
//! language has an example, and every law of `docs/semantics.md` names tests that exist.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up fails it")]

use gradus::{
    Act, Agencies, Date, Engine, Facts, FindingKind, Outcome, Pack, Question, Register, Ruling, check_packs,
};
use gradus_tests::{rust_files, text};
use std::collections::{BTreeMap, BTreeSet};

/// The header an example without one gets.
const HEADER: &str =
    r#"policy example #{ title: #{ en: "Example" }, in_force: #{ from: "2022-08-01", to: open } };"#;

/// One example: where it begins, the policy text, and what it says of itself.
struct Example {
    line: usize,
    policy: String,
    given: String,
    /// The titles held; without the line there is no register.
    holding: Option<Vec<String>>,
    /// What is expected of the criteria named: `holds`, `fails`, `open`, `undefined`.
    outcomes: BTreeMap<String, Outcome>,
    /// The code of the diagnostic it must get.
    refused: Option<String>,
}

fn examples() -> Vec<Example> {
    let page = text("docs/language.md");
    let mut found = Vec::new();
    let mut block: Option<(usize, Vec<&str>)> = None;
    for (number, line) in (1..).zip(page.lines()) {
        match (&mut block, line) {
            (None, "```rhai") => block = Some((number, Vec::new())),
            (Some(_), "```") => {
                let (line, lines) = block.take().unwrap();
                found.push(example(line, &lines));
            }
            (Some((_, lines)), line) => lines.push(line),
            _ => {}
        }
    }
    assert!(found.len() > 20, "only {} examples in docs/language.md", found.len());
    found
}

fn example(line: usize, lines: &[&str]) -> Example {
    let mut example = Example {
        line,
        policy: String::new(),
        given: String::new(),
        holding: None,
        outcomes: BTreeMap::new(),
        refused: None,
    };
    for text in lines {
        let said = text.strip_prefix("// ").and_then(|said| said.split_once(": "));
        match said {
            Some(("given", json)) => example.given.push_str(json),
            Some(("holding", titles)) => {
                example.holding = Some(titles.split(", ").map(str::to_owned).collect());
            }
            Some(("refused", code)) => example.refused = Some(code.to_owned()),
            Some((word @ ("holds" | "fails" | "open" | "undefined"), names)) => {
                let outcome = match word {
                    "holds" => Outcome::Holds,
                    "fails" => Outcome::Fails,
                    "open" => Outcome::Open,
                    _ => Outcome::Undefined,
                };
                example.outcomes.extend(names.split(", ").map(|name| (name.to_owned(), outcome)));
            }
            Some((word, _)) if text.starts_with("// ") && !word.contains(' ') => {
                panic!("line {line}: `{word}` says nothing a test understands")
            }
            _ => {
                example.policy.push_str(text);
                example.policy.push('\n');
            }
        }
    }
    example
}

/// The names declared with a keyword at the beginning of a line.
fn declared<'p>(policy: &'p str, keyword: &str) -> Vec<&'p str> {
    let lines = policy.lines().filter_map(|line| line.strip_prefix(keyword)?.strip_prefix(' '));
    lines.filter_map(|rest| rest.split_whitespace().next()).collect()
}

impl Example {
    /// The whole policy: with a header, and with a rule that asks every criterion.
    fn whole(&self) -> String {
        let mut policy = String::new();
        if declared(&self.policy, "policy").is_empty() {
            policy.push_str(HEADER);
        }
        policy.push_str(&self.policy);
        let criteria = declared(&self.policy, "criterion");
        if !criteria.is_empty() && declared(&self.policy, "eligibility").is_empty() {
            policy.push_str(&format!("eligibility asked \"1\" {{ all([{}]) }}\n", criteria.join(", ")));
        }
        policy
    }

    fn pack(&self) -> Pack {
        let numbers = (1..=9).map(|n| n.to_string()).chain((1..=9).map(|n| format!("annex 1/{n}")));
        let clauses: String = ["annex 1".to_owned()]
            .into_iter()
            .chain(numbers)
            .map(|number| format!("[[clause]]\nnumber = \"{number}\"\n"))
            .collect();
        Pack::new("example", self.whole())
            .with_clauses(format!("text = \"unavailable\"\nlanguage = \"en\"\n{clauses}"))
    }

    fn ruling(&self) -> Ruling {
        let agencies = text("policies/agencies/agencies.toml");
        let engine =
            Engine::load(vec![self.pack()], &agencies).unwrap_or_else(|error| self.fail(&error.to_string()));
        let title = engine.policies()[0].eligibilities[0].title.clone();
        let given = if self.given.is_empty() { "{}" } else { &self.given };
        let facts = Facts::from_json(&format!("{{ \"facts\": {} }}", given))
            .unwrap_or_else(|error| self.fail(&error.to_string()));
        let on: Date = "2025-06-30".parse().unwrap();
        let register = self.holding.as_ref().map(|titles| {
            let none = Register::complete_as_of(on);
            titles.iter().fold(none, |register, title| register.with(title.as_str(), on, None))
        });
        let facts = match register {
            Some(register) => facts.with_register(register),
            None => facts,
        };
        let question = Question::new(title, on, facts).act(Act::RECOGNITION);
        engine.rule(&question).unwrap_or_else(|error| self.fail(&error.to_string()))
    }

    fn fail(&self, why: &str) -> ! {
        panic!("docs/language.md:{}: {why}\n{}", self.line, self.whole())
    }
}

#[test]
fn every_example_is_as_it_says() {
    let agencies = Agencies::from_toml(&text("policies/agencies/agencies.toml"), "agencies.toml").unwrap();
    let mut asked = 0;
    for example in examples() {
        let checked = check_packs(&[example.pack()], &agencies);
        let errors: Vec<String> = checked[0]
            .diagnostics
            .iter()
            .filter(|remark| remark.is_error())
            .map(ToString::to_string)
            .collect();
        if let Some(code) = &example.refused {
            let found = checked[0].diagnostics.iter().any(|remark| remark.code == *code);
            if !found {
                example.fail(&format!("expected `{code}`, found {errors:?}"));
            }
            continue;
        }
        if !errors.is_empty() {
            example.fail(&errors.join("\n"));
        }
        if example.given.is_empty() && example.holding.is_none() {
            continue;
        }
        let ruling = example.ruling();
        for (name, expected) in &example.outcomes {
            let findings = ruling.findings.iter();
            let Some(finding) =
                findings.into_iter().find(|one| one.kind == FindingKind::Criterion && one.id == *name)
            else {
                example.fail(&format!("no criterion `{name}` is asked"))
            };
            if finding.outcome != *expected {
                example.fail(&format!("`{name}` is {:?}, not {expected:?}", finding.outcome));
            }
            asked += 1;
        }
    }
    assert!(asked > 60, "only {asked} outcomes are tested");
}

#[test]
fn every_word_of_the_language_has_an_example() {
    let all: String = examples().iter().map(|example| example.policy.clone()).collect();
    let words: BTreeSet<&str> = all.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for (kind, names) in [
        ("declaration", gradus_dsl::vocabulary::declarations()),
        ("type", gradus_dsl::vocabulary::types()),
        ("function", gradus_dsl::vocabulary::functions()),
        ("interval", gradus_dsl::vocabulary::intervals()),
    ] {
        assert!(!names.is_empty());
        for name in names {
            assert!(words.contains(name), "the {kind} `{name}` has no example in docs/language.md");
        }
    }
}

#[test]
fn every_law_names_tests_that_exist() {
    let page = text("docs/semantics.md");
    let mut functions: BTreeSet<String> = BTreeSet::new();
    for folder in ["dsl", "engine", "tests", "fuzz/src", "fuzz/tests", "cli/tests"] {
        for (path, source) in rust_files(folder) {
            let names = source.split("fn ").skip(1).filter_map(|rest| rest.split('(').next());
            functions.extend(names.map(|name| format!("{path}::{}", name.trim())));
        }
    }
    let mut laws = BTreeSet::new();
    for row in page.lines().filter(|line| line.starts_with("| P")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [law, _, tests] = cells.as_slice() else { panic!("a law is a row of three cells: {row}") };
        laws.insert(law.trim_start_matches('P').parse::<u32>().unwrap());
        let named: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty() || tests.contains("not yet"), "{law} names no test");
        for name in named {
            assert!(functions.contains(name), "{law} names `{name}`, which does not exist");
        }
    }
    let due = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].into_iter().chain(16..=30);
    let missing: Vec<u32> = due.filter(|law| !laws.contains(law)).collect();
    assert!(missing.is_empty(), "docs/semantics.md leaves out {missing:?}");
}
