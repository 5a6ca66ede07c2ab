//! Terms that a text explains, and the short names that it gives.

use super::terms_english::explained_in_english;
use super::text::folded::{Text, is_blank, is_han};
use super::text::words::word_at;
use std::ops::Range;

/// A term or short name: where it is introduced, the name, and what it stands for.
pub(super) struct Term {
    pub(super) range: Range<usize>,
    pub(super) term: Range<usize>,
    pub(super) meaning: Range<usize>,
}

/// The terms and short names a sentence introduces, in its order.
pub(super) fn definitions(text: &Text, words: &Range<usize>) -> Vec<Term> {
    let mut terms = short_names(text, words);
    let explained = explained_parts(text, words).or_else(|| explained_in_english(text, words));
    terms.extend(explained.into_iter().flatten());
    terms.sort_by_key(|term| (term.range.start, term.term.start));
    terms
}

const SHORT_NAMES: [&str; 21] = [
    "hereafter called",
    "hereinafter known as",
    "hereafter known as",
    "hereinafter collectively referred to as",
    "hereinafter jointly referred to as",
    "hereinafter referred to as",
    "hereafter referred to as",
    "hereinafter called",
    "hereinafter",
    "hereafter",
    "referred to below as",
    "以下统一简称",
    "以下统称为",
    "以下统称",
    "以下简称为",
    "以下简称",
    "以下称为",
    "以下称",
    "下文简称",
    "下文统称",
    "下文称",
];

/// The short names a sentence introduces, in brackets or behind a comma. One place may name several things in the
/// order in which the words before it list them.
fn short_names(text: &Text, sentence: &Range<usize>) -> Vec<Term> {
    let chars = text.chars();
    let mut terms = Vec::new();
    let mut before = sentence.start;
    let mut open = None;
    let mut at = sentence.start;
    while at < sentence.end {
        match chars.get(at) {
            Some('(') => open = Some(at),
            Some(')') => open = None,
            _ => {}
        }
        let quoted_only = || {
            let head = open.filter(|open| open + 1 == at)? + 1;
            // （下称“委员会”）, （“委员会”）
            let short = ["下称", "统称", "简称"].iter().find_map(|word| word_at(chars, head, word));
            let from = before.max(head.saturating_sub(60))..head - 1;
            let alone = names_only(chars, head)
                .is_some_and(|name| abbreviates(text, &name, &from) && name.end + 2 <= sentence.end);
            if short.is_some() || alone {
                return Some(short.unwrap_or(head));
            }
            if let Some(name) = short_in_english(chars, head, from.start) {
                return Some(name);
            }
            let start = word_at(chars, head, "the").map_or(at, |end| end + 1);
            let the = start > at;
            (the && matches!(chars.get(start), Some('"' | '“' | '\'' | '‘'))).then_some(start)
        };
        let word = SHORT_NAMES.iter().find_map(|word| word_at(chars, at, word));
        let Some(from) = word.or_else(quoted_only) else {
            at += 1;
            continue;
        };
        // A bracket holds short names to its end; without one a comma or stop ends the name.
        let limit = sentence.end.min(from + 300);
        let close = match open {
            Some(_) => (from..limit).find(|i| chars.get(*i) == Some(&')')),
            None => Some(plain_end(chars, from, limit)),
        };
        let Some(close) = close else { break };
        let start = open.unwrap_or(at);
        let names = listed(text, from..close);
        let all = text.part(&(at..from)).contains(&'统') || text.folded(&(at..from)).contains("collectively");
        let mut meant = text.trim(before.max(start.saturating_sub(400))..start);
        while !meant.is_empty() && matches!(chars.get(meant.end - 1), Some(',' | ';' | ' ')) {
            meant.end -= 1;
        }
        let meanings = meanings(text, meant, &names, all);
        for (name, meaning) in names.iter().zip(meanings) {
            let end = close + usize::from(open.is_some());
            let term = unquoted(text, name.clone());
            // A short name of nothing is none.
            if !term.is_empty() && !meaning.is_empty() {
                terms.push(Term { range: start..end, term, meaning });
            }
        }
        (before, open, at) = (close, None, close.max(at + 1));
    }
    terms
}

/// `The Assessment Panel ("the Panel")`, `The Test Commission (the Commission)`: where the name begins that a bracket
/// holds and nothing else, all of whose words stand before it.
fn short_in_english(chars: &[char], head: usize, from: usize) -> Option<usize> {
    let close = (head..head + 60).find(|i| chars.get(*i) == Some(&')'))?;
    let line = |from: usize, to: usize| chars.get(from..to).unwrap_or_default().iter().collect::<String>();
    let inner = line(head, close);
    let name = inner.trim_matches(|c| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’'));
    let rest = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "))?;
    let capital = rest.chars().next().is_some_and(char::is_uppercase);
    let before = line(from, head.saturating_sub(1));
    let words: Vec<&str> = before.split(' ').collect();
    let known = rest.split(' ').all(|word| words.contains(&word));
    (capital && known && rest.chars().all(|c| c.is_ascii_alphabetic() || c == ' ')).then_some(head)
}

/// The one Chinese name in quotes that a bracket holds, if it holds nothing else.
fn names_only(chars: &[char], at: usize) -> Option<Range<usize>> {
    let close = (at + 1..at + 16).find(|i| chars.get(*i) == Some(&'”'))?;
    let name = chars.get(at + 1..close)?;
    let whole = chars.get(at) == Some(&'“') && chars.get(close + 1) == Some(&')');
    (whole && name.len() >= 2 && name.iter().all(|c| is_han(*c))).then_some(at + 1..close)
}

/// Where a short name ends that stands in no bracket.
fn plain_end(chars: &[char], from: usize, limit: usize) -> usize {
    let mut quoted = false;
    for at in from..limit {
        match chars.get(at) {
            Some('“') => quoted = true,
            Some('"') => quoted = !quoted,
            Some('”') => quoted = false,
            Some(',' | ';' | '。' | '.' | ')') if !quoted => return at,
            _ => {}
        }
        // American style puts the comma inside the quotes; behind the quotes the name is over.
        if at > from + 1 && !quoted && matches!(chars.get(at), Some('"' | '”')) {
            return at + 1;
        }
    }
    limit
}

/// What each name stands for: the last items of the list before, in order; for one name of all of them the whole
/// list; for one name the shortest end of the list that can have given it.
fn meanings(text: &Text, before: Range<usize>, names: &[Range<usize>], all: bool) -> Vec<Range<usize>> {
    let items = listed(text, before.clone());
    let last = items.last().cloned().unwrap_or(before.clone());
    let titled = text.part(&before).last() == Some(&'》');
    if names.len() > 1 {
        let mut items = items;
        let spare = items.len().saturating_sub(names.len());
        items.drain(..spare);
        let found = names.iter().enumerate().map(|(i, name)| {
            let meaning = items.get(i).cloned().unwrap_or(name.clone());
            if i == 0 { introduced(text, meaning) } else { meaning }
        });
        return found.collect();
    }
    let clause = |range: &Range<usize>| {
        let stop = range.clone().rev().find(|i| matches!(text.chars().get(*i), Some(',' | ';' | ':' | '。')));
        text.trim(stop.map_or(range.start, |i| i + 1)..range.end)
    };
    let chinese = text.part(&last).iter().any(|c| is_han(*c));
    let meaning = if titled && !all {
        title_before(text, &before)
    } else if all && chinese {
        clause(&before)
    } else if chinese {
        let name = names.first().cloned().unwrap_or(last.clone());
        let fits = items
            .iter()
            .rev()
            .take(12)
            .map(|item| item.start..before.end)
            .find(|range| abbreviates(text, &name, range));
        let found = fits.unwrap_or(last);
        // 计划由青年发展委员会(“委员会”)督导
        let by = found.clone().rev().find(|at| text.chars().get(*at) == Some(&'由'));
        let named = by.map(|by| by + 1..found.end).filter(|by| abbreviates(text, &name, by));
        named.unwrap_or(found)
    } else {
        introduced(text, last)
    };
    vec![without_lead(text, meaning)]
}

/// Whether every Chinese character of a short name stands in a longer one, in order.
fn abbreviates(text: &Text, name: &Range<usize>, long: &Range<usize>) -> bool {
    let mut long = text.part(long).iter();
    text.part(name).iter().filter(|c| is_han(**c)).all(|c| long.any(|other| other == c))
}

/// The 《…》 that ends a range, with the marks it holds.
fn title_before(text: &Text, range: &Range<usize>) -> Range<usize> {
    let mut depth = 0usize;
    for at in range.clone().rev() {
        match text.chars().get(at) {
            Some('》') => depth += 1,
            Some('《') if depth == 1 => return at..range.end,
            Some('《') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    range.clone()
}

/// A meaning without the word that only ties it to its sentence.
fn without_lead(text: &Text, mut range: Range<usize>) -> Range<usize> {
    // 为规范X管理: why, before what.
    let why =
        ["规范", "加强", "推动", "推进", "促进", "做好", "支持", "落实", "完善", "加快", "深化", "保障"];
    for lead in ["为了", "为"] {
        let verb = word_at(text.chars(), range.start, lead)
            .and_then(|at| why.iter().find_map(|verb| word_at(text.chars(), at, verb)));
        if let Some(end) = verb.filter(|end| *end + 1 < range.end) {
            range.start = end;
        }
    }
    for lead in ["为了", "根据", "按照", "依据", "经", "对", "由", "将", "向", "现将"] {
        if let Some(end) = word_at(text.chars(), range.start, lead).filter(|end| *end + 1 < range.end) {
            range.start = end;
        }
    }
    range
}

/// The terms of a sentence; one that explains several parts them at semicolons: `本办法所称X是指…；本办法所称Y是指…`.
fn explained_parts(text: &Text, words: &Range<usize>) -> Option<Vec<Term>> {
    let chars = text.chars();
    let head = explained(text, words, false);
    if head.is_none() || chars.get(words.start).is_none_or(|c| c.is_ascii_alphabetic()) {
        return head;
    }
    // ；本办法所称Y是指…, ，“Y”为…
    let opens = |at: &usize| match chars.get(at - 1) {
        Some(';') if word_at(chars, *at, "本").is_some() => {
            explained(text, &(*at..words.end.min(*at + 400)), false).is_some()
        }
        Some(';' | ',') => quoted_with_verb(chars, *at),
        _ => false,
    };
    let starts = (words.start + 1..words.end.min(words.start + 2_000)).filter(opens);
    let mut places = vec![words.start];
    places.extend(starts);
    if places.len() == 1 {
        return head;
    }
    places.push(words.end);
    let parts = places.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?));
    let part = |part: Range<usize>| {
        let end = part.end - usize::from(part.end < words.end);
        explained(text, &(part.start..end), part.start > words.start)
    };
    let terms: Vec<Term> = parts.filter_map(part).flatten().collect();
    (!terms.is_empty()).then_some(terms)
}

/// Whether a quoted name and straight behind it a verb of definition stand at a place.
fn quoted_with_verb(chars: &[char], at: usize) -> bool {
    let close = (at + 1..at + 20).find(|i| chars.get(*i) == Some(&'”'));
    chars.get(at) == Some(&'“')
        && close.is_some_and(|close| {
            let verbs = ["是指", "系指", "指", "为", "包括", "不包括", "均包括", "均含", "包含", "含"];
            verbs.iter().any(|verb| word_at(chars, close + 1, verb).is_some())
        })
}

/// `本办法所称X，是指Y`, `前款所称X，包括Y`, and `X是指Y` at the head of a sentence.
/// `beside` says that a definition stands before it in the sentence, so that any verb of definition serves.
fn explained(text: &Text, words: &Range<usize>, beside: bool) -> Option<Vec<Term>> {
    let chars = text.chars();
    let limit = words.end.min(words.start + 200);
    let end = without_stop(text, words.end, words.start);
    let verbs = [
        "是指的是",
        "指的是",
        "系指",
        "均指",
        "是指",
        "指",
        "均包括",
        "都包括",
        "包括",
        "包含",
        "均含",
        "不包括",
        "均不包括",
        "含",
        "为",
        "是",
    ];
    let called = (words.start..limit).find_map(|at| {
        ["所称", "所稱", "所指", "所述"].iter().find_map(|word| word_at(chars, at, word)).filter(|_| {
            // 业务所指定的机构, 前款所述事项
            let other = ["所指", "所述"].iter().any(|word| word_at(chars, at, word).is_some());
            !other || word_at(chars, words.start, "本").is_some()
        })
    });
    let (start, strict) = match called {
        Some(at) => (at + usize::from(chars.get(at) == Some(&'的')), false),
        None => (behind_scope(chars, words), !beside),
    };
    let allowed = if strict { verbs.get(..6)? } else { verbs.as_slice() };
    let mut quoted = false;
    for at in start..limit {
        match chars.get(at) {
            Some('“') => quoted = true,
            Some('”') => quoted = false,
            Some('"') => quoted = !quoted,
            Some('。' | ';') => return None,
            _ => {}
        }
        if quoted || at == start {
            continue;
        }
        let Some(verb) = allowed.iter().find_map(|verb| verb_at(chars, at, verb)) else { continue };
        let term = quoted_behind_scope(text, before_verb(text, start..at));
        // At the head of a sentence only a short name is explained, and 指 alone needs its comma or colon.
        let commas = text.part(&term).iter().any(|c| matches!(c, ',' | ':' | '('));
        let sure = ["是指", "系指", "指的是"].iter().any(|word| word_at(chars, at, word).is_some());
        let marked = sure || term.end < at || term.len() <= 12;
        if term.is_empty() || (strict && (term.len() > 30 || commas || !marked)) {
            if strict {
                return None;
            }
            continue;
        }
        if !strict && commas && term.len() > 60 {
            return None;
        }
        let verb = verb + usize::from(matches!(chars.get(verb), Some(':' | ',')));
        // 包括本数: the meaning is what is said of the term, word included.
        let included = word_at(chars, at, "是指").is_none()
            && !matches!(chars.get(verb - 1), Some('指' | ':' | ',' | '是' | '为'));
        let meaning = text.trim(if included { at..end } else { verb..end });
        if meaning.is_empty() {
            return None;
        }
        let terms = quoted_terms(text, term);
        return Some(
            terms
                .into_iter()
                .map(|term| Term { range: words.start..end, term, meaning: meaning.clone() })
                .collect(),
        );
    }
    None
}

/// Where a definition begins behind the words that say where it holds: `本计划中，`.
fn behind_scope(chars: &[char], words: &Range<usize>) -> usize {
    if let Some(start) = word_at(chars, words.start, "所谓") {
        return start;
    }
    let opens = ["本", "在本", "就本", "为本"].iter().any(|word| word_at(chars, words.start, word).is_some());
    let comma = (words.start..words.end.min(words.start + 16)).find(|i| chars.get(*i) == Some(&','));
    let ends = |comma: &usize| {
        ["中", "内", "而言", "里"].iter().any(|word| {
            comma.checked_sub(word.chars().count()).and_then(|at| word_at(chars, at, word)).is_some()
        })
    };
    comma.filter(|comma| opens && ends(comma)).map_or(words.start, |comma| comma + 1)
}

/// The verb of a definition; 是指导 and 为了 are other words.
fn verb_at(chars: &[char], at: usize, verb: &str) -> Option<usize> {
    let end = word_at(chars, at, verb)?;
    let next = chars.get(end).copied().unwrap_or(' ');
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let other = match verb {
        // 是指出资人: 指出 is no word here.
        "指" | "是指" => {
            "导挥定标令引南派望责纹控".contains(next) || verb == "指" && "示数向出明认".contains(next)
        }
        "为" => !matches!(before, ',' | '”') && !matches!(next, ':') || next == '了',
        "是" | "含" => before != ',',
        _ => false,
    };
    (!other).then_some(end)
}

/// The quoted name behind words that only say where it stands: `本办法涉及的“上年度”`.
fn quoted_behind_scope(text: &Text, term: Range<usize>) -> Range<usize> {
    let chars = text.chars();
    let scope = ["本", "上述", "前述", "文中", "其中"];
    let scoped = scope.iter().any(|word| word_at(chars, term.start, word).is_some());
    let open = term.clone().find(|at| chars.get(*at) == Some(&'“'));
    let closed = term.end.checked_sub(1).is_some_and(|at| chars.get(at) == Some(&'”'));
    match open.filter(|open| scoped && closed && *open > term.start && open - term.start <= 12) {
        Some(open) => unquoted(text, open..term.end),
        None => term,
    }
}

/// The term before its verb, without the comma between.
fn before_verb(text: &Text, range: Range<usize>) -> Range<usize> {
    let mut range = text.trim(range);
    while !range.is_empty()
        && matches!(text.chars().get(range.end - 1), Some(',' | ':' | '均' | '都' | '—' | '-'))
    {
        range.end -= 1;
    }
    while !range.is_empty() && matches!(text.chars().get(range.start), Some(',' | ':')) {
        range.start += 1;
    }
    unquoted(text, range)
}

/// Several quoted terms explained at once (`“以上”、“以下”`), or the one term as it is.
fn quoted_terms(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let opens: Vec<usize> = range.clone().filter(|i| chars.get(*i) == Some(&'“')).collect();
    let whole = chars.get(range.start) == Some(&'“') && chars.get(range.end - 1) == Some(&'”');
    if !whole || opens.len() < 2 {
        return vec![range];
    }
    let close = |open: usize| (open..range.end).find(|i| chars.get(*i) == Some(&'”'));
    opens
        .into_iter()
        .filter_map(|open| Some(open + 1..close(open)?))
        .filter(|term| !term.is_empty())
        .collect()
}

/// The end of a sentence without its stop.
pub(super) fn without_stop(text: &Text, end: usize, start: usize) -> usize {
    let stop = |i: usize| matches!(text.chars().get(i), Some('。' | '.' | ';'));
    let end = text.trim(start..end).end;
    if end > start && stop(end - 1) { end - 1 } else { end }
}

/// The items of a list, split at commas and `and`.
fn listed(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let (mut items, mut start, mut at) = (Vec::new(), range.start, range.start);
    while at < range.end {
        if matches!(chars.get(at), Some(',' | '、' | ';')) {
            items.push(text.trim(start..at));
            start = at + 1;
        } else if at == text.trim(start..range.end).start
            && let Some(next) = word_at(chars, at, "and")
        {
            (start, at) = (next, next);
            continue;
        }
        at += 1;
    }
    items.push(text.trim(start..range.end));
    items.retain(|item| !item.is_empty());
    items
}

/// What stands behind the word that introduces a list ("represented by …").
fn introduced(text: &Text, range: Range<usize>) -> Range<usize> {
    let words = ["represented by", "such as", "including", "namely", "that is"];
    let last =
        range.clone().rev().find_map(|at| words.iter().find_map(|word| word_at(text.chars(), at, word)));
    text.trim(last.unwrap_or(range.start)..range.end)
}

/// A name without quotes around all of it.
fn unquoted(text: &Text, mut range: Range<usize>) -> Range<usize> {
    let chars = text.chars();
    while range.start < range.end
        && chars.get(range.start).is_some_and(|c| matches!(c, '为' | ':') || is_blank(*c))
    {
        range.start += 1;
    }
    // `hereinafter the "Act"`
    if let Some(end) = word_at(chars, range.start, "the")
        && matches!(chars.get(end + 1), Some('"' | '“' | '\'' | '‘'))
    {
        range.start = end + 1;
    }
    let quote = |at: usize, set: [char; 2]| chars.get(at).is_some_and(|c| set.contains(c));
    let inside = range.start + 1..range.end.saturating_sub(1);
    let double = quote(range.start, ['“', '"']) && quote(range.end.saturating_sub(1), ['”', '"']);
    let single = quote(range.start, ['‘', '\'']) && quote(range.end.saturating_sub(1), ['’', '\'']);
    let whole = range.len() > 2 && (double || single);
    let plain = whole && !inside.clone().any(|at| quote(at, ['“', '"']));
    if plain { inside } else { range }
}
