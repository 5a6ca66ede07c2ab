//! Names of bodies in running text: lists of issuers, and what is said of a name the registry does not hold.

use super::places;
use crate::document::model::{BodyMention, DocumentWarning};
use crate::document::text::folded::{Text, is_blank, is_han};
use crate::document::text::words::{begins_word, word, word_at};
use crate::{Agencies, AgencyKind, AgencyMatch, AliasKind};
use std::ops::Range;

/// The registry, as it is read in one document.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) agencies: &'a Agencies,
    /// Whether a local body issues the document: a short name in it (`发展改革委`) is that of its own level.
    pub(crate) local: bool,
}

/// What a name in a list of bodies stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// One body of the registry.
    Known(AgencyKind),
    /// A class of bodies that the registry does not list (`财政部门`).
    Class,
    /// Local bodies that the registry does not list (`试点城市政府`).
    LocalClass,
    /// A name the registry does not hold.
    Unknown,
}

/// A body as it stands in the text.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) range: Range<usize>,
    pub(crate) mention: BodyMention,
    pub(crate) kind: Kind,
    /// Why the name is worth a second look, where it is.
    pub(crate) unusual: Option<String>,
}

impl Named {
    /// A name the registry holds.
    pub(crate) fn known(text: &Text, at: usize, found: &AgencyMatch<'_>, names: &Names<'_>) -> Self {
        let range = at..at + found.length;
        let written = text.written(&range);
        if names.local && found.agency.kind == AgencyKind::Body && is_short(&text.folded(&range)) {
            let mention = BodyMention { as_written: written, id: None };
            return Self { range, mention, kind: Kind::Unknown, unusual: None };
        }
        let unusual = found
            .alias
            .filter(|a| a.kind == AliasKind::Unusual)
            .map(|alias| format!("`{written}` is taken for `{}`: {}", found.agency.id, alias.note));
        let mention = BodyMention { as_written: written, id: Some(found.agency.id.clone()) };
        Self { range, mention, kind: Kind::Known(found.agency.kind), unusual }
    }

    /// The same bodies with what belongs to their name behind it: `有关部门和单位`, `证监会及其派出机构`.
    pub(crate) fn with_tail(self, text: &Text, end: usize) -> Self {
        let below = ["及其派出机构", "及其分支机构", "及其所属单位", "及其直属单位"];
        let tails: &[&str] = if self.is_registered() { &below } else { &["和单位"] };
        let tail =
            if self.kind == Kind::Unknown { None } else { word(text.chars(), self.range.end, end, tails) };
        match tail {
            Some(to) => self.extended(text, to),
            None => self,
        }
    }

    /// The same body under a name that goes on to `end`: `中央宣传部（国务院新闻办）`.
    pub(crate) fn extended(self, text: &Text, end: usize) -> Self {
        let range = self.range.start..end;
        let mention = BodyMention { as_written: text.written(&range), id: self.mention.id };
        Self { range, mention, ..self }
    }

    /// A name the registry does not hold: a class of bodies by its last word, else unknown. Never matched by
    /// likeness.
    pub(crate) fn unknown(text: &Text, range: Range<usize>) -> Self {
        let written = text.written(&range);
        let mention = BodyMention { as_written: written.clone(), id: None };
        Self { range, mention, kind: class(&written), unusual: None }
    }

    /// Whether the registry holds it, as one body.
    pub(crate) fn is_registered(&self) -> bool {
        self.kind == Kind::Known(AgencyKind::Body)
    }

    /// Whether it is one body rather than a class.
    pub(crate) fn is_body(&self) -> bool {
        matches!(self.kind, Kind::Known(AgencyKind::Body) | Kind::Unknown)
    }

    /// Whether it stands for local bodies.
    pub(crate) fn is_local(&self) -> bool {
        matches!(self.kind, Kind::Known(AgencyKind::Local) | Kind::LocalClass)
    }

    /// What a drafter is told about the name, where anything.
    pub(crate) fn warning(&self, text: &Text) -> Option<DocumentWarning> {
        let (code, message) = match (&self.unusual, self.kind) {
            (Some(message), _) => ("unusual-agency-name", message.clone()),
            (None, Kind::Unknown) => {
                let name = &self.mention.as_written;
                ("unknown-agency", format!("`{name}` is not in the agency registry"))
            }
            _ => return None,
        };
        Some(DocumentWarning { code: code.to_owned(), message, span: text.span(&self.range) })
    }
}

/// The bodies a line begins with, and where the rest begins. Names are matched longest first and never split at
/// `and` or `和`; what stands between two names and is no separator makes the name before it unknown.
pub(crate) fn leading(text: &Text, range: &Range<usize>, names: &Names<'_>) -> (Vec<Named>, usize) {
    let chars = text.chars();
    let (mut found_names, mut at) = (Vec::new(), range.start);
    loop {
        let start = skip_separators(chars, at, range.end);
        let Some(found) = within(names, chars, start, range.end) else {
            let Some(next) = next_before_title(chars, start, range.end, names) else { break };
            found_names.push(Named::unknown(text, text.trim(start..next)));
            at = next;
            continue;
        };
        let end = start + found.length;
        match strange_tail(chars, end, range.end, names) {
            Some(next) => {
                found_names.push(Named::unknown(text, text.trim(start..next)));
                at = next;
            }
            None => {
                found_names.push(Named::known(text, start, &found, names));
                at = end;
            }
        }
    }
    (found_names, skip_separators(chars, at, range.end))
}

/// The bodies of a line that holds nothing else.
pub(crate) fn whole(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Vec<Named>> {
    let (found, rest) = leading(text, range, names);
    (!found.is_empty() && rest >= range.end).then_some(found)
}

/// The longest name at a place that ends inside the range; 原 before it says that the body bears it no more.
pub(crate) fn within<'a>(
    names: &'a Names<'_>,
    chars: &[char],
    at: usize,
    end: usize,
) -> Option<AgencyMatch<'a>> {
    let chars = chars.get(..end)?;
    if chars.get(at) == Some(&'原') {
        let found = names.agencies.longest_in(chars, at + 1)?;
        return Some(AgencyMatch { length: found.length + 1, ..found });
    }
    names.agencies.longest_in(chars, at)
}

/// Behind the bracket that says what the body named before a place is called from now on: `(hereinafter referred to
/// as MOF)`, `(MOF)`; the place itself where none stands.
pub(crate) fn behind_gloss(chars: &[char], at: usize, end: usize) -> usize {
    let open = skip_blanks(chars, at, end);
    if chars.get(open) != Some(&'(') {
        return at;
    }
    let Some(close) = (open + 1..end.min(open + 160)).find(|i| chars.get(*i) == Some(&')')) else {
        return at;
    };
    let inner = chars.get(open + 1..close).unwrap_or_default();
    let letters =
        (2..=10).contains(&inner.len()) && inner.iter().all(|c| c.is_ascii_uppercase() || *c == '&');
    if letters || is_naming(chars, open + 1) { close + 1 } else { at }
}

/// Whether words stand at a place that give a name for what follows in the text.
pub(crate) fn is_naming(chars: &[char], at: usize) -> bool {
    ["hereinafter", "hereafter", "referred to as", "henceforth"]
        .iter()
        .any(|word| word_at(chars, at, word).is_some())
}

/// Blanks, list marks, `and`, `the` between two names.
pub(crate) fn skip_separators(chars: &[char], mut at: usize, end: usize) -> usize {
    while at < end {
        let c = chars.get(at).copied().unwrap_or(' ');
        if is_blank(c) || matches!(c, '、' | ',' | ';' | '和' | '与' | '及' | '·') {
            at += 1;
        } else if let Some(next) = ["and", "the"].into_iter().find_map(|word| word_at(chars, at, word)) {
            at = next;
        } else {
            break;
        }
    }
    at.min(end)
}

/// Where a name goes on with `and X` and X is no name: the place of the next name, up to which all is one
/// unknown name ("Ministry of Finance and Commerce").
fn strange_tail(chars: &[char], at: usize, end: usize, names: &Names<'_>) -> Option<usize> {
    let after = skip_blanks(chars, at, end);
    let word = word_at(chars, after, "and")?;
    let next = skip_separators(chars, word, end);
    if next >= end || within(names, chars, next, end).is_some() {
        return None;
    }
    next_name(chars, next, end.min(next + 80), names)
}

/// In a Chinese list that runs into a title (`甲部乙部关于…`), the next name before the title begins.
fn next_before_title(chars: &[char], at: usize, end: usize, names: &Names<'_>) -> Option<usize> {
    if !chars.get(at).is_some_and(|c| is_han(*c)) {
        return None;
    }
    let title = (at..end.min(at + 40))
        .find(|i| matches!(chars.get(*i..i + 2), Some(['关' | '關', '于' | '於']) | Some(['印', '发'])));
    next_name(chars, at, title?, names)
}

fn next_name(chars: &[char], at: usize, end: usize, names: &Names<'_>) -> Option<usize> {
    (at..end).find(|i| begins_word(chars, *i) && within(names, chars, *i, chars.len()).is_some())
}

fn skip_blanks(chars: &[char], mut at: usize, end: usize) -> usize {
    while at < end && chars.get(at).is_some_and(|c| is_blank(*c)) {
        at += 1;
    }
    at
}

/// A short name that bodies of every level bear: `发展改革委`, `税务局`.
fn is_short(name: &str) -> bool {
    let central =
        ["国家", "中国", "全国", "中央", "国务院", "中华"].iter().any(|word| name.starts_with(word));
    !central && !name.ends_with("总局") && name.ends_with(['委', '局', '办', '院', '社'])
}

/// What a name outside the registry is: `…部门` and `… departments` are classes, with a level word local ones.
fn class(written: &str) -> Kind {
    let lower = written.to_ascii_lowercase();
    let plural = [
        "departments",
        "authorities",
        "agencies",
        "bodies",
        "organs",
        "units",
        "ministries",
        "localities",
        "heads",
        "regions",
        "provinces",
    ];
    let level = ["local", "provincial", "municipal", "county", "district", "state", "states"];
    let words = |list: &[&str]| list.iter().any(|word| lower.split([' ', '-']).any(|part| part == *word));
    let chinese = [
        "部门",
        "机关",
        "单位",
        "机构",
        "企业",
        "学校",
        "协会",
        "商会",
        "组织",
        "高校",
        "院校",
        "部门和单位",
        "成员单位",
        "部委",
    ];
    let bare = written.split(['(', '（']).next().unwrap_or(written);
    // The office of one government is one body.
    if bare.ends_with("政府办公厅") || bare.ends_with("政府办公室") {
        return Kind::Unknown;
    }
    // 北京市: a place stands for its government.
    let place = ["省", "市", "自治区", "特别行政区"].iter().any(|end| bare.ends_with(end));
    if places::is_local(bare) || (place && bare.chars().count() <= 9 && bare.chars().all(is_han)) {
        return Kind::LocalClass;
    }
    if chinese.iter().any(|end| bare.ends_with(end)) {
        return if places::has_level(bare) { Kind::LocalClass } else { Kind::Class };
    }
    let local = ["governments", "regions", "provinces", "localities"];
    if words(&plural) || words(&local) {
        return if words(&level) || words(&local) { Kind::LocalClass } else { Kind::Class };
    }
    Kind::Unknown
}
