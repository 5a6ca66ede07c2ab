//! The words of responsibility clauses, and a clause taken apart into names, words and separators.

use super::bodies::{self, Named, Names};
use super::{labels_english, places};
use crate::document::text::folded::{Text, is_blank, is_han};
use crate::document::text::words;
use std::ops::Range;

/// What a word does to the list of bodies before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The bodies before it lead.
    Lead,
    /// The bodies before it lead, those after it cooperate.
    With,
    /// The bodies before it cooperate.
    Cooperate,
    /// The bodies before it are responsible.
    Responsible,
    /// Each by its own remit.
    Division,
    /// The list goes on.
    Open,
    /// A label: the bodies after it are responsible, lead, or cooperate.
    LabelResponsible,
    LabelLead,
    LabelCooperate,
    LabelScope,
    /// A label that names no body: a day, a state.
    LabelOther,
    /// The bodies after it lead, up to the next part: `led by`.
    LedBy,
    /// Goes on with others, behind a comma: `, with`.
    Joined,
    /// `shall`, `要`: the subject ends here.
    Modal,
    /// Means nothing for the roles.
    Filler,
}

/// Longer spellings of one beginning stand first.
const WORDS: [(&str, Role); 137] = [
    ("责任单位:", Role::LabelResponsible),
    ("责任部门(单位):", Role::LabelResponsible),
    ("责任单位(部门):", Role::LabelResponsible),
    ("牵头部门(单位):", Role::LabelLead),
    ("牵头单位(部门):", Role::LabelLead),
    ("主责部门:", Role::LabelLead),
    ("主办部门:", Role::LabelLead),
    ("协办部门:", Role::LabelCooperate),
    ("责任领导:", Role::LabelOther),
    ("分管领导:", Role::LabelOther),
    ("责任人:", Role::LabelOther),
    ("联系人:", Role::LabelOther),
    ("联系电话:", Role::LabelOther),
    ("完成时限:", Role::LabelOther),
    ("完成时间:", Role::LabelOther),
    ("时间节点:", Role::LabelOther),
    ("完成期限:", Role::LabelOther),
    ("落实单位:", Role::LabelResponsible),
    ("实施单位:", Role::LabelResponsible),
    ("责任主体:", Role::LabelResponsible),
    ("主责单位:", Role::LabelLead),
    ("主办单位:", Role::LabelLead),
    ("牵头责任单位:", Role::LabelLead),
    ("协办单位:", Role::LabelCooperate),
    ("配合责任单位:", Role::LabelCooperate),
    ("参加单位:", Role::LabelCooperate),
    ("协同单位:", Role::LabelCooperate),
    ("牵头:", Role::LabelLead),
    ("配合:", Role::LabelCooperate),
    ("各自负责", Role::Responsible),
    ("共同负责", Role::Responsible),
    ("责任部门:", Role::LabelResponsible),
    ("负责部门:", Role::LabelResponsible),
    ("负责单位:", Role::LabelResponsible),
    ("牵头单位:", Role::LabelLead),
    ("牵头部门:", Role::LabelLead),
    ("配合单位:", Role::LabelCooperate),
    ("配合部门:", Role::LabelCooperate),
    ("参与单位:", Role::LabelCooperate),
    ("适用范围:", Role::LabelScope),
    ("牵头负责", Role::Lead),
    ("牵头", Role::Lead),
    ("会同", Role::With),
    ("分别负责", Role::Responsible),
    ("具体负责", Role::Responsible),
    ("统一负责", Role::Responsible),
    ("分工负责", Role::Responsible),
    ("负责落实", Role::Responsible),
    ("负总责", Role::Responsible),
    ("组织实施", Role::Responsible),
    ("组织落实", Role::Responsible),
    ("具体实施", Role::Responsible),
    ("落实", Role::Responsible),
    ("负责", Role::Responsible),
    ("积极配合", Role::Cooperate),
    ("配合", Role::Cooperate),
    ("参与", Role::Cooperate),
    ("参加", Role::Cooperate),
    ("加强业务指导", Role::Cooperate),
    ("加强指导", Role::Cooperate),
    ("给予指导", Role::Cooperate),
    ("指导", Role::Cooperate),
    ("按照各自职责分工", Role::Division),
    ("按照各自职责", Role::Division),
    ("按各自职责分工", Role::Division),
    ("按各自职责", Role::Division),
    ("按照职责分工", Role::Division),
    ("按职责分工", Role::Division),
    ("依职责分工", Role::Division),
    ("在各自职责范围内", Role::Division),
    ("按照职责", Role::Division),
    ("按职责", Role::Division),
    ("等部门和单位", Role::Open),
    ("等部门", Role::Open),
    ("等地区", Role::Open),
    ("等省份", Role::Open),
    ("等城市", Role::Open),
    ("等省市", Role::Open),
    ("等地方", Role::Open),
    ("等地", Role::Open),
    ("等单位", Role::Open),
    ("等", Role::Open),
    ("应当", Role::Modal),
    ("必须", Role::Modal),
    ("应", Role::Modal),
    ("须", Role::Modal),
    ("要", Role::Modal),
    ("由", Role::Filler),
    ("共同", Role::Filler),
    ("联合", Role::Filler),
    ("led by", Role::LedBy),
    ("takes the lead", Role::Lead),
    ("take the lead", Role::Lead),
    ("shall lead", Role::Lead),
    ("shall take the lead", Role::Lead),
    ("leads", Role::Lead),
    ("in coordination with", Role::With),
    ("in conjunction with", Role::With),
    ("in collaboration with", Role::With),
    ("in cooperation with", Role::With),
    ("together with", Role::With),
    ("jointly with", Role::With),
    ("acting with", Role::With),
    ("with the participation of", Role::With),
    ("with participation of", Role::With),
    ("with participation from", Role::With),
    ("with the support of", Role::With),
    ("with support from", Role::With),
    ("supported by", Role::With),
    ("in partnership with", Role::With),
    ("working with", Role::With),
    ("with", Role::Joined),
    ("cooperating", Role::Cooperate),
    ("participating", Role::Cooperate),
    ("assisting", Role::Cooperate),
    ("in support", Role::Cooperate),
    ("providing support", Role::Cooperate),
    ("cooperates", Role::Cooperate),
    ("cooperate", Role::Cooperate),
    ("participates", Role::Cooperate),
    ("participate", Role::Cooperate),
    ("assist", Role::Cooperate),
    ("responsible", Role::Responsible),
    ("according to the division of responsibilities", Role::Division),
    ("according to their respective responsibilities", Role::Division),
    ("according to the division of duties", Role::Division),
    ("etc.", Role::Open),
    ("others", Role::Open),
    ("assists", Role::Cooperate),
    ("shall", Role::Modal),
    ("should", Role::Modal),
    ("must", Role::Modal),
    ("will", Role::Modal),
    ("is", Role::Filler),
    ("are", Role::Filler),
    ("be", Role::Filler),
    ("jointly", Role::Filler),
];

#[derive(Debug)]
pub(crate) enum Token {
    Body(Named),
    Role(Role, Range<usize>),
    /// 、 , and 和 及: goes on with a list.
    And,
    /// , ; 。: may end a part of the clause.
    Stop(char),
    Text(Range<usize>),
}

/// Takes a range apart into names of bodies, words of duty, separators and other text. A name that is written
/// together with other words is one name with them, and none that is known.
pub(crate) fn tokens(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Vec<Token> {
    let chars = text.chars();
    let (mut tokens, mut at, mut other) = (Vec::new(), range.start, None::<usize>);
    while at < range.end {
        let behind = matches!(tokens.last(), Some(Token::Body(_) | Token::Text(_)));
        let found = token(text, at, range.end, names, other.is_some(), behind);
        // 工业和信息化厅: 和 parts a list only where a whole name stands before it.
        let within =
            |from: usize| matches!(chars.get(at), Some('和' | '与')) && !ends_as_list_part(text, &(from..at));
        let found = found.filter(|(token, _)| !matches!(token, Token::And) || !other.is_some_and(within));
        let Some((token, end)) = found else {
            if other.is_some() || !chars.get(at).is_some_and(|c| is_blank(*c)) {
                other = other.or(Some(at));
            }
            at += 1;
            continue;
        };
        if let Some(from) = other.take() {
            other_text(text, &mut tokens, text.trim(from..at));
        }
        tokens.push(token);
        at = end;
    }
    if let Some(from) = other {
        other_text(text, &mut tokens, text.trim(from..range.end));
    }
    tokens
}

/// Text behind a name without a separator may be the rest of it: `国务院职能转变协调办`.
fn other_text(text: &Text, tokens: &mut Vec<Token>, range: Range<usize>) {
    if let Some(Token::Body(named)) = tokens.last()
        && named.range.end == range.start
        && ends_as_organ(text, &range)
    {
        let whole = named.range.start..range.end;
        tokens.pop();
        tokens.push(Token::Text(whole));
        return;
    }
    tokens.push(Token::Text(range));
}

/// Whether words end as the name of an organ does.
pub(super) fn ends_as_organ(text: &Text, range: &Range<usize>) -> bool {
    let ends = [
        "办",
        "局",
        "委",
        "厅",
        "署",
        "院",
        "中心",
        "办公室",
        "室",
        "司",
        "处",
        "组",
        "所",
        "会",
        "行",
        "公司",
        "队",
        "社",
        "部",
        "部门",
        "机构",
        "分局",
        "支行",
        "大学",
        "研究所",
        "人民政府",
    ];
    let line = text.folded(range);
    range.len() <= 24 && ends.iter().any(|end| line.ends_with(end))
}

/// Whether words end as one of a list of bodies does: an organ, a class of bodies, a level.
fn ends_as_list_part(text: &Text, range: &Range<usize>) -> bool {
    let ends = [
        "企业", "单位", "高校", "院校", "机关", "政府", "方面", "平台", "园区", "地区", "各地", "省", "市",
        "县", "区", "州", "院所", "学校", "医院", "组织", "基地", "专班", "团体",
    ];
    let line = text.folded(range);
    ends_as_organ(text, range) || ends.iter().any(|end| line.ends_with(end)) || !line.chars().all(is_han)
}

/// The token at a place. Inside other text only a whole Chinese word or a separator counts; `behind` says whether a
/// name stands straight before.
fn token(
    text: &Text,
    at: usize,
    end: usize,
    names: &Names<'_>,
    inside: bool,
    behind: bool,
) -> Option<(Token, usize)> {
    let chars = text.chars();
    let c = *chars.get(at)?;
    match c {
        '、' | '/' if c == '、' || inside => return Some((Token::And, at + 1)),
        ',' | ';' | '。' => return Some((Token::Stop(c), at + 1)),
        // Of an English sentence; a single letter before it is an initial.
        '.' if (at + 1 >= end || chars.get(at + 1).is_none_or(|c| is_blank(*c)))
            && at >= 2
            && chars.get(at - 2).is_some_and(|c| c.is_alphabetic()) =>
        {
            return Some((Token::Stop(c), at + 1));
        }
        _ => {}
    }
    if let Some(next) = ["and", "the", "as well as"].iter().find_map(|word| words::word_at(chars, at, word)) {
        return Some((Token::And, next));
    }
    if let Some((role, next)) = labels_english::label(chars, at).filter(|(_, next)| *next <= end) {
        return Some((Token::Role(role, at..next), next));
    }
    let han_inside = inside && is_han(c);
    if !han_inside && words::begins_word(chars, at) {
        let known = bodies::within(names, chars, at, end);
        let local =
            places::local_at(chars, at, end).filter(|to| known.is_none_or(|known| at + known.length < *to));
        if let Some(to) = local {
            return Some((Token::Body(Named::unknown(text, at..to)), to));
        }
        if let Some(found) = known {
            let named = Named::known(text, at, &found, names);
            let to = glossed(chars, at + found.length, end);
            return Some(match to {
                Some(to) => (Token::Body(named.extended(text, to)), to),
                None => {
                    let named = named.with_tail(text, end);
                    let to = named.range.end;
                    (Token::Body(named), bodies::behind_gloss(chars, to, end))
                }
            });
        }
    }
    for (word, role) in WORDS {
        if let Some(next) = words::word_at(chars, at, word).filter(|next| *next <= end) {
            // 要 and 应 are parts of many words; they are modal only straight behind a name.
            let short = is_han(c)
                && matches!(role, Role::Modal | Role::Filler)
                && (inside || (!behind && role == Role::Modal));
            // 高等学校, 中等城市
            let within_word = role == Role::Open
                && at
                    .checked_sub(1)
                    .and_then(|i| chars.get(i))
                    .is_some_and(|c| matches!(c, '高' | '初' | '平' | '同'));
            // 负责人 does not answer for the work.
            let person = role == Role::Responsible && matches!(chars.get(next), Some('人' | '同'));
            // 市场监管总局指导，各地区负责: a part of its own; not 加强指导 or 指导中心.
            let prev = at.checked_sub(1).and_then(|i| chars.get(i));
            let organ = prev
                .is_some_and(|c| matches!(c, '局' | '厅' | '委' | '办' | '会' | '部' | '署' | '行' | '门'));
            let ends = next >= end || chars.get(next).is_some_and(|c| matches!(c, ',' | ';' | '。'));
            let guides = word != "指导" || (organ && ends);
            return (!short && !within_word && !person && guides)
                .then_some((Token::Role(role, at..next), next));
        }
    }
    let joins = matches!(c, '和' | '及' | '与') || (c == '以' && chars.get(at + 1) == Some(&'及'));
    let length = if c == '以' { 2 } else { 1 };
    joins.then_some((Token::And, at + length))
}

/// Where a bracket behind a name ends that only says what else the body is called or holds.
fn glossed(chars: &[char], at: usize, end: usize) -> Option<usize> {
    if chars.get(at) != Some(&'(') {
        return None;
    }
    let close = (at + 1..end.min(at + 24)).find(|i| chars.get(*i) == Some(&')'))?;
    let inner: String = chars.get(at + 1..close)?.iter().collect();
    let role = ["负责", "牵头", "配合", "参与", "责任"].iter().any(|word| inner.contains(word));
    (close > at + 1 && !role && inner.chars().any(is_han)).then_some(close + 1)
}
