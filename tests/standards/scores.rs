//! Scoring tables and decision tables: bands with their points, and size classes sector by sector.

use crate::rule::{Column, day, rule};
use crate::words::{Direct, Notes, both, cell, explained, named, outline, title_name};
use gradus::{Act, CompareOp, Date, Engine, Explanation, Label, Policy, Said, ScoreId, TitleId};
use gradus_dsl::NameId;
use gradus_dsl::policy::{Expr, ExprKind, Hit, Indicator, Score};

/// The scores the standards of a title ask, a table each.
pub(crate) fn scores(engine: &Engine, columns: &[Column]) -> String {
    let mut page = String::new();
    for column in columns {
        let mut asked: Vec<(&Policy, ScoreId)> = Vec::new();
        for leaf in &column.leaves {
            for score in Direct::of(leaf.policy, &leaf.criterion.condition).scores {
                if !asked.iter().any(|(_, id)| *id == score) {
                    asked.push((leaf.policy, score));
                }
            }
        }
        for (policy, id) in asked {
            let score = policy.score(&id).unwrap_or_else(|| panic!("{}: no `{id}`", policy.id));
            page += &score_table(engine, policy, score, column.on);
        }
    }
    page
}

/// A scoring table while it is written: what is said of it, line by line.
struct Table<'a> {
    engine: &'a Engine,
    policy: &'a Policy,
    score: &'a Score,
    said: &'a Explanation,
    lines: &'a [Said],
    notes: Notes,
}

fn score_table(engine: &Engine, policy: &Policy, score: &Score, on: Date) -> String {
    let said = &explained(engine, policy, score.id.as_str(), on);
    let mut table = Table { engine, policy, score, said, lines: &said.says, notes: Notes::default() };
    let head = table.next(0);
    let marks: String = table.notes.marks(&score.status).iter().map(|mark| format!(" · {mark}")).collect();
    let mut rows = String::new();
    for group in &score.groups {
        let (id, most) = table.next(1).split_once(", ").unwrap_or_default();
        let mut name = format!("{}<br>{}", named(id), most.trim_end_matches(':'));
        name.extend(table.notes.marks(&group.status).iter().map(|mark| format!("<br>{mark}")));
        for line in &group.indicators {
            rows += &table.row(line, &std::mem::take(&mut name), 2);
        }
    }
    for line in &score.indicators {
        rows += &table.row(line, "", 1);
    }
    assert!(table.lines.is_empty(), "{}: what is said of `{}` was not read to its end", policy.id, score.id);
    format!(
        "### The scoring table of {} `[{}]`\n\nIn all {head}{marks}.\n\n| group | indicator | points |\n|---|---|---|\n{rows}\n{}",
        policy.number,
        score.citation,
        table.notes.page()
    )
}

impl<'a> Table<'a> {
    /// The next line, which must stand this far in.
    fn next(&mut self, depth: u32) -> &'a str {
        let (first, rest) = self.lines.split_first().unwrap_or_else(|| panic!("an outline ends too early"));
        assert_eq!(first.depth, depth, "an outline has another form: {}", first.text.en);
        self.lines = rest;
        &first.text.en
    }

    /// An indicator: its name, the facts in Chinese, the most it gives, and for what.
    fn row(&mut self, line: &Indicator, group: &str, depth: u32) -> String {
        let (id, most) = self.next(depth).split_once(", ").unwrap_or_default();
        let inside = self.lines.iter().take_while(|said| said.depth > depth).count();
        let (own, rest) = self.lines.split_at(inside);
        self.lines = rest;
        let own = own.iter().map(|said| Said {
            depth: said.depth - depth - 1,
            text: Label { en: points(&said.text.en), zh: String::new() },
        });
        let own: Vec<Said> = own.collect();
        let direct = Direct::of(self.policy, &line.points);
        let facts = self.policy.facts.iter().filter(|fact| direct.facts.contains(&fact.id));
        let zh: Vec<&str> = facts.map(|fact| short(&fact.label.zh)).collect();
        let mut marks = direct.answered(self.engine, self.said);
        if line.citation != self.score.citation {
            marks.insert(0, format!("`[{}]`", line.citation));
        }
        let doubts = direct.doubts(self.policy, self.said.on).into_iter().chain(&line.status);
        marks.extend(self.notes.marks(doubts));
        let marks = if marks.is_empty() { String::new() } else { format!("<br>{}", marks.join(" · ")) };
        let (name, most, zh) = (named(id), most.trim_end_matches(':'), cell(&zh.join("、")));
        format!("| {group} | {name}<br>{zh}<br>{most} | {}{marks} |\n", outline(self.policy, &own))
    }
}

/// A line of an outline of points: a bare number is points.
fn points(text: &str) -> String {
    let last = text.rsplit(' ').next().unwrap_or_default();
    let bare = !last.is_empty() && last.chars().all(|c| c.is_ascii_digit());
    match (bare && (last == text || text.ends_with(&format!(": {last}"))), last) {
        (false, _) => text.to_owned(),
        (true, "1") => format!("{text} point"),
        (true, _) => format!("{text} points"),
    }
}

/// A label without what it says in brackets.
fn short(label: &str) -> &str {
    label.split_once('（').map_or(label, |(short, _)| short)
}

/// A case of a text that sorts into classes.
struct Case {
    name: String,
    clause: String,
    /// Each class, with what it asks.
    classes: Vec<(String, String)>,
    marks: Vec<String>,
}

/// A text that sorts into classes: for each case of its switch the classes, and what each asks; then the titles that are
/// such classes. The titles it says nothing of here are left.
pub(crate) fn classes(
    engine: &Engine,
    policy: &Policy,
    page: Date,
    titles: &[TitleId],
) -> (String, Vec<TitleId>) {
    let on = day(policy, page);
    let (mut page, mut notes, mut left) = (String::new(), Notes::default(), titles.to_vec());
    for sorting in policy.names.iter().filter(|named| policy.import_of(named.id.as_str()).is_none()) {
        let ExprKind::Switch(subject, arms, _) = &sorting.value.kind else { continue };
        let cases = arms.iter().filter_map(|(_, value)| case(engine, policy, value, on, &mut notes));
        let cases: Vec<Case> = cases.collect();
        let Some(first) = cases.first() else { continue };
        let subject = Direct::of(policy, subject).facts;
        let subject = policy.facts.iter().find(|fact| subject.contains(&fact.id));
        let subject = subject.map_or_else(String::new, |fact| both(&fact.label));
        let names: Vec<&str> = first.classes.iter().map(|(class, _)| class.as_str()).collect();
        page += "Read from left to right: the first class counts whose figures are all reached.\n\n";
        page += &format!(
            "| {subject} | {} | clause |\n|---|{}---|\n",
            names.join(" | "),
            "---|".repeat(names.len())
        );
        for case in &cases {
            let same: Vec<&str> = case.classes.iter().map(|(class, _)| class.as_str()).collect();
            assert_eq!(same, names, "{} sorts into other classes", case.name);
            let cells: Vec<&str> = case.classes.iter().map(|(_, what)| what.as_str()).collect();
            let marks: String = case.marks.iter().map(|mark| format!("<br>{mark}")).collect();
            page += &format!("| {} | {} | `[{}]`{marks} |\n", case.name, cells.join(" | "), case.clause);
        }
        page += "\n| title | class | clause |\n|---|---|---|\n";
        left.retain(|title| {
            let Some(row) = class_title(engine, policy, title, &sorting.id, &mut notes) else { return true };
            page += &row;
            false
        });
        page.push('\n');
    }
    (page + notes.page().as_str(), left)
}

/// A title that is one of the classes, or every class but one.
fn class_title(
    engine: &Engine,
    policy: &Policy,
    title: &TitleId,
    sorting: &NameId,
    notes: &mut Notes,
) -> Option<String> {
    let rule = rule(policy, title, Act::RECOGNITION)?;
    let ExprKind::Criterion(id) = &rule.condition.kind else { return None };
    let criterion = policy.criterion(id)?;
    let ExprKind::Compare(op, subject, class) = &criterion.condition.kind else { return None };
    let (ExprKind::Name(name), ExprKind::Text(class)) = (&subject.kind, &class.kind) else { return None };
    let class = match op {
        CompareOp::Equal => class.clone(),
        CompareOp::NotEqual => format!("any but {class}"),
        _ => return None,
    };
    let marks: String = notes.marks(&criterion.status).iter().map(|mark| format!("<br>{mark}")).collect();
    let label = both(&title_name(engine, title.as_str()));
    (name == sorting).then(|| format!("| {label} | {class} | `[{}]`{marks} |\n", criterion.citation))
}

/// One case, with the heading of its clause for a name: a table that is read downwards, or a chain of branches.
fn case(engine: &Engine, policy: &Policy, value: &Expr, on: Date, notes: &mut Notes) -> Option<Case> {
    let name = match &value.kind {
        ExprKind::Table(id) => id.to_string(),
        ExprKind::Name(id) => id.to_string(),
        _ => return None,
    };
    let explained = explained(engine, policy, &name, on);
    let table = policy.table(&name.as_str().into());
    assert!(table.is_none_or(|table| table.hit == Hit::First), "{name} is not read downwards");
    let clause =
        table.map(|table| &table.citation).or_else(|| Some(&explained.figures.first()?.citation))?.clone();
    let label = policy.clauses.resolve(&clause).map(|clause| clause.heading.clone()).unwrap_or_default();
    let marks = notes.marks(table.and_then(|table| table.status.as_ref()));
    let classes = match table {
        Some(_) => of_rows(&explained.says),
        None => of_branches(&explained.says),
    };
    Some(Case { name: both(&label), clause: clause.to_string(), classes, marks })
}

/// `row 1: staff at least 300, … → large`.
fn of_rows(said: &[Said]) -> Vec<(String, String)> {
    let row = |line: &Said| {
        let (_, row) = line.text.en.split_once(": ")?;
        let (asked, class) = row.split_once(" → ")?;
        let asked =
            if asked == "in every case" { "otherwise".to_owned() } else { asked.replace(", ", "<br>") };
        Some((class.to_owned(), asked))
    };
    said.iter().skip(1).map(|line| row(line).unwrap_or_else(|| panic!("no row: {}", line.text.en))).collect()
}

/// `if`, the conditions, `then`, the class; at last `otherwise` and the class.
fn of_branches(said: &[Said]) -> Vec<(String, String)> {
    let (mut classes, mut asked) = (Vec::new(), Vec::new());
    for line in said {
        match (line.depth, line.text.en.as_str()) {
            (0, "otherwise:") => asked.push("otherwise".to_owned()),
            (0, _) | (1, "all of:") => {}
            (1, class) => classes.push((class.to_owned(), std::mem::take(&mut asked).join("<br>"))),
            (_, text) => asked.push(text.replacen(": ", " ", 1)),
        }
    }
    classes
}
