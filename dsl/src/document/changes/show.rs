//! What `gradus read A B --changes` prints: the changes as a person reads them, in English or Chinese.

use super::records::id_or_words;
use super::{Change, Changes, ClauseChange, ClauseStatus, SentenceChange};
use crate::Language;
use crate::document::model::*;
use std::fmt::Write as _;

/// Chooses between the English and the Chinese wording.
type Say = dyn Fn(&'static str, &'static str) -> &'static str;

impl Changes {
    /// The changes for people: particulars, then a block a clause with what was said and what is said, the figures,
    /// and the records that changed.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let say: &Say = &move |en, zh| match language {
            Language::En => en,
            Language::Zh => zh,
        };
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out, say);
        out
    }

    fn write(&self, out: &mut String, say: &Say) -> std::fmt::Result {
        writeln!(out, "- {}", self.old_title)?;
        writeln!(out, "+ {}", self.new_title)?;
        for head in &self.head {
            let what = match head.what.as_str() {
                "title" => say("title", "标题"),
                "number" => say("number", "文号"),
                "issuers" => say("issuers", "发文机关"),
                "signed" => say("signed", "成文日期"),
                "published" => say("published", "发布日期"),
                "effective" => say("effective", "施行日期"),
                _ => say("repealed", "废止日期"),
            };
            writeln!(out, "{what}: {}", arrow(&head.change, say))?;
        }
        for clause in &self.clauses {
            write_clause(out, clause, say)?;
        }
        let (changed, same) = (self.clauses.len(), self.unchanged);
        match say("en", "zh") {
            "zh" => writeln!(out, "\n{changed}个条款有变化，{same}个条款无变化"),
            _ => writeln!(out, "\nclauses: {changed} changed, {same} unchanged"),
        }
    }
}

fn write_clause(out: &mut String, clause: &ClauseChange, say: &Say) -> std::fmt::Result {
    let status = match clause.status {
        ClauseStatus::Added => say("added", "新增"),
        ClauseStatus::Removed => say("removed", "删除"),
        ClauseStatus::Changed => say("changed", "修改"),
    };
    let path = clause.path.new.as_ref().or(clause.path.old.as_ref());
    writeln!(out, "\n{} [{status}]", place(path.map_or("", String::as_str), say))?;
    if clause.renumbered {
        writeln!(out, "  {}: {}", say("renumbered", "编号调整"), arrow(&clause.path, say))?;
    }
    if let Some(heading) = &clause.heading {
        writeln!(out, "  {}: {}", say("heading", "标题"), arrow(heading, say))?;
    }
    for sentence in &clause.sentences {
        write_sentence(out, sentence, say)?;
    }
    for change in &clause.responsibilities {
        write_record(out, say("responsibility", "责任"), change, say, |duty| responsibility(duty, say))?;
    }
    for change in &clause.targets {
        write_record(out, say("target", "目标"), change, say, |one| target(one, say))?;
    }
    for change in &clause.criteria {
        write_record(out, say("criterion", "条件"), change, say, |one| criterion(one, say))?;
    }
    for change in &clause.deadlines {
        write_record(out, say("deadline", "期限"), change, say, |one| deadline(one, say))?;
    }
    Ok(())
}

fn write_sentence(out: &mut String, sentence: &SentenceChange, say: &Say) -> std::fmt::Result {
    let mut line = |sign: char, words: &Option<String>| match words {
        Some(words) => writeln!(out, "  {sign} {}", one_line(words)),
        None => Ok(()),
    };
    line('-', &sentence.words.old)?;
    line('+', &sentence.words.new)?;
    if let Some(moved) = &sentence.moved {
        let word = match sentence.words.new {
            Some(_) => say("came from", "移自"),
            None => say("went to", "移至"),
        };
        writeln!(out, "    {word} {}", place(moved, say))?;
    }
    for figure in &sentence.figures {
        writeln!(out, "    {}: {}", say("figure", "数字"), arrow(figure, say))?;
    }
    Ok(())
}

/// A record that changed: each line of it that differs.
fn write_record<T>(
    out: &mut String,
    word: &str,
    change: &Change<T>,
    say: &Say,
    shown: impl Fn(&T) -> String,
) -> std::fmt::Result {
    let both = Change { old: change.old.as_ref().map(&shown), new: change.new.as_ref().map(&shown) };
    writeln!(out, "  {word}: {}", arrow(&both, say))
}

fn responsibility(duty: &Responsibility, say: &Say) -> String {
    let names = |list: &[BodyMention]| list.iter().map(id_or_words).collect::<Vec<_>>().join(", ");
    let basis = match duty.lead_basis {
        LeadBasis::Explicit | LeadBasis::Convention | LeadBasis::Sole => say("lead", "牵头"),
        LeadBasis::FirstListed | LeadBasis::None => say("first listed", "首列"),
    };
    let lists = [
        (basis, &duty.lead),
        (say("joint", "共同"), &duty.co),
        (say("cooperating", "配合"), &duty.cooperating),
        (say("local", "地方"), &duty.local),
        (say("generic", "类称"), &duty.generic),
    ];
    let mut parts: Vec<String> = lists
        .iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(word, list)| format!("{word} {}", names(list)))
        .collect();
    let marks = [
        (duty.open_ended, say("open list", "等")),
        (duty.division, say("by division of duties", "按职责分工")),
    ];
    parts.extend(marks.iter().filter(|(holds, _)| *holds).map(|(_, word)| (*word).to_owned()));
    parts.join("; ")
}

fn target(target: &DocumentTarget, say: &Say) -> String {
    let figure = quantity(target.comparator, &target.value, &target.upper, &target.unit);
    let words = [Some(figure), target.hedge.as_ref().map(|hedge| format!("“{hedge}”"))];
    let by = target.deadline.map(|day| format!("{} {day}", say("by", "截至")));
    line(&target.object, words.into_iter().chain([by]))
}

fn criterion(criterion: &DocumentCriterion, say: &Say) -> String {
    let figure = quantity(criterion.comparator, &criterion.value, &criterion.upper, &criterion.unit);
    let of = criterion.of.as_ref().map(|of| format!("{} {of}", say("of", "占")));
    let hedge = criterion.hedge.as_ref().map(|hedge| format!("“{hedge}”"));
    let indicator = match &criterion.when {
        Some(when) => format!("{when}: {}", criterion.indicator),
        None => criterion.indicator.clone(),
    };
    line(&indicator, [criterion.window.clone(), Some(figure), of, hedge])
}

fn deadline(deadline: &DocumentDeadline, say: &Say) -> String {
    let length = quantity(None, &deadline.value, &None, &deadline.unit);
    let from = deadline.from_event.as_ref().map(|event| format!("{} {event}", say("from", "自")));
    let day = deadline.date.map(|day| day.to_string());
    line(&deadline.kind, [deadline.actor.clone(), from, Some(length), day])
}

/// `subject: part part`, parts that are empty left out.
fn line(subject: &str, parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    format!("{}: {}", one_line(subject), parts.join(" "))
}

fn quantity(
    comparator: Option<Comparator>,
    value: &Option<crate::Number>,
    upper: &Option<crate::Number>,
    unit: &Option<String>,
) -> String {
    let Some(value) = value else { return String::new() };
    let unit = unit.as_deref().unwrap_or_default();
    let sign = match comparator {
        // A range says by its two figures that it is one.
        None | Some(Comparator::Between) => String::new(),
        Some(Comparator::Change) => "+ ".to_owned(),
        Some(comparator) => format!("{} ", comparator.sign()),
    };
    let upper = upper.as_ref().map(|upper| format!("-{upper}")).unwrap_or_default();
    let gap = if unit.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
    format!("{sign}{value}{upper}{gap}{unit}")
}

/// `old → new`, with a word where one side has nothing.
fn arrow(change: &Change<String>, say: &Say) -> String {
    let side = |side: &Option<String>| match side.as_deref().map(one_line).filter(|text| !text.is_empty()) {
        Some(text) => text,
        None => say("(none)", "（无）").to_owned(),
    };
    format!("{} → {}", side(&change.old), side(&change.new))
}

fn place(path: &str, say: &Say) -> String {
    match path {
        "preamble" => say("preamble", "引言").to_owned(),
        "closing" => say("closing", "结尾").to_owned(),
        path => path.to_owned(),
    }
}

/// Words without line breaks and other control characters.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
