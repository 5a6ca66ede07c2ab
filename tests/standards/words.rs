//! What a declaration says as text a Markdown table can hold, and the numbered notes behind the marks of doubt.

use gradus::{Date, Engine, Explanation, Label, Needs, Policy, Said, Status, StatusKind};
use gradus_dsl::policy::{Expr, ExprKind, Type};
use gradus_dsl::{FactId, ParameterId, ScoreId};
use std::collections::{BTreeMap, BTreeSet};

/// What the marks of one section stand for.
#[derive(Default)]
pub(crate) struct Notes {
    said: Vec<String>,
}

impl Notes {
    /// The marks of these doubts, each note once; nothing where there is no doubt.
    pub(crate) fn marks<'s>(&mut self, all: impl IntoIterator<Item = &'s Status>) -> Vec<String> {
        let mut by_kind: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for status in all {
            let kind = match status.kind {
                StatusKind::Confirmed => continue,
                StatusKind::Single => "single",
                StatusKind::Memory => "memory",
                StatusKind::Disputed => "disputed",
            };
            let note = format!("**{kind}**: {}", cell(&status.note.en));
            let number = self.said.iter().position(|said| *said == note).unwrap_or_else(|| {
                self.said.push(note);
                self.said.len() - 1
            });
            by_kind.entry(kind).or_default().insert(number + 1);
        }
        let mark = |(kind, numbers): (&str, BTreeSet<usize>)| {
            let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
            format!("**{kind}** ({})", numbers.join(", "))
        };
        by_kind.into_iter().map(mark).collect()
    }

    /// The notes as a list, to stand at the end of the section.
    pub(crate) fn page(&self) -> String {
        if self.said.is_empty() {
            return String::new();
        }
        let lines = self.said.iter().enumerate().map(|(index, note)| format!("{}. {note}\n", index + 1));
        format!("Not sure:\n\n{}\n", lines.collect::<String>())
    }
}

/// What a name of one policy says on a day.
pub(crate) fn explained(engine: &Engine, policy: &Policy, name: &str, on: Date) -> Explanation {
    let all = engine.why(name, Some(on)).unwrap_or_else(|error| panic!("{}: {error}", policy.id));
    let of = |one: &Explanation| one.policy == policy.id;
    all.into_iter().find(of).unwrap_or_else(|| panic!("{} does not declare `{name}`", policy.id))
}

/// An outline in one cell: a line each, what belongs to the line above marked by a dash.
pub(crate) fn outline(policy: &Policy, said: &[Said]) -> String {
    let line = |one: &Said| {
        let dashes = "– ".repeat(usize::try_from(one.depth).unwrap_or(0));
        format!("{dashes}{}", cell(&plain(policy, &one.text.en)))
    };
    said.iter().map(line).collect::<Vec<_>>().join("<br>")
}

/// A text without what only a drafter needs: what a list consists of, how nothing is written, and ids.
fn plain(policy: &Policy, text: &str) -> String {
    let lists = policy.facts.iter().filter(|fact| matches!(fact.ty, Type::List(_)));
    let text = lists.fold(text.to_owned(), |text, list| {
        let label = list.label.en.as_str();
        text.replace(label, label.split_once(": ").map_or(label, |(short, _)| short))
    });
    let scores = policy.scores.iter();
    let text = scores.fold(text, |text, score| {
        text.replace(&format!("score {}", score.id), "points of the scoring table below")
    });
    let nothing = ["; null where there is none", "; null where it has none"];
    let text = nothing.iter().fold(text, |text, words| text.replace(words, "")).replace(": equal to ", ": ");
    // The id behind a name: `meets “debt ratio” (debt)`.
    let text = match text.rsplit_once("” (") {
        Some((before, id)) if id.ends_with(')') => format!("{before}”"),
        _ => text,
    };
    words(&asked(&text))
}

/// The head of a branch as a sentence: `if revenue is at least 5:`, `if the product is new:`.
fn asked(text: &str) -> String {
    let head = text.strip_suffix(':').filter(|_| text.starts_with("if ") || text.starts_with("else if "));
    let Some(head) = head else { return text.to_owned() };
    match head.rsplit_once(": ") {
        Some((what, "yes")) => format!("{what}:"),
        Some((what, than)) => format!("{what} is {than}:"),
        None => text.to_owned(),
    }
}

/// An id in words.
pub(crate) fn words(id: &str) -> String {
    id.replace('_', " ")
}

/// The name of a line of a score, which has none but its id.
pub(crate) fn named(id: &str) -> String {
    let word = |word: &str| match word {
        "rd" => "R&D".to_owned(),
        "ip" => "IP".to_owned(),
        "st" => "S&T".to_owned(),
        word => word.to_owned(),
    };
    id.split('_').map(word).collect::<Vec<_>>().join(" ")
}

/// A text as one cell of a table.
pub(crate) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// English above Chinese.
pub(crate) fn both(label: &Label) -> String {
    match (label.en.as_str(), label.zh.as_str()) {
        (en, "") => cell(en),
        ("", zh) => cell(zh),
        (en, zh) => format!("{}<br>{}", cell(en), cell(zh)),
    }
}

/// What an expression itself looks at, through named expressions, but not through other criteria, scores and tables.
#[derive(Default)]
pub(crate) struct Direct {
    pub(crate) facts: BTreeSet<FactId>,
    pub(crate) figures: BTreeSet<ParameterId>,
    pub(crate) scores: BTreeSet<ScoreId>,
    /// The numbers of the texts whose criteria it asks.
    pub(crate) texts: BTreeSet<String>,
}

impl Direct {
    pub(crate) fn of(policy: &Policy, expr: &Expr) -> Self {
        let mut found = Self::default();
        found.look(policy, expr);
        found
    }

    fn look(&mut self, policy: &Policy, expr: &Expr) {
        expr.visit(&mut |part| match &part.kind {
            ExprKind::Fact(id)
            | ExprKind::InYear(id, _)
            | ExprKind::SumYears(id, _)
            | ExprKind::MeanYears(id, _)
            | ExprKind::Growth(id, _)
            | ExprKind::MeanGrowth(id, _)
            | ExprKind::CompareGrowth { fact: id, .. }
            | ExprKind::Count { list: id, .. }
            | ExprKind::OverRecords { list: id, .. }
            | ExprKind::Includes(id, _)
            | ExprKind::SetSize(id) => {
                self.facts.insert(id.clone());
            }
            ExprKind::Parameter(id) => {
                self.figures.insert(id.clone());
            }
            ExprKind::Score(id) | ExprKind::Passes(id) | ExprKind::Group(id, _) => {
                self.scores.insert(id.clone());
            }
            ExprKind::Criterion(id) => {
                self.texts.extend(policy.import_of(id.as_str()).map(|text| text.number.clone()));
            }
            ExprKind::Name(id) => {
                if let Some(named) = policy.name(id) {
                    self.look(policy, &named.value);
                }
            }
            _ => {}
        });
    }

    /// The doubts about what is looked at.
    pub(crate) fn doubts<'p>(&self, policy: &'p Policy, on: Date) -> Vec<&'p Status> {
        let figures = self.figures.iter().filter_map(|id| policy.parameter(id, on)?.status.as_ref());
        let facts = self.facts.iter().filter_map(|id| policy.fact(id)?.status.as_ref());
        figures.chain(facts).collect()
    }

    /// When the facts are taken, and who answers for those the applicant does not. What does not hold of every fact
    /// says of which.
    pub(crate) fn answered(&self, engine: &Engine, explained: &Explanation) -> Vec<String> {
        let facts = || explained.facts.iter().filter(|fact| self.facts.contains(&fact.id));
        let mut said: Vec<(String, Vec<&str>)> = Vec::new();
        let mut say = |what: String, of| match said.iter_mut().find(|(one, _)| *one == what) {
            Some((_, facts)) => facts.push(of),
            None => said.push((what, vec![of])),
        };
        for fact in facts() {
            let name = fact.label.en.as_str();
            if !fact.as_of.is_empty() {
                say(format!("as of {}", cell(&fact.as_of)), name);
            }
            match &fact.needs {
                Needs::Fact => {}
                Needs::Judgement { label, .. } => say(format!("*judged by {}*", cell(&label.en)), name),
                Needs::External { source } if fact.ty == "yes_no" => {
                    say(format!("*determined by {}*", cell(&source.en)), name);
                }
                Needs::External { source } => say(format!("*figure of {}*", cell(&source.en)), name),
                Needs::Register { title } => {
                    say(format!("*register: {}*", title_name(engine, title.as_str()).en), name);
                }
            }
        }
        let all = facts().count();
        let one = |(what, of): (String, Vec<&str>)| match of.len() == all {
            true => what,
            false => format!("{}: {what}", cell(&of.join(", "))),
        };
        said.into_iter().map(one).collect()
    }
}

/// What a title is called by the first pack that names it.
pub(crate) fn title_name(engine: &Engine, id: &str) -> Label {
    let mut titles = engine.policies().iter().flat_map(|policy| &policy.titles);
    titles.find(|title| title.id.as_str() == id).map(|title| title.label.clone()).unwrap_or_default()
}
