//! The standards of one title side by side: a row an indicator, paired by the facts that are asked.

use crate::rule::{Column, Leaf, rule};
use crate::words::{Direct, Notes, both, cell, explained, outline, title_name};
use gradus::{Act, Engine, Explanation, Label};
use gradus_dsl::FactId;
use std::collections::BTreeSet;

/// A row: at most one condition of each column.
type Row = Vec<Option<usize>>;

/// The section of a title.
pub(crate) fn section(engine: &Engine, columns: &[Column]) -> String {
    let name = title_name(engine, columns[0].title.as_str());
    let mut page = format!("## {}: {}\n\n", capital(&name.en), name.zh);
    let mut notes = Notes::default();
    page += &table(engine, columns, &mut notes);
    page.push('\n');
    for column in columns {
        for route in &column.routes {
            page += &format!("- {}: {route} is enough.\n", number(column));
        }
        page += &acts(column, &mut notes);
    }
    page.push('\n');
    page += &notes.page();
    page
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The number of the text, leading to the pack.
fn number(column: &Column) -> String {
    let text = column.texts[0];
    format!("[{}](../policies/{}/README.md)", text.number, text.id)
}

/// What is said of the rules themselves: which acts they decide, and what is not sure about them.
fn acts(column: &Column, notes: &mut Notes) -> String {
    let text = column.texts[0];
    let again = rule(text, &column.title, Act::RE_REVIEW);
    let asked = match again {
        None => "the pack has no rule for the re-review".to_owned(),
        Some(again) => {
            let same = column.leaves.iter().all(|leaf| leaf.policy.id != text.id || leaf.only.is_empty());
            let how = if same {
                "asks the same conditions"
            } else {
                "asks the same, but for the rows marked *recognition only* or *re-review only*:"
            };
            let marks = notes.marks(&again.status);
            let marks: String = marks.iter().map(|mark| format!(" · {mark}")).collect();
            format!("the re-review {how} [{}]{marks}", again.citation)
        }
    };
    format!("- {}: {asked}.\n", number(column))
}

fn table(engine: &Engine, columns: &[Column], notes: &mut Notes) -> String {
    let heads: Vec<String> = columns.iter().map(head).collect();
    let mut page = format!("| indicator | {} |\n|---{}|\n", heads.join(" | "), "|---".repeat(columns.len()));
    if columns.iter().any(|column| !required(engine, column).is_empty()) {
        let cells: Vec<String> = columns.iter().map(|column| required(engine, column)).collect();
        page += &format!("| title held before<br>已有称号 | {} |\n", cells.join(" | "));
    }
    for row in rows(engine, columns) {
        let mut labels = row.iter().zip(columns).filter_map(|(at, column)| Some(&column.leaves[(*at)?]));
        let label = labels.next_back().map(|leaf| leaf.criterion.label.clone()).unwrap_or_default();
        let cells = row.iter().zip(columns).map(|(at, column)| match at {
            Some(at) => said(engine, &column.leaves[*at], &label, notes),
            None => String::new(),
        });
        let cells: Vec<String> = cells.collect();
        page += &format!("| {} | {} |\n", both(&label), cells.join(" | "));
    }
    page
}

/// The text, when it is in force, and the notices beside it.
fn head(column: &Column) -> String {
    let text = column.texts[0];
    let beside: Vec<&str> = column.texts[1..].iter().map(|text| text.number.as_str()).collect();
    let with = if beside.is_empty() { String::new() } else { format!(" with {}", beside.join(", ")) };
    format!("{}: {}{with}", text.in_force.from.year(), text.number)
}

/// The titles that must be held, for the recognition and for the re-review.
fn required(engine: &Engine, column: &Column) -> String {
    let text = column.texts[0];
    let of = |act: &str| rule(text, &column.title, act).map(|rule| rule.requires.clone());
    let (first, again) = (of(Act::RECOGNITION).unwrap_or_default(), of(Act::RE_REVIEW));
    let only = again.filter(|again| *again != first).map(|_| "*recognition only* · ").unwrap_or_default();
    let clause = rule(text, &column.title, Act::RECOGNITION).map(|rule| rule.citation.to_string());
    let name = |id: &gradus::TitleId| -> String {
        let Label { en, zh } = title_name(engine, id.as_str());
        format!("{only}{en} {zh}<br>`[{}]` · *register*", clause.clone().unwrap_or_default())
    };
    first.iter().map(name).collect::<Vec<_>>().join("<br>")
}

/// One condition: what it is called where the row is called otherwise, what it asks, its clause, when its facts are taken,
/// who answers, and what is not sure.
fn said(engine: &Engine, leaf: &Leaf, row: &Label, notes: &mut Notes) -> String {
    let explained = explained(engine, leaf.policy, leaf.criterion.id.as_str(), leaf.on);
    let direct = Direct::of(leaf.policy, &leaf.criterion.condition);
    let text = leaf.policy.import_of(leaf.criterion.id.as_str());
    let text = text.map_or_else(String::new, |text| format!("{} ", text.number));
    let mut marks = vec![format!("`[{text}{}]`", leaf.criterion.citation)];
    marks.extend(direct.texts.iter().map(|text| format!("under {text}")));
    marks.extend(direct.answered(engine, &explained));
    let doubts = direct.doubts(leaf.policy, leaf.on).into_iter().chain(&leaf.criterion.status);
    marks.extend(notes.marks(doubts));
    let mut before = String::new();
    if !leaf.route.is_empty() {
        before += &format!("**{}** · ", leaf.route);
    }
    if !leaf.only.is_empty() {
        before += &format!("*{}* · ", cell(&leaf.only));
    }
    // What is behind a bracket tells the titles of one text apart, no more.
    let name = |label: &Label| label.en.split(" (").next().map(str::to_owned);
    if name(&leaf.criterion.label) != name(row) {
        before += &format!("*{}*<br>", cell(&leaf.criterion.label.en));
    }
    format!("{before}{}<br>{}", condition(leaf, &explained), marks.join(" · "))
}

/// What a condition asks; one of another text by its name there, since it stands on this page by itself.
pub(crate) fn condition(leaf: &Leaf, explained: &Explanation) -> String {
    match leaf.policy.import_of(leaf.criterion.id.as_str()) {
        Some(_) => format!("meets “{}”", cell(&leaf.criterion.label.en)),
        None => outline(leaf.policy, &explained.says),
    }
}

/// The rows: the newest column in its order, with what stands in the older alone put behind what it stands behind there.
fn rows(engine: &Engine, columns: &[Column]) -> Vec<Row> {
    let [left, right] = columns else {
        assert_eq!(columns.len(), 1, "two standards of a title stand side by side, not {}", columns.len());
        return (0..columns[0].leaves.len()).map(|at| vec![Some(at)]).collect();
    };
    let pairs = pairs(engine, left, right);
    let beside = |at: usize| pairs.iter().find(|(_, r)| *r == at).map(|(l, _)| *l);
    let mut rows: Vec<Row> = (0..right.leaves.len()).map(|at| vec![beside(at), Some(at)]).collect();
    let mut place = 0;
    for at in 0..left.leaves.len() {
        match rows.iter().position(|row| row[0] == Some(at)) {
            Some(found) => place = found + 1,
            None => {
                rows.insert(place, vec![Some(at), None]);
                place += 1;
            }
        }
    }
    rows
}

/// What stands in one row: conditions that ask the same facts, then those of the same name, then those that have a third
/// of their facts in common, the closest first.
fn pairs(engine: &Engine, left: &Column, right: &Column) -> Vec<(usize, usize)> {
    let (facts_left, facts_right) = (facts(engine, left), facts(engine, right));
    let id = |column: &Column, at: usize| column.leaves[at].criterion.id.clone();
    // The earlier the better: the same name and facts, the same facts, the same name, the most in common.
    let closeness = |l: usize, r: usize| -> Option<(usize, usize)> {
        let (a, b) = (&facts_left[l], &facts_right[r]);
        let (same_name, same) = (id(left, l) == id(right, r), a == b && !a.is_empty());
        let (shared, all) = (a.intersection(b).count(), a.union(b).count());
        match (same, same_name) {
            (true, true) => Some((0, 0)),
            (true, false) => Some((1, 0)),
            (false, true) => Some((2, 0)),
            (false, false) => (shared > 0 && shared * 3 >= all).then(|| (3, all * 100 / shared)),
        }
    };
    let mut all: Vec<((usize, usize), usize, usize)> = (0..left.leaves.len())
        .flat_map(|l| (0..right.leaves.len()).map(move |r| (l, r)))
        .filter_map(|(l, r)| Some((closeness(l, r)?, l, r)))
        .collect();
    all.sort();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, l, r) in all {
        if !pairs.iter().any(|(a, b)| *a == l || *b == r) {
            pairs.push((l, r));
        }
    }
    pairs
}

/// The facts each condition asks, by itself and through what it names.
fn facts(engine: &Engine, column: &Column) -> Vec<BTreeSet<FactId>> {
    let of = |leaf: &Leaf| {
        let explained = explained(engine, leaf.policy, leaf.criterion.id.as_str(), leaf.on);
        explained.facts.into_iter().map(|fact| fact.id).collect()
    };
    column.leaves.iter().map(of).collect()
}
