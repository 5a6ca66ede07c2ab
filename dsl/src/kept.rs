//! The text a policy was written against, kept beside it: what each clause said, so that a newer text names every
//! declaration that cites a sentence which changed or went.

use crate::document::{content, pair_up};
use crate::likeness;
use crate::policy::{Policy, Score};
use crate::toml_file;
use crate::{Citation, Clauses, Diagnostic, Document, Position};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use toml::Spanned;

/// What the clauses of a document say, as the `clauses.toml` that stands beside its text: `text = "kept"`, and for
/// each clause its sentences. `gradus check` holds a newer text against it.
///
/// ```
/// use gradus_dsl::{Agencies, Document, Language, Pack, kept_clauses};
/// let old = "1. Grants\n\nA grant is at most 500 pounds.\n";
/// let new = "1. Grants\n\nA grant is at most 750 pounds.\n";
/// let policy = r#"
///     policy sample #{ title: #{ en: "Sample" }, in_force: #{ from: "2022-08-01", to: open } };
///     measure grants "1" lead unstated;
/// "#;
/// let agencies = Agencies::empty();
/// let kept = kept_clauses(&Document::read(old.as_bytes(), &agencies).unwrap(), old);
/// let pack = |text| Pack::new("sample", policy).with_clauses(kept.as_str()).with_source(Language::En, text);
/// assert!(pack(old).check(&agencies).diagnostics.is_empty());
/// let remarks = pack(new).check(&agencies).diagnostics;
/// assert!(remarks[0].message.starts_with("the measure `grants` cites clause `1`"));
/// ```
#[must_use]
pub fn kept_clauses(document: &Document, text: &str) -> String {
    let clauses = Clauses::from_document(document, text);
    let language = match document.language.language() {
        crate::Language::En => "en",
        crate::Language::Zh => "zh",
    };
    let mut out = String::from(
        "# What the text said when policy.rhai was last held against it; written by `gradus draft FILE --clauses`.\n",
    );
    let _ = writeln!(out, "text = \"kept\"\nlanguage = \"{language}\"");
    for (citation, sentences) in by_place(&clauses) {
        let _ = writeln!(out, "\n[[clause]]\nnumber = \"{citation}\"\nsentences = [");
        for sentence in sentences {
            let _ = writeln!(out, "    {},", quoted(sentence));
        }
        out.push_str("]\n");
    }
    out
}

/// A basic string of TOML; every run of blanks is one space.
fn quoted(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<&str> = text.split(blank).filter(|part| !part.is_empty()).collect();
    let mut out = String::from("\"");
    for c in words.join(" ").chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// The sentences of each place in document order, with the spelling its first clause has.
fn by_place(clauses: &Clauses) -> Vec<(&Citation, Vec<&str>)> {
    let mut places: BTreeMap<Citation, usize> = BTreeMap::new();
    let mut all: Vec<(&Citation, Vec<&str>)> = Vec::new();
    for clause in &clauses.clauses {
        let next = all.len();
        let at = *places.entry(clause.citation.place_key()).or_insert(next);
        if at == next {
            all.push((&clause.citation, Vec::new()));
        }
        if let Some((_, sentences)) = all.get_mut(at) {
            sentences.extend(clause.sentences.iter().map(|sentence| sentence.text.as_str()));
        }
    }
    all.retain(|(_, sentences)| !sentences.is_empty());
    all
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKept {
    text: Spanned<String>,
    #[serde(rename = "language")]
    _language: crate::Language,
    #[serde(default)]
    clause: Vec<RawClause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClause {
    number: Spanned<String>,
    sentences: Vec<String>,
}

/// The sentences of each clause as they were.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    clauses: Vec<(Citation, Vec<String>)>,
}

impl Kept {
    /// Reads the clause table beside a text.
    pub(crate) fn from_toml(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        const HELP: &str = "beside a source text the clause table says what it said before: `text = \"kept\"`, \
                            `language`, and `[[clause]]` tables with `number` and `sentences`; `gradus draft FILE \
                            --clauses` writes it";
        let raw: RawKept = toml_file::read(text, file, HELP)?;
        let mut problems = Vec::new();
        if raw.text.get_ref() != "kept" {
            let at = toml_file::position(text, raw.text.span().start);
            let found = format!("`text = \"{}\"` beside a source text", raw.text.get_ref());
            problems.push(Diagnostic::error("clause-text", found, HELP).located(file, text, at));
        }
        let mut clauses: Vec<(Citation, Vec<String>)> = Vec::new();
        let mut places = BTreeSet::new();
        for entry in raw.clause {
            if problems.len() >= toml_file::MAX_PROBLEMS {
                break;
            }
            let start = entry.number.span().start;
            let mut problem = |code: &str, found: String, help: &str| {
                let at = toml_file::position(text, start);
                problems.push(Diagnostic::error(code, found, help).located(file, text, at));
            };
            match Citation::parse(entry.number.get_ref()) {
                Err(error) => {
                    let help = "write a counter path such as `annex 3/4/(1)/1`, `art. 3` or `2`";
                    problem("citation", error.to_string(), help);
                }
                Ok(citation) if !places.insert(citation.place_key()) => {
                    let help = "give each place one `[[clause]]` table";
                    problem("duplicate-clause", format!("clause `{citation}` is listed twice"), help);
                }
                Ok(citation) => clauses.push((citation, entry.sentences)),
            }
        }
        if problems.is_empty() { Ok(Self { clauses }) } else { Err(problems) }
    }

    /// What a drafter is told of a newer text: each declaration that cites a sentence which changed, moved or went,
    /// and each sentence that is new; with the place of the declaration.
    pub(crate) fn held_against(&self, clauses: &Clauses, policy: &Policy) -> Vec<(Diagnostic, Position)> {
        let newer = Comparison::new(self, clauses);
        let mut remarks = Vec::new();
        for cited in citing(policy) {
            let changes: Vec<&Change> = match cited.sentence {
                None => newer.changes.iter().filter(|change| change.clause.within(&cited.citation)).collect(),
                Some(number) => newer.at(&cited.citation, number).into_iter().collect(),
            };
            if changes.is_empty() {
                continue;
            }
            let named = if cited.name.is_empty() {
                format!("a `{}`", cited.word)
            } else {
                format!("the {} `{}`", cited.word, cited.name)
            };
            let mut message = format!("{named} cites clause `{}`, and the text has changed", cited.citation);
            for change in changes.iter().take(MOST_TOLD) {
                message.push_str(&format!("; {}", change.told(&cited.citation)));
            }
            if changes.len() > MOST_TOLD {
                message.push_str(&format!("; and {} more sentences", changes.len() - MOST_TOLD));
            }
            let help = "hold the declaration against the newer wording; then write the clause table anew with `gradus draft FILE --clauses`";
            remarks.push((Diagnostic::warning("sentence-changed", message, help), cited.at));
        }
        for (clause, number, words) in newer.added.iter().take(MOST_NEW) {
            let message = format!("sentence {number} of clause `{clause}` is new: “{}”", short(words));
            let help = "see whether a declaration that cites the clause says it; then write the clause table anew with `gradus draft FILE --clauses`";
            remarks.push((Diagnostic::warning("sentence-new", message, help), Position::default()));
        }
        if newer.added.len() > MOST_NEW {
            let message = format!("{} more sentences are new", newer.added.len() - MOST_NEW);
            let help = "`gradus read OLD NEW --changes` lists them all";
            remarks.push((Diagnostic::warning("sentence-new", message, help), Position::default()));
        }
        remarks
    }
}

/// How many sentences are told with one declaration, and how many new ones of a text.
const MOST_TOLD: usize = 5;
const MOST_NEW: usize = 50;

/// What became of one sentence of the older text.
struct Change {
    clause: Citation,
    number: usize,
    old: String,
    now: Now,
}

enum Now {
    /// It has these words.
    Reworded(String),
    /// It stands in another clause, or elsewhere in its own.
    Moved(Citation, usize),
    Gone,
}

impl Change {
    fn told(&self, cited: &Citation) -> String {
        let number = self.number;
        let which = if self.clause.same_place(cited) {
            format!("sentence {number}")
        } else {
            format!("sentence {number} of clause `{}`", self.clause)
        };
        let old = short(&self.old);
        match &self.now {
            Now::Gone => format!("{which} is gone: “{old}”"),
            Now::Moved(clause, number) => {
                format!("{which} is sentence {number} of clause `{clause}` now: “{old}”")
            }
            Now::Reworded(new) => {
                let side = |figure: Option<String>| figure.unwrap_or_else(|| "none".to_owned());
                let figures = likeness::figures(&content(&self.old), &content(new));
                let figures: Vec<String> =
                    figures.into_iter().map(|(old, new)| format!("{} → {}", side(old), side(new))).collect();
                let figures =
                    if figures.is_empty() { String::new() } else { format!(" ({})", figures.join(", ")) };
                format!("{which} was “{old}” and is “{}”{figures}", short(new))
            }
        }
    }
}

/// Words short enough for a remark, in one line.
fn short(text: &str) -> String {
    const MOST: usize = 240;
    let line: String = text.chars().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(MOST).is_some() { line + "…" } else { line }
}

/// The older text held against the newer one.
struct Comparison {
    changes: Vec<Change>,
    /// The sentences of the newer text that the older one has nowhere: clause, number, words.
    added: Vec<(Citation, usize, String)>,
    /// By place and number, what a classified sentence was and the change it is told by.
    numbered: BTreeMap<(Citation, usize), Change>,
}

impl Comparison {
    fn new(kept: &Kept, clauses: &Clauses) -> Self {
        let newer = by_place(clauses);
        let places: BTreeMap<Citation, usize> =
            newer.iter().enumerate().map(|(at, (citation, _))| (citation.place_key(), at)).collect();
        let mut numbered = BTreeMap::new();
        let mut gone: Vec<(&Citation, usize, &String)> = Vec::new();
        let mut changes: Vec<Change> = Vec::new();
        // What of the newer text no sentence of the older clause stands for.
        let mut fresh: BTreeSet<(usize, usize)> = newer
            .iter()
            .enumerate()
            .flat_map(|(at, (_, sentences))| (0..sentences.len()).map(move |index| (at, index)))
            .collect();
        for (citation, sentences) in &kept.clauses {
            let old: Vec<String> = sentences.iter().map(|words| content(words)).collect();
            let at = places.get(&citation.place_key()).copied();
            let now = at.and_then(|at| newer.get(at)).map_or(&[][..], |(_, now)| now.as_slice());
            let new: Vec<String> = now.iter().map(|words| content(words)).collect();
            let olds: Vec<&str> = old.iter().map(String::as_str).collect();
            let news: Vec<&str> = new.iter().map(String::as_str).collect();
            for (a, b) in pair_up(&olds, &news) {
                let Some(a) = a else { continue };
                let Some(words) = sentences.get(a) else { continue };
                if let (Some(at), Some(b)) = (at, b) {
                    fresh.remove(&(at, b));
                }
                let change =
                    |now: Now| Change { clause: citation.clone(), number: a + 1, old: words.clone(), now };
                match b.and_then(|b| Some((b, now.get(b)?))) {
                    Some((b, _)) if old.get(a) == new.get(b) => {
                        // Nothing changed, but a number that names it may name another one now.
                        if a != b {
                            let moved = change(Now::Moved(citation.clone(), b + 1));
                            numbered.insert((citation.place_key(), a + 1), moved);
                        }
                    }
                    Some((_, new)) => {
                        let reworded = || change(Now::Reworded((*new).to_owned()));
                        numbered.insert((citation.place_key(), a + 1), reworded());
                        changes.push(reworded());
                    }
                    None => gone.push((citation, a + 1, words)),
                }
            }
        }
        // What went from its clause may stand in another one, word for word.
        let mut elsewhere: BTreeMap<String, VecDeque<(usize, usize)>> = BTreeMap::new();
        for (at, index) in &fresh {
            let words = newer.get(*at).and_then(|(_, sentences)| sentences.get(*index));
            elsewhere
                .entry(words.map(|words| content(words)).unwrap_or_default())
                .or_default()
                .push_back((*at, *index));
        }
        for (citation, number, words) in gone {
            let there = elsewhere.get_mut(&content(words)).and_then(VecDeque::pop_front);
            let there = there.and_then(|(at, index)| {
                fresh.remove(&(at, index));
                newer.get(at).map(|(clause, _)| ((*clause).clone(), index + 1))
            });
            let change = || Change {
                clause: citation.clone(),
                number,
                old: words.clone(),
                now: match &there {
                    Some((clause, number)) => Now::Moved(clause.clone(), *number),
                    None => Now::Gone,
                },
            };
            numbered.insert((citation.place_key(), number), change());
            changes.push(change());
        }
        // In the order of the older text.
        let order: BTreeMap<Citation, usize> =
            kept.clauses.iter().enumerate().map(|(at, (citation, _))| (citation.place_key(), at)).collect();
        changes.sort_by_key(|change| (order.get(&change.clause.place_key()).copied(), change.number));
        let added = fresh.into_iter().filter_map(|(at, index)| {
            let (citation, sentences) = newer.get(at)?;
            Some(((*citation).clone(), index + 1, (*sentences.get(index)?).to_owned()))
        });
        Self { changes, added: added.collect(), numbered }
    }

    /// What became of a sentence named by its number.
    fn at(&self, clause: &Citation, number: usize) -> Option<&Change> {
        self.numbered.get(&(clause.place_key(), number))
    }
}

/// A declaration that cites a clause.
struct Cited {
    word: &'static str,
    name: String,
    at: Position,
    citation: Citation,
    /// The sentence of the clause that is meant; none for all of it.
    sentence: Option<usize>,
}

/// Everything of a policy that cites a clause of its own text.
fn citing(policy: &Policy) -> Vec<Cited> {
    let mut all: Vec<Cited> = Vec::new();
    let mut cite = |word: &'static str, name: &str, at: Position, citation: Option<&Citation>| {
        // What was taken from another text cites that text.
        if let Some(citation) = citation.filter(|_| policy.import_of(name).is_none()) {
            all.push(Cited { word, name: name.to_owned(), at, citation: citation.clone(), sentence: None });
        }
    };
    for one in &policy.parameters {
        cite("parameter", one.id.as_str(), one.at, Some(&one.citation));
    }
    for one in &policy.criteria {
        cite("criterion", one.id.as_str(), one.at, Some(&one.citation));
    }
    for score in policy.scores.iter().filter(|score| policy.import_of(score.id.as_str()).is_none()) {
        cite("score", score.id.as_str(), score.at, Some(&score.citation));
        for group in &score.groups {
            cite("group", group.id.as_str(), group.at, Some(&group.citation));
        }
        for line in Score::lines(score) {
            cite("indicator", line.id.as_str(), line.at, Some(&line.citation));
        }
    }
    for one in &policy.tables {
        cite("table", one.id.as_str(), one.at, Some(&one.citation));
    }
    for one in &policy.titles {
        cite("title", one.id.as_str(), one.at, Some(&one.citation));
    }
    for one in &policy.eligibilities {
        cite("eligibility", one.title.as_str(), one.at, Some(&one.citation));
    }
    for one in &policy.applications {
        cite("applies", "", one.at, Some(&one.citation));
    }
    for one in &policy.measures {
        cite("measure", one.id.as_str(), one.at, Some(&one.citation));
    }
    for one in &policy.targets {
        cite("target", one.id.as_str(), one.at, Some(&one.citation));
    }
    cite("convention", "", Position::default(), policy.first_listed_leads.as_ref());
    for workflow in &policy.workflows {
        cite("workflow", workflow.id.as_str(), workflow.at, workflow.citation.as_ref());
        for state in &workflow.states {
            cite("state", state.id.as_str(), state.at, state.citation.as_ref());
        }
        for step in &workflow.steps {
            cite("step", step.id.as_str(), step.at, step.citation.as_ref());
        }
        for annual in &workflow.annual {
            cite("annual", annual.id.as_str(), annual.at, annual.citation.as_ref());
        }
    }
    for one in &policy.classifications {
        let (citation, sentence) = (one.citation.clone(), one.sentence);
        all.push(Cited { word: "classify", name: String::new(), at: one.at, citation, sentence });
    }
    all
}
