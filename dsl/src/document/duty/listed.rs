//! Lists of bodies in running text, read strictly: a place that names bodies and nothing else, up to a word that is no
//! name. Names of the registry come first, longest first; 和 parts a list only where what is before it is a name.

use super::bodies::{self, Named, Names};
use super::organs::{
    ASKED, begins_role, branch, class_at, class_behind, class_of_level, field_departments, is_name,
    longer_organ, posted, relative,
};
use super::places;
use crate::document::text::folded::{Text, is_han};
use crate::document::text::words::word;

/// A list of bodies and where it ends.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) names: Vec<Named>,
    /// Whether it ends in 等.
    pub(crate) open: bool,
    pub(crate) end: usize,
}

/// The longest list.
const MOST: usize = 60;

/// The bodies that begin at a place; none where it names none.
pub(crate) fn list(text: &Text, at: usize, end: usize, names: &Names<'_>) -> Option<Listed> {
    let chars = text.chars();
    if let Some(fields) = fields_of_state_council(text, at, end) {
        return Some(fields);
    }
    let mut listed = Listed { names: Vec::new(), open: false, end: at };
    let mut place = at;
    while listed.names.len() < MOST {
        let Some((named, next)) = name(text, place, end, names) else {
            // Fields with one noun may go on with a list that begins with names: 财政局、税务、商务等部门.
            let Some((named, next, open)) = fields(text, place, end) else { break };
            listed.names.push(named);
            (listed.open, listed.end) = (listed.open | open, next);
            match goes_on(chars, next, end) {
                Some(after) => place = after,
                None => break,
            }
            continue;
        };
        // 财政等部门: a class of one field and others.
        listed.open |= chars.get(named.range.clone()).is_some_and(is_open);
        listed.names.push(named);
        listed.end = next;
        let open = word(
            chars,
            next,
            end,
            &[
                "等有关部门和单位",
                "等相关部门和单位",
                "等有关部门",
                "等相关部门",
                "等部门和单位",
                "等部门",
                "等有关单位",
                "等单位",
                "等有关方面",
                "等",
            ],
        );
        let mut next = next;
        if let Some(after) = open {
            (listed.open, next) = (true, after);
            // 等有关部门 and 等国务院相关部门 name a class of bodies, 等部门 does not.
            let behind = listed.end + 1;
            let class = word(chars, behind, after, &["有关", "相关"]).map(|_| behind..after);
            if let Some(class) = class.or_else(|| class_of_level(chars, after, end)) {
                next = class.end;
                let known = bodies::within(names, chars, class.start, class.end);
                let known = known.filter(|found| class.start + found.length == class.end);
                listed.names.push(match known {
                    Some(found) => Named::known(text, class.start, &found, names),
                    None => Named::unknown(text, class),
                });
            }
            listed.end = next;
        }
        let Some(after) = goes_on(chars, next, end) else { break };
        place = after;
    }
    (!listed.names.is_empty()).then_some(listed)
}

/// Where a list goes on behind a name.
fn goes_on(chars: &[char], at: usize, end: usize) -> Option<usize> {
    word(chars, at, end, &["、", "以及", "和", "及", "与", "或者", "或"])
}

/// Whether the name of a class says that others belong to it: `财政等部门`.
fn is_open(name: &[char]) -> bool {
    let others = (1..name.len()).rev().find(|i| name.get(*i) == Some(&'等'));
    others.is_some_and(|at| {
        let short = name.len() - at <= 8;
        short && !matches!(name.get(at - 1), Some('高' | '中' | '初' | '平' | '同'))
    })
}

/// `教育、公安、财政等部门`, `财政、审计部门`: fields with one noun are one class of bodies; where it ends, and
/// whether it is open.
fn fields(text: &Text, at: usize, end: usize) -> Option<(Named, usize, bool)> {
    let chars = text.chars();
    let limit = end.min(at + 160);
    let noun = (at..limit).find_map(|i| {
        word(
            chars,
            i,
            limit,
            &[
                "等有关部门和单位",
                "等相关部门和单位",
                "等有关部门",
                "等相关部门",
                "等行政主管部门",
                "等主管部门",
                "等部门和单位",
                "等部门",
                "等单位",
                "等有关单位",
                "等机关",
                "行政主管部门",
                "主管部门",
                "行政部门",
                "管理部门",
                "部门",
            ],
        )
        .map(|to| (i, to))
    });
    let (open, to) = noun?;
    // Every field is a few characters; a verb or a stop makes it a sentence.
    let part = chars.get(at..open)?;
    let short = part.split(|c| *c == '、').all(|field| (1..=14).contains(&field.len()));
    let plain = part.iter().all(|c| is_han(*c) || matches!(c, '、' | '(' | ')'));
    let verb = (at..open)
        .any(|i| word(chars, i, open, &["负责", "应当", "会同", "加强", "推动", "是指", "包括"]).is_some());
    let asked = word(chars, at, end, &ASKED).is_some() && !is_name(chars, at, end);
    let named = Named::unknown(text, at..to);
    let others = chars.get(open) == Some(&'等');
    // Without 等 the words before the noun must be plain fields: nothing that says what is done.
    let whole = others || (!asked && !(at..open).any(|i| begins_role(chars, i, open)));
    (short && plain && !verb && whole && part.contains(&'、')).then_some((named, to, others))
}

/// Fields with one noun straight behind the name of a government.
fn fields_behind(text: &Text, at: usize, end: usize) -> Option<(Named, usize, bool)> {
    let chars = text.chars();
    let other = word(chars, at, end, &["和", "及", "与", "以及", "或", "、", "有关", "相关", "各"]).is_some();
    if other || begins_role(chars, at, end) { None } else { fields(text, at, end) }
}

/// `国务院公安、工业和信息化等部门`: departments by their fields, none of them by its name.
fn fields_of_state_council(text: &Text, at: usize, end: usize) -> Option<Listed> {
    let chars = text.chars();
    let first = word(chars, at, end, &["国务院"])?;
    let (named, to, open) = fields(text, at, end)?;
    let listed = Listed { names: vec![named], open, end: to };
    let body = |at: &usize| matches!(chars.get(*at), Some('部' | '委' | '局' | '署' | '厅' | '会' | '行'));
    let fields = chars.get(first..listed.end)?;
    let named = (first..listed.end).any(|i| chars.get(i + 1) == Some(&'、') && body(&i));
    (!named && !matches!(fields.first(), Some('、' | '和' | '及' | '与'))).then_some(listed)
}

/// The name of a body that begins at a place, and where it ends; what it is called from here on stands behind it.
fn name(text: &Text, at: usize, end: usize, names: &Names<'_>) -> Option<(Named, usize)> {
    let (named, _) = plain_name(text, at, end, names)?;
    let named = named.with_tail(text, end);
    let to = named.range.end;
    Some((named, short_name(text.chars(), to, end).unwrap_or(to)))
}

/// Where `(以下简称…)` behind a name ends.
pub(super) fn short_name(chars: &[char], at: usize, end: usize) -> Option<usize> {
    word(chars, at, end, &["(以下简称", "(以下统称", "(下称", "(简称", "(“", "(统称"])?;
    (at..end.min(at + 40)).find(|i| chars.get(*i) == Some(&')')).map(|close| close + 1)
}

fn plain_name(text: &Text, at: usize, end: usize, names: &Names<'_>) -> Option<(Named, usize)> {
    let chars = text.chars();
    if !chars.get(at).is_some_and(|c| is_han(*c)) {
        return None;
    }
    let known = bodies::within(names, chars, at, end);
    let local = places::local_at(chars, at, end);
    let reach = known.as_ref().map_or(at, |found| at + found.length).max(local.unwrap_or(at));
    // 证监会及其派出机构: the body with those below it.
    if let Some(found) = known.as_ref().filter(|found| reach == at + found.length) {
        let named = Named::known(text, at, found, names).with_tail(text, end);
        if named.range.end > reach && named.is_registered() {
            let to = named.range.end;
            return Some((named, to));
        }
    }
    // 县级以上人民政府发展改革、教育等有关部门: the departments, and not the government.
    if let Some((_, to, _)) = local.filter(|to| *to == reach).and_then(|to| fields_behind(text, to, end)) {
        return Some((Named::unknown(text, at..to), to));
    }
    // The name of a class may begin with that of a body: 国务院负责…工作的部门, 国务院有关部门.
    if let Some(to) = relative(chars, reach.max(at), end).or_else(|| class_behind(chars, at, reach, end)) {
        return Some((Named::unknown(text, at..to), to));
    }
    // 国务院财政、公安部门: departments of the State Council, by their fields.
    if known.as_ref().is_some_and(|found| text.folded(&(at..at + found.length)) == "国务院")
        && chars.get(reach).is_some_and(|c| is_han(*c))
        && !begins_role(chars, reach, end)
        && !matches!(chars.get(reach), Some('和' | '及' | '与' | '等' | '同'))
        && let Some(to) = field_departments(chars, reach, end)
    {
        return Some((Named::unknown(text, at..to), to));
    }
    if let Some(found) = known.filter(|found| local.is_none_or(|to| to <= at + found.length)) {
        let to = at + found.length;
        // 国务院职能转变协调小组办公室, 海关总署广东分署: an organ whose name begins with that of another.
        if let Some(longer) = longer_organ(chars, to, end).or_else(|| branch(chars, to, end)) {
            return Some((Named::unknown(text, at..longer), longer));
        }
        let named = Named::known(text, at, &found, names);
        // …（国务院新闻办）
        let close = bracket(chars, to, end).filter(|_| short_name(chars, to, end).is_none());
        return Some(match close {
            Some(close) => (named.extended(text, close), close),
            None => (named, to),
        });
    }
    if let Some(to) = local {
        return Some((Named::unknown(text, at..to), to));
    }
    let to = class_at(chars, at, end)?;
    let to = posted(chars, to, end).unwrap_or(to);
    Some((Named::unknown(text, at..to), to))
}

/// Where a bracket of a few words behind a name ends.
fn bracket(chars: &[char], at: usize, end: usize) -> Option<usize> {
    (chars.get(at) == Some(&'(')).then_some(())?;
    let close = (at + 1..end.min(at + 24)).find(|i| chars.get(*i) == Some(&')'))?;
    chars.get(at + 1..close)?.iter().all(|c| is_han(*c) || *c == '、').then_some(close + 1)
}
