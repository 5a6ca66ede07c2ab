//! The words of responsibility clauses, and a clause taken apart into names, words and separators.

use super::bodies::{self, Named};
use super::text::{Text, is_blank, is_han};
use crate::Agencies;
use std::ops::Range;

/// What a word does to the list of bodies before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
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
    /// `shall`, `要`: the subject ends here.
    Modal,
    /// Means nothing for the roles.
    Filler,
}

/// Longer spellings of one beginning stand first.
const WORDS: [(&str, Role); 78] = [
    ("责任单位:", Role::LabelResponsible),
    ("责任部门:", Role::LabelResponsible),
    ("负责部门:", Role::LabelResponsible),
    ("负责单位:", Role::LabelResponsible),
    ("牵头单位:", Role::LabelLead),
    ("牵头部门:", Role::LabelLead),
    ("配合单位:", Role::LabelCooperate),
    ("配合部门:", Role::LabelCooperate),
    ("参与单位:", Role::LabelCooperate),
    ("适用范围:", Role::LabelScope),
    ("responsible departments:", Role::LabelResponsible),
    ("responsible units:", Role::LabelResponsible),
    ("lead department:", Role::LabelLead),
    ("牵头负责", Role::Lead),
    ("牵头", Role::Lead),
    ("会同", Role::With),
    ("分别负责", Role::Responsible),
    ("负责落实", Role::Responsible),
    ("负责", Role::Responsible),
    ("积极配合", Role::Cooperate),
    ("配合", Role::Cooperate),
    ("参与", Role::Cooperate),
    ("参加", Role::Cooperate),
    ("按照各自职责分工", Role::Division),
    ("按照各自职责", Role::Division),
    ("按各自职责分工", Role::Division),
    ("按各自职责", Role::Division),
    ("按照职责分工", Role::Division),
    ("按职责分工", Role::Division),
    ("依职责分工", Role::Division),
    ("在各自职责范围内", Role::Division),
    ("等有关部门和单位", Role::Open),
    ("等相关部门和单位", Role::Open),
    ("等有关部门", Role::Open),
    ("等相关部门", Role::Open),
    ("等部门和单位", Role::Open),
    ("等有关单位", Role::Open),
    ("等部门", Role::Open),
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
pub(super) enum Token {
    Body(Named),
    Role(Role, Range<usize>),
    /// 、 , and 和 及: goes on with a list.
    And,
    /// , ; 。: may end a part of the clause.
    Stop,
    Text(Range<usize>),
}

/// Takes a range apart into names of bodies, words of duty, separators and other text.
pub(super) fn tokens(text: &Text, range: &Range<usize>, agencies: &Agencies) -> Vec<Token> {
    let chars = text.chars();
    let (mut tokens, mut at, mut other) = (Vec::new(), range.start, None::<usize>);
    while at < range.end {
        let found = token(text, at, range.end, agencies, other.is_some());
        let Some((token, end)) = found else {
            if other.is_some() || !chars.get(at).is_some_and(|c| is_blank(*c)) {
                other = other.or(Some(at));
            }
            at += 1;
            continue;
        };
        if let Some(from) = other.take() {
            tokens.push(Token::Text(text.trim(from..at)));
        }
        tokens.push(token);
        at = end;
    }
    if let Some(from) = other {
        tokens.push(Token::Text(text.trim(from..range.end)));
    }
    tokens
}

/// The token at a place. Inside other text only a whole Chinese word or a separator counts.
fn token(text: &Text, at: usize, end: usize, agencies: &Agencies, inside: bool) -> Option<(Token, usize)> {
    let chars = text.chars();
    let c = *chars.get(at)?;
    match c {
        '、' => return Some((Token::And, at + 1)),
        ',' | ';' | '。' => return Some((Token::Stop, at + 1)),
        _ => {}
    }
    if let Some(next) = bodies::word_at(chars, at, "and").or_else(|| bodies::word_at(chars, at, "the")) {
        return Some((Token::And, next));
    }
    if bodies::begins_word(chars, at)
        && let Some(found) = bodies::within(agencies, chars, at, end)
    {
        return Some((Token::Body(Named::known(text, at, &found)), at + found.length));
    }
    for (word, role) in WORDS {
        if let Some(next) = bodies::word_at(chars, at, word).filter(|next| *next <= end) {
            // 要 and 应 are parts of many words; they are modal only straight behind a body.
            let short = inside && is_han(c) && matches!(role, Role::Modal | Role::Filler);
            return (!short).then_some((Token::Role(role, at..next), next));
        }
    }
    let joins = matches!(c, '和' | '及' | '与') || (c == '以' && chars.get(at + 1) == Some(&'及'));
    let length = if c == '以' { 2 } else { 1 };
    joins.then_some((Token::And, at + length))
}
