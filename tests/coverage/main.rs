//! Every row of the collected facts is in a pack, or the README of the pack says why it is not.
#![allow(clippy::panic, clippy::expect_used, reason = "what a test cannot set up fails it")]

mod bands;
mod contradictions;
mod figures;
mod lines;

use gradus_tests::{engine, text};
use lines::{Line, Share, lines, used};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The rows by file.
#[derive(Deserialize)]
struct Rows {
    file: Vec<File>,
}

/// The rows of one document, and the packs they are looked for in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    packs: Vec<String>,
    #[serde(default)]
    confirmed: Vec<String>,
    #[serde(default)]
    single: Vec<String>,
    #[serde(default)]
    memory: Vec<String>,
    #[serde(default)]
    disputed: Vec<String>,
    #[serde(default)]
    figures: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    bands: BTreeMap<String, Vec<String>>,
}

/// A row, how sure it is, and the lines about it.
struct Row<'f> {
    file: &'f File,
    id: &'f str,
    status: &'static str,
}

impl File {
    fn rows(&self) -> Vec<Row<'_>> {
        let by = [
            ("confirmed", &self.confirmed),
            ("single", &self.single),
            ("memory", &self.memory),
            ("disputed", &self.disputed),
        ];
        let row = |status| move |id| Row { file: self, id, status };
        by.into_iter().flat_map(|(status, ids)| ids.iter().map(String::as_str).map(row(status))).collect()
    }

    fn lines(&self) -> Vec<Line> {
        self.packs.iter().flat_map(|pack| lines(pack)).collect()
    }
}

impl Row<'_> {
    /// Whether a row must be in a pack, or say why not.
    fn is_due(&self) -> bool {
        matches!(self.status, "confirmed" | "single")
    }
}

fn rows() -> Rows {
    toml::from_str(&text("tests/coverage/rows.toml")).unwrap_or_else(|error| panic!("rows.toml: {error}"))
}

/// How far the packs go: of each file the share of its rows, and every confirmed or single row that is not encoded or in
/// part only, with the reason.
#[test]
fn every_row_is_in_a_pack_or_says_why_not() {
    let (mut wrong, mut shares, mut left) = (Vec::new(), Vec::new(), Vec::new());
    for file in &rows().file {
        let lines = file.lines();
        let used: BTreeMap<&str, BTreeSet<String>> =
            file.packs.iter().map(|pack| (pack.as_str(), used(pack))).collect();
        let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for row in file.rows() {
            let about = || lines.iter().filter(|line| line.ids.iter().any(|id| id == row.id));
            let share = |line: &Line| line.share(&used[line.pack.as_str()]);
            let best = about().filter_map(|line| Some((share(line)?, line)));
            let Some((share, line)) = best.min_by_key(|(share, _)| *share as u8) else {
                match (about().count(), row.is_due()) {
                    (0, _) => wrong.push(format!("{} {}: no line in {:?}", file.name, row.id, file.packs)),
                    (_, true) => wrong.push(format!(
                        "{} {}: its line names nothing of the policy, and does not say why it is not encoded",
                        file.name, row.id
                    )),
                    (_, false) => counts.entry(row.status).or_default()[2] += 1,
                }
                continue;
            };
            counts.entry(row.status).or_default()[share as usize] += 1;
            if !about().any(|line| line.status.contains(row.status)) {
                wrong.push(format!("{} {}: is {}, not `{}`", file.name, row.id, row.status, line.status));
            }
            let how = match share {
                Share::Encoded => continue,
                Share::InPart => "in part",
                Share::NotEncoded => "not encoded",
            };
            if row.is_due() {
                left.push(format!("{} {} ({}), {how}: {}", line.pack, row.id, row.status, line.encoded));
            }
        }
        shares.push(share_text(file, &counts));
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    let page = format!("{}\n\n{}", shares.join("\n"), left.join("\n"));
    println!("{page}");
    insta::assert_snapshot!("coverage", page);
}

fn share_text(file: &File, counts: &BTreeMap<&str, [usize; 3]>) -> String {
    let total: [usize; 3] = counts.values().fold([0; 3], |sum, one| [0, 1, 2].map(|at| sum[at] + one[at]));
    let all: usize = total.iter().sum();
    let of = |status: &&str| {
        let [encoded, in_part, not] = counts.get(*status)?;
        let mut said = format!("{status} {encoded}");
        if *in_part > 0 {
            said += &format!(" + {in_part} in part");
        }
        Some(format!("{said} of {}", encoded + in_part + not))
    };
    let each: Vec<String> = ["confirmed", "single", "memory", "disputed"].iter().filter_map(of).collect();
    let bands: usize = file.bands.values().map(Vec::len).sum();
    let bands = if bands == 0 { String::new() } else { format!("; {bands} bands") };
    let found = total[0] + total[1];
    format!("{}: {found} of {all} rows ({}){bands}", file.packs.join(" with "), each.join(", "))
}

/// A threshold is found in what its line names: as a figure of the text, a mark that passes, or a cell of a table.
#[test]
fn every_figure_is_in_what_its_line_names() {
    let (mut looked_at, mut wrong) = (0, Vec::new());
    for file in &rows().file {
        let lines = file.lines();
        for (id, wanted) in &file.figures {
            let missing: Vec<Option<&String>> = lines
                .iter()
                .filter(|line| line.ids.contains(id))
                .map(|line| {
                    let policy = engine().policy(&line.pack.as_str().into()).expect("a loaded pack");
                    figures::missing(policy, &line.names(&used(&line.pack)), wanted)
                })
                .collect();
            if !missing.contains(&None) {
                wrong.push(format!("{} {id}: {missing:?}", file.name));
            }
            looked_at += wanted.len();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(looked_at > 140, "only {looked_at} figures");
}

/// A band is found by its edges and its points, in the indicator its line names.
#[test]
fn every_band_is_in_the_indicator_its_line_names() {
    let (mut looked_at, mut wrong) = (0, Vec::new());
    for file in &rows().file {
        let lines = file.lines();
        for (indicator, bands) in &file.bands {
            let about = lines.iter().find(|line| line.ids.contains(indicator));
            let line = about.unwrap_or_else(|| panic!("{}: no line for {indicator}", file.name));
            let policy = engine().policy(&line.pack.as_str().into()).expect("a loaded pack");
            if let Some(missing) = bands::missing(policy, &line.names(&used(&line.pack)), bands) {
                wrong.push(format!("{} {indicator}: {missing}", file.name));
            }
            looked_at += bands.len();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(looked_at > 90, "only {looked_at} bands");
}

/// An id stands once in the list: two rows of one id would hide each other.
#[test]
fn ids_are_told_apart() {
    for file in &rows().file {
        let mut seen = BTreeSet::new();
        for row in file.rows() {
            assert!(seen.insert(row.id), "{}: {} stands twice", row.file.name, row.id);
        }
        for indicator in file.bands.keys() {
            assert!(seen.contains(indicator.as_str()), "{}: no row {indicator}", file.name);
        }
    }
}

/// What the tests above would say of a line that says nothing, gives no reason, or has another figure.
#[test]
fn a_line_that_says_nothing_is_found_out() {
    let used = used("miit-2022-63");
    let share = |encoded: &str| {
        let (pack, status) = (String::new(), String::new());
        Line { pack, ids: Vec::new(), encoded: encoded.to_owned(), status }.share(&used)
    };
    assert!(share("`debt`") == Some(Share::Encoded));
    assert!(share("`debt`; the rest is **not encoded**: its wording was not read") == Some(Share::InPart));
    assert!(share("**not encoded**: its wording was not read, see `debt`") == Some(Share::NotEncoded));
    for nothing in
        ["", "see above", "`no_such_name`", "`../miit-2026-2/`", "**not encoded**", "`debt` **not encoded**"]
    {
        assert!(share(nothing).is_none(), "{nothing}");
    }
    let policy = engine().policy(&"miit-2022-63".into()).expect("a loaded pack");
    let bands = |band: &str| bands::missing(policy, &["net_margin".to_owned()], &[band.to_owned()]);
    assert_eq!(bands("8%..10% 8"), None);
    for other in ["8%..10% 9", "7%..10% 8", "8%..11% 8", "11"] {
        assert!(bands(other).is_some(), "{other}");
    }
    let figure =
        |figure: &str| figures::missing(policy, &["debt".to_owned()], &[figure.to_owned()]).is_none();
    assert!(figure("70%") && !figure("71%") && !figure("70"));
}
