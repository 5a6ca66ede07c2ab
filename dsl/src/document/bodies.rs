//! Names of bodies in running text: lists of issuers, and what is said of a name the registry does not hold.

use super::model::{BodyMention, DocumentWarning};
use super::text::{Text, is_blank, is_han};
use crate::{Agencies, AgencyKind, AgencyMatch, AliasKind};
use std::ops::Range;

/// What a name in a list of bodies stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
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
pub(super) struct Named {
    pub(super) range: Range<usize>,
    pub(super) mention: BodyMention,
    pub(super) kind: Kind,
    /// Why the name is worth a second look, where it is.
    pub(super) unusual: Option<String>,
}

impl Named {
    /// A name the registry holds.
    pub(super) fn known(text: &Text, at: usize, found: &AgencyMatch<'_>) -> Self {
        let range = at..at + found.length;
        let unusual = found.alias.filter(|a| a.kind == AliasKind::Unusual).map(|alias| {
            format!("`{}` is taken for `{}`: {}", text.written(&range), found.agency.id, alias.note)
        });
        let mention = BodyMention { as_written: text.written(&range), id: Some(found.agency.id.clone()) };
        Self { range, mention, kind: Kind::Known(found.agency.kind), unusual }
    }

    /// A name the registry does not hold: a class of bodies by its last word, else unknown. Never matched by
    /// likeness.
    pub(super) fn unknown(text: &Text, range: Range<usize>) -> Self {
        let written = text.written(&range);
        let mention = BodyMention { as_written: written.clone(), id: None };
        Self { range, mention, kind: class(&written), unusual: None }
    }

    /// Whether it is one body rather than a class.
    pub(super) fn is_body(&self) -> bool {
        matches!(self.kind, Kind::Known(AgencyKind::Body) | Kind::Unknown)
    }

    /// Whether it stands for local bodies.
    pub(super) fn is_local(&self) -> bool {
        matches!(self.kind, Kind::Known(AgencyKind::Local) | Kind::LocalClass)
    }

    /// What a drafter is told about the name, where anything.
    pub(super) fn warning(&self, text: &Text) -> Option<DocumentWarning> {
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
pub(super) fn leading(text: &Text, range: &Range<usize>, agencies: &Agencies) -> (Vec<Named>, usize) {
    let chars = text.chars();
    let (mut names, mut at) = (Vec::new(), range.start);
    loop {
        let start = skip_separators(chars, at, range.end);
        let Some(found) = within(agencies, chars, start, range.end) else {
            let Some(next) = next_before_title(chars, start, range.end, agencies) else { break };
            names.push(Named::unknown(text, text.trim(start..next)));
            at = next;
            continue;
        };
        let end = start + found.length;
        match strange_tail(chars, end, range.end, agencies) {
            Some(next) => {
                names.push(Named::unknown(text, text.trim(start..next)));
                at = next;
            }
            None => {
                names.push(Named::known(text, start, &found));
                at = end;
            }
        }
    }
    (names, skip_separators(chars, at, range.end))
}

/// The bodies of a line that holds nothing else.
pub(super) fn whole(text: &Text, range: &Range<usize>, agencies: &Agencies) -> Option<Vec<Named>> {
    let (names, rest) = leading(text, range, agencies);
    (!names.is_empty() && rest >= range.end).then_some(names)
}

/// The longest name at a place that ends inside the range.
pub(super) fn within<'a>(
    agencies: &'a Agencies,
    chars: &[char],
    at: usize,
    end: usize,
) -> Option<AgencyMatch<'a>> {
    agencies.longest_in(chars.get(..end)?, at)
}

/// Where a word of letters begins, or any Chinese character stands.
pub(super) fn begins_word(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let here = chars.get(at).copied().unwrap_or(' ');
    is_han(here) || (here.is_alphanumeric() && !before.is_alphanumeric())
}

/// Whether this word stands at a place as a whole word.
pub(super) fn word_at(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    for expected in word.chars() {
        if !chars.get(end).is_some_and(|c| c.eq_ignore_ascii_case(&expected)) {
            return None;
        }
        end += 1;
    }
    let letters = word.ends_with(|c: char| c.is_ascii_alphabetic());
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| c.is_ascii_alphanumeric());
    let after = chars.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
    (!(letters && (before || after))).then_some(end)
}

/// Blanks, list marks, `and`, `the` between two names.
pub(super) fn skip_separators(chars: &[char], mut at: usize, end: usize) -> usize {
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
fn strange_tail(chars: &[char], at: usize, end: usize, agencies: &Agencies) -> Option<usize> {
    let after = skip_blanks(chars, at, end);
    let word = word_at(chars, after, "and")?;
    let next = skip_separators(chars, word, end);
    if next >= end || within(agencies, chars, next, end).is_some() {
        return None;
    }
    next_name(chars, next, end.min(next + 80), agencies)
}

/// In a Chinese list that runs into a title (`甲部乙部关于…`), the next name before the title begins.
fn next_before_title(chars: &[char], at: usize, end: usize, agencies: &Agencies) -> Option<usize> {
    if !chars.get(at).is_some_and(|c| is_han(*c)) {
        return None;
    }
    let title = (at..end.min(at + 40))
        .find(|i| matches!(chars.get(*i..i + 2), Some(['关' | '關', '于' | '於']) | Some(['印', '发'])));
    next_name(chars, at, title?, agencies)
}

fn next_name(chars: &[char], at: usize, end: usize, agencies: &Agencies) -> Option<usize> {
    (at..end).find(|i| begins_word(chars, *i) && within(agencies, chars, *i, chars.len()).is_some())
}

fn skip_blanks(chars: &[char], mut at: usize, end: usize) -> usize {
    while at < end && chars.get(at).is_some_and(|c| is_blank(*c)) {
        at += 1;
    }
    at
}

/// What a name outside the registry is: `…部门` and `… departments` are classes, with a level word local ones.
fn class(written: &str) -> Kind {
    let lower = written.to_ascii_lowercase();
    let plural =
        ["departments", "authorities", "agencies", "bodies", "organs", "units", "ministries", "localities"];
    let level = ["local", "provincial", "municipal", "county", "district"];
    let words = |list: &[&str]| list.iter().any(|word| lower.split(' ').any(|part| part == *word));
    let chinese = ["部门", "机关", "单位", "机构", "企业", "学校", "协会", "部門", "機關", "單位"];
    let places = ["省", "自治区", "市", "县", "区", "州", "地方", "各地"];
    let governments = ["人民政府", "政府", "地区", "各地", "管委会"];
    if governments.iter().any(|end| written.ends_with(end)) {
        return Kind::LocalClass;
    }
    if chinese.iter().any(|end| written.ends_with(end)) {
        let local = places.iter().any(|place| written.trim_start_matches('各').starts_with(place));
        return if local { Kind::LocalClass } else { Kind::Class };
    }
    if places[..3].iter().any(|p| written.starts_with(p)) && written.ends_with(['局', '委', '厅', '办']) {
        return Kind::LocalClass;
    }
    if words(&plural) || words(&["governments"]) {
        return if words(&level) || words(&["governments"]) { Kind::LocalClass } else { Kind::Class };
    }
    Kind::Unknown
}
