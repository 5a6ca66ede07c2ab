//! Lines that name who issues or signs: bodies of the registry, lines that end as an organ's name does, persons.

use crate::document::duty::bodies::{self, Named, Names};
use crate::document::section::counter;
use crate::document::text::folded::{Text, is_han};
use std::ops::Range;

/// The bodies of a line that holds nothing else, known ones or lines that end as the name of an organ does.
pub(crate) fn issuers(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Vec<Named>> {
    if let Some(found) = bodies::whole(text, range, names) {
        return Some(found);
    }
    if range.len() > 300 {
        return None;
    }
    // Names are set apart by spaces that folding dropped, or by 、.
    let chars = text.chars();
    let mut pieces = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let mark = matches!(chars[at], '、');
        if mark || (text.apart(at) && is_han(chars[at]) && organ(text, &text.trim(start..at))) {
            pieces.push(text.trim(start..at));
            start = at + usize::from(mark);
        }
    }
    pieces.push(text.trim(start..range.end));
    let mut found = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
        match bodies::whole(text, &piece, names) {
            Some(known) => found.extend(known),
            None if organ(text, &piece) => found.push(Named::unknown(text, piece)),
            None => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Whether a piece of a line ends as the name of an organ does, and holds nothing a name does not.
fn organ(text: &Text, range: &Range<usize>) -> bool {
    let part = text.part(range);
    let line = text.folded(range);
    let stop = part.iter().any(|c| matches!(c, '。' | ';' | ':' | ',' | '?' | '!' | '“' | '《'))
        || part.last() == Some(&'.');
    if stop || counter::sign(part, 0).is_some() {
        return false;
    }
    if part.iter().any(|c| is_han(*c)) {
        let ends = [
            "政府",
            "办公厅",
            "办公室",
            "委员会",
            "局",
            "部",
            "厅",
            "院",
            "委",
            "署",
            "总局",
            "中心",
            "总社",
            "总工会",
            "联合会",
            "协会",
            "银行",
            "行政公署",
            "管委会",
            "领导小组",
            "指挥部",
            "办",
            "兵团",
            "党组",
            "组委",
            "会",
            "公司",
            "大学",
        ];
        let verb =
            ["关于", "印发", "转发", "通知", "意见", "报送", "负责"].iter().any(|word| line.contains(word));
        return (3..=40).contains(&part.len()) && !verb && ends.iter().any(|end| line.ends_with(end));
    }
    let lower = line.to_lowercase();
    let words = [
        "ministry",
        "department",
        "commission",
        "administration",
        "council",
        "office",
        "bureau",
        "agency",
        "house",
        "authority",
        "committee",
        "government",
        "exchequer",
        "cabinet",
        "secretariat",
        "bank",
        "treasury",
        "parliament",
        "board",
    ];
    part.len() <= 120
        && words.iter().any(|word| lower.contains(word))
        && part.iter().any(|c| c.is_uppercase())
}

/// A line that names the person who signs.
pub(crate) fn person(text: &Text, range: &Range<usize>) -> bool {
    let line = text.folded(range);
    let titles =
        ["总理", "主席", "省长", "市长", "部长", "主任", "局长", "县长", "区长", "行长", "署长", "会长"];
    let short = range.len() <= 12 && titles.iter().any(|title| line.starts_with(title));
    let letters = text.part(range);
    let english = range.len() <= 40
        && letters.iter().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | ',' | '/' | 's'))
        && line.split(' ').all(|word| word.starts_with(|c: char| c.is_ascii_uppercase() || c == '/'));
    short || english
}
