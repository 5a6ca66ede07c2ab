//! Who is responsible: the grammar of bracketed and labelled clauses, and of duties in running text.

use super::bodies::{self, Named};
use super::model::LeadBasis;
use super::text::{Text, is_blank, is_han};
use crate::Agencies;
use std::ops::Range;

/// A clause or duty, read.
#[derive(Debug, Default)]
pub(super) struct Duty {
    pub(super) lead: Vec<Named>,
    pub(super) basis: Option<LeadBasis>,
    pub(super) co: Vec<Named>,
    pub(super) cooperating: Vec<Named>,
    pub(super) local: Vec<Named>,
    pub(super) generic: Vec<Named>,
    pub(super) open_ended: bool,
    pub(super) division: bool,
    pub(super) scope: Option<Range<usize>>,
    /// Where the clause declares that the first of a list leads.
    pub(super) convention: Option<Range<usize>>,
}

impl Duty {
    /// All bodies it names.
    pub(super) fn named(&self) -> impl Iterator<Item = &Named> {
        self.lead.iter().chain(&self.co).chain(&self.cooperating).chain(&self.local).chain(&self.generic)
    }
}

/// What a word does to the list of bodies before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
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
enum Token {
    Body(Named),
    Role(Role, Range<usize>),
    /// 、 , and 和 及: goes on with a list.
    And,
    /// , ; 。: may end a part of the clause.
    Stop,
    Text(Range<usize>),
}

/// Whether the inside of a bracket can be a responsibility clause at all.
pub(super) fn mentions_duty(text: &Text, inner: &Range<usize>) -> bool {
    let words = ["负责", "牵头", "责任单位", "responsible", "the lead"];
    let line = text.folded(inner).to_lowercase();
    words.iter().any(|word| line.contains(word))
}

/// Reads the inside of a bracketed or labelled clause; none where it names nobody or gives nobody a role.
pub(super) fn clause(
    text: &Text,
    inner: &Range<usize>,
    agencies: &Agencies,
    convention: bool,
) -> Option<Duty> {
    if !mentions_duty(text, inner) {
        return None;
    }
    let (end, declared) = declared_convention(text, inner);
    let tokens = tokens(text, &(inner.start..end), agencies);
    let mut reader = Reader { classes_apart: true, ..Reader::default() };
    let mut roles = 0usize;
    for token in tokens {
        if let Token::Role(role, _) = &token {
            roles += usize::from(!matches!(role, Role::Filler | Role::Modal | Role::Open));
        }
        reader.take(text, token);
    }
    reader.finish();
    let mut duty = reader.duty;
    duty.convention = declared;
    sort_classes(&mut duty);
    let convention = convention || duty.convention.is_some();
    settle_lead(&mut duty, convention);
    let names = duty.named().next().is_some();
    (roles > 0 && names).then_some(duty)
}

/// Reads a duty in running text: bodies as the subject, then a word of duty. None for any other sentence.
pub(super) fn sentence(text: &Text, range: &Range<usize>, agencies: &Agencies) -> Option<Duty> {
    let chars = text.chars();
    let subject = bodies::skip_separators(chars, range.start, range.end);
    let subject = subject + usize::from(chars.get(subject) == Some(&'由'));
    // The subject and its helpers stand in the first part of a sentence.
    let known = bodies::within(agencies, chars, subject, range.end).is_some();
    let tokens = tokens(text, &(subject..range.end.min(subject + if known { 400 } else { 60 })), agencies);
    let mut reader = Reader::default();
    let end = subject_end(text, &tokens, known)?;
    let mut with = false;
    for token in tokens.into_iter().take(end) {
        with |= matches!(token, Token::Role(Role::With, _));
        reader.take(text, token);
    }
    reader.finish();
    let mut duty = reader.duty;
    if !with {
        // 会同 says who convenes, whatever kind of body it is; without it classes have no role of their own.
        sort_classes(&mut duty);
    }
    settle_lead(&mut duty, false);
    let names = duty.named().next().is_some();
    names.then_some(duty)
}

/// How many tokens say who acts; none where no word of duty follows the subject.
fn subject_end(text: &Text, tokens: &[Token], known: bool) -> Option<usize> {
    let class = |range: &Range<usize>| {
        let line = text.folded(range);
        // 鼓励财政部门… asks something of a body and gives it no duty.
        let asked =
            ["鼓励", "支持", "引导", "推动", "指导", "督促"].iter().any(|verb| line.starts_with(verb));
        !asked && ["部门", "机关", "政府", "departments", "authorities"].iter().any(|end| line.ends_with(end))
    };
    match tokens.first()? {
        Token::Body(_) if known => {}
        Token::Text(range) if class(range) => {}
        _ => return None,
    }
    // 由甲牵头，乙、丙等参加: up to the word that says the rest takes part.
    let is = |token: &Token, wanted: Role| matches!(token, Token::Role(role, _) if *role == wanted);
    let lead = tokens.iter().position(|token| is(token, Role::Lead));
    if let (Some(lead), Some(last)) = (lead, tokens.iter().position(|token| is(token, Role::Cooperate)))
        && lead < last
    {
        return Some(last + 1);
    }
    let (mut bound, mut with, mut after_with) = (false, false, false);
    for (i, token) in tokens.iter().enumerate() {
        match token {
            Token::Role(Role::Modal | Role::Responsible | Role::Lead, _) => bound = true,
            Token::Role(Role::With, _) => (bound, with) = (true, true),
            Token::Role(Role::Open | Role::Filler | Role::Division, _) | Token::And => {}
            Token::Body(_) if bound && !with => return Some(i),
            Token::Body(_) => after_with |= with,
            Token::Text(range) if class(range) && (with || i == 0) => after_with |= with,
            Token::Stop if !after_with => {}
            // What the subject is to do begins here.
            Token::Stop | Token::Text(_) | Token::Role(..) => return bound.then_some(i),
        }
    }
    bound.then_some(tokens.len())
}

/// Cuts off the part of a clause that declares who leads from now on; its own 牵头 is no role of this clause.
fn declared_convention(text: &Text, inner: &Range<usize>) -> (usize, Option<Range<usize>>) {
    let line = text.folded(inner);
    let marks = [("第一位", "牵头"), ("首位", "牵头"), ("listed first", "lead"), ("first listed", "lead")];
    let declared = marks.iter().any(|(first, lead)| line.contains(first) && line.contains(lead));
    if !declared {
        return (inner.end, None);
    }
    let chars = text.chars();
    let first = inner.clone().find(|i| {
        ["第一位", "首位", "listed first", "first listed"]
            .iter()
            .any(|word| bodies::word_at(chars, *i, word).is_some())
    });
    let from = first
        .and_then(|at| (inner.start..at).rev().find(|i| matches!(chars.get(*i), Some(',' | '。' | ';'))));
    match from {
        Some(from) => (from, Some(text.trim(from + 1..inner.end))),
        None => (inner.end, None),
    }
}

fn tokens(text: &Text, range: &Range<usize>, agencies: &Agencies) -> Vec<Token> {
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

#[derive(Default)]
struct Reader {
    duty: Duty,
    pending: Vec<Named>,
    /// What a list that ends without a word of its own is: set by 会同 and by labels.
    list: Option<Role>,
    /// Behind a word of duty everything up to the next stop only says what is done.
    ignoring: bool,
    /// Where the scope begins.
    scope: Option<usize>,
    /// Whether classes of bodies are kept apart from bodies, as in a clause.
    classes_apart: bool,
}

impl Reader {
    fn take(&mut self, text: &Text, token: Token) {
        if let (Some(from), Token::Text(range)) = (self.scope, &token) {
            self.duty.scope = Some(text.trim(from..range.end));
            return;
        }
        match token {
            Token::Body(named) if !self.ignoring => self.pending.push(named),
            Token::Text(range) if !self.ignoring && !range.is_empty() => self.strange(text, range),
            Token::Body(_) | Token::Text(_) | Token::And => {}
            Token::Stop => self.ignoring = false,
            Token::Role(role, range) => self.role(role, &range),
        }
    }

    fn role(&mut self, role: Role, range: &Range<usize>) {
        match role {
            Role::Lead => {
                let lead = std::mem::take(&mut self.pending);
                self.explicit(lead);
                (self.ignoring, self.list) = (true, None);
            }
            Role::With => {
                let lead = std::mem::take(&mut self.pending);
                self.explicit(lead);
                self.list = Some(Role::With);
                self.ignoring = false;
            }
            Role::Cooperate => {
                self.duty.cooperating.append(&mut self.pending);
                (self.ignoring, self.list) = (true, None);
            }
            Role::Responsible => {
                self.end_list();
                (self.ignoring, self.list) = (true, None);
            }
            Role::Division => self.duty.division = true,
            Role::Open => self.duty.open_ended = true,
            Role::LabelResponsible | Role::LabelLead | Role::LabelCooperate => {
                self.end_list();
                self.list = Some(match role {
                    Role::LabelLead => Role::Lead,
                    Role::LabelCooperate => Role::Cooperate,
                    _ => Role::Responsible,
                });
                self.ignoring = false;
            }
            Role::LabelScope => {
                self.end_list();
                self.scope = Some(range.end);
            }
            Role::Modal | Role::Filler => {}
        }
    }

    fn explicit(&mut self, lead: Vec<Named>) {
        if !lead.is_empty() {
            self.duty.basis = Some(LeadBasis::Explicit);
            self.duty.lead.extend(lead);
        }
    }

    fn end_list(&mut self) {
        let list = std::mem::take(&mut self.pending);
        match self.list {
            Some(Role::Cooperate) => self.duty.cooperating.extend(list),
            // 会同有关部门 in a clause: a class that is called in, not a body that cooperates by name.
            Some(Role::With) if self.classes_apart => {
                let (bodies, classes) = list.into_iter().partition(Named::is_body);
                self.duty.cooperating.extend::<Vec<Named>>(bodies);
                self.duty.co.extend::<Vec<Named>>(classes);
            }
            Some(Role::With) => self.duty.cooperating.extend(list),
            Some(Role::Lead) => self.explicit(list),
            _ => self.duty.co.extend(list),
        }
    }

    fn finish(&mut self) {
        self.end_list();
    }

    /// Text in the place of a name. In "Ministry of Finance and Commerce" the strange part is no name of its
    /// own, and the known part is not the one that was meant: both are one unknown name.
    fn strange(&mut self, text: &Text, range: Range<usize>) {
        let chinese = text.part(&range).iter().any(|c| is_han(*c));
        let organ = [
            "ministry",
            "commission",
            "administration",
            "bureau",
            "office",
            "department",
            "council",
            "agency",
            "association",
            "committee",
            "authorit",
            "institut",
            "academy",
            "federation",
            "bank",
            "court",
            "govern",
            "departments",
            "centre",
            "center",
            "agencies",
            "bodies",
            "units",
        ];
        let line = text.folded(&range).to_lowercase();
        let proper = text.part(&range).first().is_some_and(|c| c.is_uppercase());
        if !chinese && !organ.iter().any(|word| line.contains(word)) {
            let joined = self.pending.last().filter(|last| {
                last.is_body() && text.folded(&(last.range.end..range.start)).trim() == "and" && proper
            });
            if let Some(joined) = joined.cloned() {
                self.pending.pop();
                self.pending.push(Named::unknown(text, joined.range.start..range.end));
                return;
            }
            if !proper {
                return;
            }
        }
        self.pending.push(Named::unknown(text, range));
    }
}

/// Local bodies and classes of bodies share a duty without a role of their own; those that cooperate or are said
/// to lead keep what the text gives them.
fn sort_classes(duty: &mut Duty) {
    for named in std::mem::take(&mut duty.co) {
        if named.is_local() {
            duty.local.push(named);
        } else if named.is_body() {
            duty.co.push(named);
        } else {
            duty.generic.push(named);
        }
    }
}

/// Without a stated lead, the first named body is kept as such, on the basis that is true of it.
fn settle_lead(duty: &mut Duty, convention: bool) {
    if duty.basis.is_some() {
        return;
    }
    if duty.co.is_empty() {
        duty.basis = Some(LeadBasis::None);
        return;
    }
    let sole = duty.co.len() == 1 && !duty.open_ended;
    duty.lead = vec![duty.co.remove(0)];
    duty.basis = Some(match (sole, convention) {
        (true, _) => LeadBasis::Sole,
        (false, true) => LeadBasis::Convention,
        (false, false) => LeadBasis::FirstListed,
    });
}
