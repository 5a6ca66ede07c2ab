//! `docs/standards.md` is what the packs say: the ladder and every standard, written from them and compared.
#![allow(clippy::panic, clippy::expect_used, reason = "what a test cannot set up fails it")]

mod ladder;
mod rule;
mod scores;
mod sides;
mod words;

use gradus::{Date, Engine, PolicyId, TitleId};
use gradus_tests::{engine, load, packs, project, text};
use ladder::on_a_ladder;

/// The page.
const PAGE: &str = "docs/standards.md";

/// The day the standards are read on; a text that has ended is read on its last day.
const DAY: &str = "2026-06-30";

/// What stands before the tables.
const HEAD: &str = "# The standards side by side

Who may hold which title, as the packs in [`policies/`](../policies/README.md) state it. **This page is written from the
packs and not by hand**; a test compares it with them. After a change of a pack it is written anew by

```text
INSTA_UPDATE=always cargo test -p gradus-tests --test standards
```

No text of a ministry stands here: every line is the rule as it is encoded, and the README of each pack says where each
figure was read.

## How to read it

- **Figures.** \"At least\" and \"at most\" take the figure itself in; \"more than\" and \"less than\" leave it out. Money is in
  yuan; 10,000 yuan are 1万元. Nothing is rounded.
- **Years** are those of an application in 2026: 2025 is the last full year.
- **Clauses** stand in brackets: `[annex 3/2]` is item 2 of annex 3 of the text at the head of the column.
- **Who answers.** Nobody named: the applicant states it. *Judged by*: that body judges it; no figure does. *Determined
  by* and *figure of*: that body or system says it. *Register*: the register of titles says it. Without these a ruling
  stays undetermined where they matter.
- **How sure.** No mark: two or more independent sources agree. **single**: one source was read, or the text leaves a
  point open and one reading was taken. **memory**: no source was read. The number leads to the note below the table.
- **Rows.** Conditions of two texts stand in one row where they ask the same facts, a third of them, or go by the same
  name; one that is called otherwise than the row says so first. An empty cell: that text does not ask it.
- **A1, A2 and so on.** All rows of a column are asked together, but of those marked so one way is enough: A1, or A2. Rows
  with the same mark belong to one way.
- *Recognition only*, *re-review only*, *round of 2026 only*: asked in that case and no other.

";

#[test]
fn the_page_is_what_the_packs_say() {
    let written = page(engine());
    if update() {
        write(&written);
    }
    let found = text(PAGE);
    let differs = written.lines().zip(found.lines()).position(|(written, found)| written != found);
    let line =
        differs.map_or_else(|| written.lines().count().min(found.lines().count()) + 1, |line| line + 1);
    assert!(
        written == found,
        "{PAGE} is not what the packs say, from line {line} on; write it anew with `INSTA_UPDATE=always cargo test -p gradus-tests --test standards`"
    );
}

/// Every condition of every rule stands on the page with its figures; of a size class the title.
#[test]
fn no_condition_is_left_out() {
    let page = page(engine());
    let day: Date = DAY.parse().expect("a day");
    let mut asked = 0;
    for rung in ladder::titles(engine(), day) {
        for column in rule::columns(engine(), &rung.title, day) {
            for leaf in &column.leaves {
                let said = words::explained(engine(), leaf.policy, leaf.criterion.id.as_str(), leaf.on);
                let stands = page.contains(&sides::condition(leaf, &said));
                let class = page.contains(&format!("\n| {} | ", words::both(&rung.label)));
                assert!(stands || class, "{}: `{}` is not on the page", leaf.policy.id, leaf.criterion.id);
                asked += usize::from(stands);
            }
        }
    }
    assert!(asked > 100, "only {asked} conditions");
}

/// A figure that is changed in a pack is another on the page, so a page that was not written anew is found out.
#[test]
fn a_changed_figure_changes_the_page() {
    let figure = "parameter debt_ceiling \"annex 3/2\" = percent(70)";
    let mut packs = packs();
    let pack = packs.iter_mut().find(|pack| pack.id.as_str() == "miit-2022-63").expect("the pack");
    let words: Vec<&str> = figure.split_whitespace().collect();
    let line =
        pack.policy.lines().find(|line| line.split_whitespace().take(words.len()).eq(words.iter().copied()));
    let line = line.expect("the ceiling").to_owned();
    pack.policy = pack.policy.replace(&line, &line.replace("percent(70)", "percent(71)"));
    let (now, then) = (page(&load(packs)), page(engine()));
    let differ: Vec<&str> = now.lines().filter(|line| !then.contains(line)).collect();
    let [row] = differ.as_slice() else { panic!("one figure is one row: {differ:?}") };
    assert!(row.contains("at most 71%") && row.contains("资产负债率"), "{row}");
}

fn page(engine: &Engine) -> String {
    let day: Date = DAY.parse().expect("a day");
    let rungs = ladder::titles(engine, day);
    let mut page = format!("{HEAD}## The ladder\n\n{}", ladder::page(engine, &rungs));
    let steps = on_a_ladder(&rungs);
    let mut beside: Vec<(PolicyId, Vec<TitleId>)> = Vec::new();
    for rung in &rungs {
        let columns = rule::columns(engine, &rung.title, day);
        let Some(first) = columns.first() else { continue };
        // Titles beside the ladder that one text sorts enterprises into stand together.
        if !steps.contains(&rung.title) {
            let text = &first.texts[0].id;
            match beside.iter_mut().find(|(one, _)| one == text) {
                Some((_, titles)) => titles.push(rung.title.clone()),
                None => beside.push((text.clone(), vec![rung.title.clone()])),
            }
            continue;
        }
        page += &sides::section(engine, &columns);
        page += &scores::scores(engine, &columns);
    }
    for (text, titles) in &beside {
        let policy = engine.policy(text).expect("a loaded text");
        let (classes, left) = scores::classes(engine, policy, day, titles);
        if left.len() < titles.len() {
            page += &format!("## {}: {} ({})\n\n{classes}", policy.title.en, policy.title.zh, policy.number);
        }
        for title in &left {
            let columns = rule::columns(engine, title, day);
            page += &sides::section(engine, &columns);
            page += &scores::scores(engine, &columns);
        }
    }
    page.trim_end().to_owned() + "\n"
}

#[allow(clippy::disallowed_methods, reason = "the page is written anew where snapshots are")]
fn update() -> bool {
    std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always")
}

#[allow(clippy::disallowed_methods, reason = "the page is written anew where snapshots are")]
fn write(page: &str) {
    std::fs::write(project(PAGE), page).unwrap_or_else(|error| panic!("{PAGE}: {error}"));
}
