//! Who is responsible: the grammar of bracketed and labelled clauses, and of duties in running text.

use super::bodies::{Named, Names};
use super::carried::{self, Carried};
use super::duty_words::{self, Role, Token, tokens};
use super::labels_english;
use super::listed;
use super::running;
use super::running_english;
use crate::document::model::LeadBasis;
use crate::document::text::folded::{Text, is_han};
use crate::document::text::words;
use std::ops::Range;

/// A clause or duty, read.
#[derive(Debug, Default)]
pub(crate) struct Duty {
    pub(crate) lead: Vec<Named>,
    pub(crate) basis: Option<LeadBasis>,
    pub(crate) co: Vec<Named>,
    pub(crate) cooperating: Vec<Named>,
    pub(crate) local: Vec<Named>,
    pub(crate) generic: Vec<Named>,
    /// The bodies the lead acts through: they are its own and share nothing.
    pub(crate) through: Vec<Named>,
    pub(crate) open_ended: bool,
    pub(crate) division: bool,
    pub(crate) scope: Option<Range<usize>>,
    /// What it declares for the clauses behind it.
    pub(crate) carried: Carried,
}

impl Duty {
    /// All bodies it names.
    pub(crate) fn named(&self) -> impl Iterator<Item = &Named> {
        self.lead.iter().chain(&self.co).chain(&self.cooperating).chain(&self.local).chain(&self.generic)
    }
}

impl Duty {
    /// Whether it says no more than who cooperates.
    pub(crate) fn only_cooperates(&self) -> bool {
        let others = [&self.lead, &self.co, &self.local, &self.generic];
        !self.cooperating.is_empty() && others.iter().all(|list| list.is_empty())
    }
}

/// Whether the inside of a bracket can be a responsibility clause at all.
pub(crate) fn mentions_duty(text: &Text, inner: &Range<usize>) -> bool {
    let words = [
        "负责",
        "牵头",
        "责任单位:",
        "责任部门:",
        "责任主体:",
        "主办单位:",
        "协办单位:",
        "配合单位:",
        "配合部门:",
        "落实单位:",
        "实施单位:",
        "主责单位:",
        "主责部门:",
        "责任部门(单位):",
        "责任单位(部门):",
        "牵头部门(单位):",
        "牵头单位(部门):",
        "主办部门:",
        "协办部门:",
        "参加单位:",
        "参与单位:",
        "协同单位:",
        "responsible",
        "the lead",
        "led by",
        "leads",
        "shall lead",
    ];
    let line = text.folded(inner).to_lowercase();
    words.iter().any(|word| line.contains(word))
        || inner.clone().any(|at| labels_english::names_bodies(text.chars(), at))
}

/// `省科技厅、省教育厅按职责分工落实`, `由甲会同乙组织实施`: bodies first, and then that it is theirs to do.
fn says_who_acts(text: &Text, inner: &Range<usize>, names: &Names<'_>) -> bool {
    let chars = text.chars();
    let line = text.folded(inner);
    let words = ["职责分工", "组织实施", "组织落实", "具体实施", "落实", "会同", "负总责"];
    if !line.contains("指导") && !words.iter().any(|word| line.contains(word)) {
        return false;
    }
    let from = words::word(chars, inner.start, inner.end, &["由"]).unwrap_or(inner.start);
    let Some(bodies) = listed::list(text, from, inner.end, names) else { return false };
    // Between the bodies and the word stands only how.
    let rest = text.folded(&(bodies.end..inner.end));
    let next = rest.find([',', ';', '。']).map_or(rest.as_str(), |end| rest.get(..end).unwrap_or_default());
    let how = ["按照", "按", "依", "根据", "在各自", "结合", "共同", "分别", "具体", "应", "要", "负"];
    if next.starts_with("落实情况") {
        return false;
    }
    // （司法部指导） gives a role; （司法部指导各地实施） is a remark.
    next == "指导"
        || words.iter().any(|word| next.starts_with(word))
        || (how.iter().any(|how| next.starts_with(how)) && words.iter().any(|word| next.contains(word)))
}

/// Reads the inside of a bracketed or labelled clause; none where it names nobody or gives nobody a role.
pub(crate) fn clause(text: &Text, inner: &Range<usize>, names: &Names<'_>, convention: bool) -> Option<Duty> {
    if !mentions_duty(text, inner) && !says_who_acts(text, inner, names) {
        return None;
    }
    let (end, carried) = carried::carried(text, inner, names);
    let tokens = tokens(text, &(inner.start..end), names);
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
    duty.carried = carried;
    let named = |named: &Named| duty.named().any(|other| other.mention == named.mention);
    let local: Vec<Named> = duty.carried.local.iter().filter(|one| !named(one)).cloned().collect();
    duty.co.extend(local);
    open_list(text, &mut duty);
    sort_classes(&mut duty);
    let convention = convention || duty.carried.convention.is_some();
    settle_lead(&mut duty, convention);
    // （甲、乙按职责分工负责，甲牵头）: who leads is not beside itself.
    let lead = duty.lead.clone();
    let leads = |named: &Named| lead.iter().any(|lead| lead.mention == named.mention);
    duty.co.retain(|named| !leads(named));
    let named = duty.named().next().is_some();
    (roles > 0 && named).then_some(duty)
}

/// Reads the duties of a sentence in running text, each with the part of the sentence it is read from.
pub(crate) fn sentence(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Vec<(Duty, Range<usize>)> {
    let chinese = text.part(range).iter().take(80).any(|c| is_han(*c));
    // A longer sentence says no more about who is responsible.
    let looked = range.start..range.end.min(range.start + 2_000);
    let mut found = if chinese {
        running::duties(text, &looked, names)
    } else {
        running_english::duties(text, &looked, names)
    };
    if let Some((_, last)) = found.last_mut()
        && last.end == looked.end
    {
        last.end = range.end;
    }
    found
}

/// Words that say what a body does in its part of a clause: 市场监管总局加强统筹协调.
const DONE: [&str; 48] = [
    "统筹协调",
    "统筹推进",
    "加强",
    "做好",
    "抓好",
    "推进",
    "推动",
    "指导",
    "督促",
    "强化",
    "完善",
    "落实",
    "给予",
    "予以",
    "提供",
    "开展",
    "制定",
    "建立",
    "切实",
    "认真",
    "抓紧",
    "协调推进",
    "年底",
    "年内",
    "尽快",
    "持续",
    "长期",
    "分年度",
    "按年度",
    "力争",
    "争取",
    "适时",
    "及时",
    "定期",
    "每年",
    "每季度",
    "同步",
    "全年",
    "结合",
    "依法",
    "明年",
    "今年",
    "分阶段",
    "分步",
    "按规定",
    "按照规定",
    "按要求",
    "监督",
];

#[derive(Default)]
struct Reader {
    duty: Duty,
    pending: Vec<Named>,
    /// What a list that ends without a word of its own is: set by 会同 and by labels.
    list: Option<Role>,
    /// Behind a word of duty everything up to the next stop only says what is done.
    ignoring: bool,
    /// Whether a comma or another stop stands just before.
    stopped: bool,
    /// Whether a sentence of the clause ended before: what follows may be about the work.
    later: bool,
    /// Whether a word that says who leads stands just before.
    just_led: bool,
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
        // 甲牵头、乙配合: straight behind 牵头 the mark begins another part.
        if matches!(token, Token::And) && self.just_led {
            self.ignoring = false;
        }
        self.just_led = matches!(token, Token::Role(Role::Lead, _));
        match token {
            Token::Body(named) if !self.ignoring => self.pending.push(named),
            Token::Text(range) if !self.ignoring && !range.is_empty() => self.strange(text, range),
            Token::Body(_) | Token::Text(_) | Token::And => {}
            Token::Stop(mark) => {
                self.ignoring = false;
                if self.list == Some(Role::LedBy) && mark != ',' {
                    self.end_list();
                    self.list = None;
                }
                self.stopped = true;
                self.later |= mark == '。';
                return;
            }
            Token::Role(role, range) => self.role(role, &range),
        }
        self.stopped = false;
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
            // Behind `Responsible: A, B` it goes on with the list.
            Role::Joined => {
                let leads = self.list == Some(Role::LedBy)
                    || (self.list.is_none() && self.duty.basis == Some(LeadBasis::Explicit));
                if self.stopped && leads {
                    self.role(Role::With, range);
                }
            }
            Role::LedBy => {
                self.end_list();
                (self.ignoring, self.list) = (false, Some(Role::LedBy));
            }
            Role::LabelOther => {
                self.end_list();
                (self.ignoring, self.list) = (false, Some(Role::LabelOther));
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
            Some(Role::Lead | Role::LedBy) => self.explicit(list),
            Some(Role::LabelOther) => {}
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
        // 2024年底前完成, 持续推进, 完成时限: says when, and names nobody.
        let folded = text.folded(&range);
        let when = [
            "推进", "完成", "实施", "落实", "底前", "月前", "年前", "坚持", "开展", "见效", "时限", "时间",
            "长期",
        ];
        let done = DONE.iter().any(|verb| folded.starts_with(verb));
        if chinese && (done || (self.later && !duty_words::ends_as_organ(text, &range))) {
            return;
        }
        if chinese
            && (folded.chars().any(|c| c.is_ascii_digit())
                || when.iter().any(|end| folded.ends_with(end) || folded.ends_with(&format!("{end}:"))))
        {
            return;
        }
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
            "regions",
            "localities",
            "center",
            "agencies",
            "bodies",
            "units",
        ];
        let line = text.folded(&range).to_lowercase();
        let proper = text.part(&range).first().is_some_and(|c| c.is_uppercase());
        if !chinese && !organ.iter().any(|word| line.contains(word)) {
            let joined = self.pending.last().filter(|last| {
                last.is_body()
                    && text.folded(&(last.range.end..range.start)).trim() == "and"
                    && proper
                    && !running_english::acronym(&text.folded(&range))
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
        self.pending.push(Named::unknown(text, if chinese { without_deed(text, range) } else { range }));
    }
}

/// `区财政局做好资金保障`: the name before what the body does.
fn without_deed(text: &Text, range: Range<usize>) -> Range<usize> {
    let organ = |at: &usize| {
        matches!(text.chars().get(at - 1), Some('局' | '厅' | '委' | '办' | '会' | '部' | '署' | '行'))
    };
    let deed = |at: &usize| words::word(text.chars(), *at, range.end, &DONE).is_some();
    let whole = duty_words::ends_as_organ(text, &range);
    match (range.start + 3..range.end).find(|at| !whole && organ(at) && deed(at)) {
        Some(at) => range.start..at,
        None => range,
    }
}

/// `and other departments` leaves a list open; `and others` only that.
pub(crate) fn open_list(text: &Text, duty: &mut Duty) {
    let word = |named: &Named, word: &str| words::word_at(text.chars(), named.range.start, word);
    let others = |named: &Named| word(named, "others") == Some(named.range.end);
    for list in [&mut duty.co, &mut duty.cooperating, &mut duty.generic] {
        // The first of a list is other than nothing before it.
        duty.open_ended |= list.iter().any(|named| others(named) || word(named, "other").is_some());
        list.retain(|named| !others(named));
    }
}

/// Local bodies and classes of bodies share a duty without a role of their own; those that cooperate or are said
/// to lead keep what the text gives them.
pub(crate) fn sort_classes(duty: &mut Duty) {
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
pub(crate) fn settle_lead(duty: &mut Duty, convention: bool) {
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
