//! Duties in running Chinese text: who is said to lead, to be responsible, with whom. `由甲牵头，乙参加`, `甲会同乙…`,
//! `甲负责…`, `成立丙，负责…`. Duties in English are read in `running_english`.

use super::bodies::{Named, Names};
use super::holders::{self, Duty};
use super::listed::{self, Listed};
use crate::document::model::LeadBasis;
use crate::document::text::folded::{Text, is_han};
use crate::document::text::words;
use std::ops::Range;

/// The duties of a sentence, each with the part of the sentence it is read from.
pub(crate) fn duties(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Vec<(Duty, Range<usize>)> {
    let mut reader =
        Reader { text, names, sentence: range.clone(), subject: None, made: None, found: Vec::new() };
    let parts = parts(text, range);
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        at += 1 + reader.part(part, parts.get(at + 1..).unwrap_or_default());
    }
    let mut found = reader.found;
    // One duty is the whole sentence; several part it among them.
    let starts: Vec<usize> = found.iter().map(|(_, range)| range.start).collect();
    let several = found.len() > 1;
    for (i, (_, part)) in found.iter_mut().enumerate() {
        let end = starts.get(i + 1).copied().filter(|next| *next > part.start).unwrap_or(range.end);
        *part = if several { text.trim(part.start..end) } else { range.clone() };
    }
    found
}

/// The parts of a sentence between commas and semicolons; brackets stay whole.
fn parts(text: &Text, range: &Range<usize>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let (mut parts, mut start, mut depth) = (Vec::new(), range.start, 0usize);
    for at in range.clone() {
        match chars.get(at) {
            Some('(' | '《' | '“') => depth += 1,
            Some(')' | '》' | '”') => depth = depth.saturating_sub(1),
            Some(',' | ';' | '。' | ':') if depth == 0 => {
                parts.push(text.trim(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.trim(start..range.end));
    parts.retain(|part| !part.is_empty());
    parts
}

/// A duty whose lead is said, with those who are called in.
fn led(lead: Listed, others: Option<Listed>, division: bool) -> Duty {
    let open_ended = lead.open || others.as_ref().is_some_and(|others| others.open);
    let cooperating = others.map(|others| others.names).unwrap_or_default();
    let basis = Some(LeadBasis::Explicit);
    Duty { basis, lead: lead.names, cooperating, open_ended, division, ..Duty::default() }
}

struct Reader<'t, 'n> {
    text: &'t Text<'t>,
    names: &'n Names<'n>,
    sentence: Range<usize>,
    /// Whom the sentence is about, and where it names them.
    subject: Option<(Listed, usize)>,
    /// What the part before says is set up.
    made: Option<Named>,
    found: Vec<(Duty, Range<usize>)>,
}

impl Reader<'_, '_> {
    /// Reads one part; gives how many of the following parts belong to it.
    fn part(&mut self, part: &Range<usize>, rest: &[Range<usize>]) -> usize {
        let made = self.made.take();
        self.made = self.set_up(part);
        if let Some((listed, start)) = self.by(part) {
            return self.role(listed, start, part, rest, true);
        }
        let bare = self.after_adverbs(part.start, part.end);
        // 甲要制定规划，牵头推进实施
        if self.leads(bare, part.end).is_some()
            && let Some((subject, start)) = self.subject.clone()
        {
            self.found.retain(|(_, range)| range.start != start);
            self.found.push((led(subject, None, false), start..part.end));
            return 0;
        }
        // 负责…: what the part before sets up, or the subject of the sentence, is responsible.
        if self.responsible(bare, part.end).is_some() {
            let division = self.divided(part.start..bare);
            let before = self.found.len();
            // 成立相应机构 names no body: who sets it up is responsible.
            if let Some(made) = made.filter(|made| !self.class_made(made) || self.subject.is_none()) {
                self.push_responsible(vec![made], false, division, part.start);
            } else if let Some((subject, start)) = self.subject.take() {
                let division = division || self.text.folded(&(subject.end..bare)).contains("各自职责");
                self.push_responsible(subject.names, subject.open, division, start);
            }
            return if self.found.len() > before { self.joined_by(rest) } else { 0 };
        }
        // 甲要加强统筹，会同乙开展评估: the subject leads, with those of this part.
        if let Some(after) = self.word(bare, part.end, &["会同"])
            && let Some(others) = listed::list(self.text, after, part.end, self.names)
            && let Some((subject, start)) = self.subject.clone()
        {
            self.found.retain(|(_, range)| range.start != start);
            self.found.push((led(subject, Some(others), false), start..part.end));
            return self.joined_by(rest);
        }
        let Some(listed) = listed::list(self.text, part.start, part.end, self.names) else {
            return 0;
        };
        // 省应急厅：负责…: a name before a colon is whom the rest is about.
        let labels = listed.end == part.end && self.text.chars().get(part.end) == Some(&':');
        // 领导小组办公室设在甲，负责…: the office is what the next part is about.
        let seated = self.word(listed.end, part.end, &["设在", "设于"]).is_some();
        // 甲在乙的领导下，负责…
        let under = self.word(listed.end, part.end, &["在"]).is_some()
            && self.text.folded(&(listed.end..part.end)).ends_with('下');
        if labels || seated || under || self.begins(part.start) {
            self.subject = Some((listed.clone(), part.start));
        }
        self.role(listed, part.start, part, rest, false)
    }

    /// Whether a sentence, or a part of it behind a semicolon, begins at a place.
    fn begins(&self, at: usize) -> bool {
        let before = (self.sentence.start..at).rev().take(2).filter_map(|i| self.text.chars().get(i));
        at <= self.sentence.start + 2 || before.into_iter().any(|c| *c == ';')
    }

    /// Whether what is set up is only a kind of body: 相应机构, 工作专班.
    fn class_made(&self, made: &Named) -> bool {
        let kinds = ["相应", "专门", "工作专班", "专班", "协调机构", "工作机构"];
        self.word(made.range.start, made.range.end, &kinds).is_some()
    }

    /// `由甲、乙…`: the list behind 由, and where it stands.
    fn by(&self, part: &Range<usize>) -> Option<(Listed, usize)> {
        let chars = self.text.chars();
        let mut depth = 0usize;
        let mut places = Vec::new();
        for at in part.clone() {
            match chars.get(at) {
                Some('(' | '《' | '“') => depth += 1,
                Some(')' | '》' | '”') => depth = depth.saturating_sub(1),
                // What a bracket says is a remark.
                Some('由') if depth == 0 => places.push(at),
                _ => {}
            }
        }
        places.into_iter().find_map(|at| {
            let before = at.checked_sub(1).filter(|i| *i >= part.start).and_then(|i| chars.get(i));
            let word = before.is_some_and(|c| matches!(c, '自' | '理' | '事' | '缘' | '经' | '任'));
            // 由一个部门牵头 names none.
            let some = self.word(at + 1, part.end, &["一个", "一家", "专人", "其"]).is_some();
            if word || some || self.describes(part, at) {
                return None;
            }
            let listed = listed::list(self.text, at + 1, part.end, self.names);
            listed.or_else(|| self.described(at + 1, part.end)).map(|listed| (listed, at))
        })
    }

    /// `取消由企业负责提交的证明`, `建立由甲牵头的机制`: what is led or done by whom only says which thing is meant.
    fn describes(&self, part: &Range<usize>, by: usize) -> bool {
        let verbs = [
            "建立",
            "健全",
            "完善",
            "实行",
            "取消",
            "推动落实",
            "落实",
            "形成",
            "构建",
            "减少",
            "压减",
            "推动",
        ];
        let line = self.text.folded(&(by..part.end));
        let noun = line.rsplit_once('的').is_some_and(|(before, noun)| {
            (1..=6).contains(&noun.chars().count())
                && ["负责", "牵头"].iter().any(|role| before.contains(role))
        });
        let thing = ["证明", "制度", "机制", "清单", "材料", "事项", "程序", "流程", "体系", "格局"];
        noun && self.word(part.start, by, &verbs).is_some() && thing.iter().any(|end| line.ends_with(end))
    }

    /// `有关区域共同的上一级人民政府`: a class of bodies in words of its own, up to 负责 or 牵头.
    fn described(&self, at: usize, end: usize) -> Option<Listed> {
        let limit = end.min(at + 30);
        let role = (at..limit).find(|i| self.word(*i, end, &["负责", "牵头"]).is_some())?;
        let line = self.text.folded(&(at..role));
        let ends = ["人民政府", "主管部门", "部门", "机构"].iter().any(|noun| line.ends_with(noun));
        let named = Named::unknown(self.text, at..role);
        (ends && line.chars().all(is_han)).then(|| Listed { names: vec![named], open: false, end: role })
    }

    /// What the words behind a list make of it.
    fn role(
        &mut self,
        listed: Listed,
        start: usize,
        part: &Range<usize>,
        rest: &[Range<usize>],
        by: bool,
    ) -> usize {
        let text = self.text;
        // Who explains a text does no work under it, alone or with others.
        if text.folded(part).ends_with("负责解释") {
            return 0;
        }
        let at = self.after_adverbs(listed.end, part.end);
        let division = self.divided(listed.end..at);
        if let Some(after) = self.leads(at, part.end) {
            // 牵头负责人 and 牵头抓总 say nothing else.
            let mut duty = led(listed, None, division);
            if let Some(others) = self.called_in(after, part.end) {
                duty.cooperating.extend(others.names);
            }
            // 由甲牵头、乙参与
            if text.chars().get(after) == Some(&'、') {
                self.takes_part(&mut duty, &(after + 1..part.end));
            }
            let taken = rest.iter().take(3).take_while(|next| self.takes_part(&mut duty, next)).count();
            self.found.push((duty, start..part.end));
            return taken;
        }
        if let Some(after) = self
            .word(at, part.end, &["会同", "可会同", "商会同", "联合", "协同"])
            .filter(|_| !listed.names.is_empty())
        {
            let Some(others) = listed::list(text, after, part.end, self.names) else { return 0 };
            self.found.push((led(listed, Some(others), division), start..part.end));
            return self.joined_by(rest);
        }
        let before = self.found.len();
        if self.responsible(at, part.end).is_some() {
            self.push_responsible(listed.names, listed.open, division, start);
            return if self.found.len() > before { self.joined_by(rest) } else { 0 };
        }
        if by && let Some(after) = self.word(at, part.end, &["组织"]) {
            let others = listed::list(text, after, part.end, self.names);
            match others {
                Some(others) => self.found.push((led(listed, Some(others), false), start..part.end)),
                None if listed.names.iter().all(Named::is_registered) => {
                    self.push_responsible(listed.names, listed.open, division, start);
                }
                // What a class of bodies is to organise by itself is a measure.
                None => {}
            }
            return 0;
        }
        // 省级人民政府对本地区工作负总责
        let whole = text.folded(&(at..part.end));
        if whole.ends_with("负总责") && (whole.starts_with('对') || whole.starts_with("负总责")) {
            self.push_responsible(listed.names, listed.open, division, start);
            return 0;
        }
        let modal = self.modal(listed.end, part.end);
        // 国务院办公厅要发挥…牵头抓总作用, 教育厅要切实履行牵头职责
        let takes_lead = ["牵头作用", "牵头抓总作用", "牵头职责", "牵头责任", "牵头抓总职责", "牵头抓总责任"]
            .iter()
            .any(|end| whole.ends_with(end));
        if modal && takes_lead && ["发挥", "履行", "落实", "承担"].iter().any(|verb| whole.contains(verb))
        {
            let mut duty = led(listed, None, division);
            let taken = rest.iter().take(3).take_while(|next| self.takes_part(&mut duty, next)).count();
            self.found.push((duty, start..part.end));
            return taken;
        }
        // 财政部应当…: a named body and a word of duty.
        let bodies = listed.names.len() - usize::from(listed.open && listed.names.len() > 1);
        let named = listed.names.iter().take(bodies).all(Named::is_registered);
        // 国务院办公厅要…，财政部要…; but not: 接到信息时，财政部要….
        let beside = self.subject.as_ref().is_some_and(|(s, _)| s.names.iter().all(Named::is_registered));
        if !by && modal && named && (beside || self.begins(start)) {
            self.push_responsible(listed.names, listed.open, division, start);
            // 甲要抓好落实，乙积极配合: only straight behind it, where no other body comes between.
            if self.found.len() > before {
                return self.joined_by(rest.get(..1).unwrap_or_default());
            }
        }
        0
    }

    /// `可会同有关部门`: those that are called in.
    fn called_in(&self, at: usize, end: usize) -> Option<Listed> {
        let after = self.word(self.after_adverbs(at, end), end, &["会同"])?;
        listed::list(self.text, after, end, self.names)
    }

    /// A part such as `公安部、商务部等参加` or `可会同有关部门` behind 牵头: adds whom it names.
    fn takes_part(&self, duty: &mut Duty, part: &Range<usize>) -> bool {
        let others = self.called_in(part.start, part.end).or_else(|| {
            let from = self.word(part.start, part.end, &["由"]).unwrap_or(part.start);
            let listed = listed::list(self.text, from, part.end, self.names)?;
            let at = self.after_adverbs(listed.end, part.end);
            // 企业应当配合检查: who is looked at is no body that shares the work.
            let asked = self.text.folded(&(listed.end..at)).contains('应');
            let subject = |named: &Named| {
                ["企业", "单位", "个人", "协会", "组织"]
                    .iter()
                    .any(|end| named.mention.as_written.ends_with(end))
            };
            if asked && listed.names.iter().any(subject) {
                return None;
            }
            let takes = [
                "参加",
                "参与",
                "配合",
                "协同",
                "协助",
                "予以配合",
                "给予配合",
                "予以协助",
                "做好配合",
                "支持配合",
                "予以支持和配合",
                "给予支持和配合",
                "予以支持配合",
                "予以协助配合",
                "予以支持",
                "给予支持",
            ];
            self.word(at, part.end, &takes).map(|_| listed)
        });
        let Some(others) = others else { return false };
        duty.cooperating.extend(others.names);
        duty.open_ended |= others.open;
        true
    }

    /// How many of the parts behind a duty only say who takes part in it: `甲负责…，乙予以配合`.
    fn joined_by(&mut self, rest: &[Range<usize>]) -> usize {
        let Some((mut duty, range)) = self.found.pop() else { return 0 };
        // What the body does may take some parts more: 甲负责制定规划，协调解决问题，乙配合.
        let says = |part: &Range<usize>, words: &[&str]| {
            (part.start..part.end).any(|at| self.word(at, part.end, words).is_some())
        };
        let mut taken = 0;
        for (i, next) in rest.iter().take(3).enumerate() {
            let joins = !says(next, &["负责", "牵头", "会同"]) && self.takes_part(&mut duty, next);
            if joins {
                taken = i + 1;
            } else if says(next, &["负责", "牵头", "会同", "应当"]) {
                break;
            }
        }
        self.found.push((duty, range));
        taken
    }

    fn push_responsible(&mut self, names: Vec<Named>, open: bool, division: bool, start: usize) {
        let mut duty = Duty { co: names, open_ended: open, division, ..Duty::default() };
        holders::sort_classes(&mut duty);
        holders::settle_lead(&mut duty, false);
        if duty.named().next().is_some() {
            let end = self.sentence.end;
            self.found.push((duty, start..end));
        }
    }

    /// `成立现场指挥部`: the body that a part sets up.
    fn set_up(&self, part: &Range<usize>) -> Option<Named> {
        let chars = self.text.chars();
        let words = ["成立", "设立", "组建"];
        let from = (part.start..part.end).rev().find_map(|at| self.word(at, part.end, &words))?;
        let name = self.text.trim(from..part.end);
        let organ = ["组", "指挥部", "委员会", "办公室", "中心", "小组", "机构", "专班", "联席会议"];
        let line = self.text.folded(&name);
        let whole = (3..=30).contains(&name.len()) && organ.iter().any(|end| line.ends_with(end));
        let plain = !name.clone().any(|at| matches!(chars.get(at), Some('、' | '(' | '《')));
        (whole && plain).then(|| Named::unknown(self.text, name))
    }

    fn word(&self, at: usize, end: usize, words: &[&str]) -> Option<usize> {
        words::word(self.text.chars(), at, end, words)
    }

    /// Where 负责 ends, where it says who answers for something: not 负责人, 负责解释, 负责…的部门.
    fn responsible(&self, at: usize, end: usize) -> Option<usize> {
        let words = ["负责", "共同负责", "分别负责", "具体负责", "统一负责", "分工负责"];
        // 国务院公安部门主管全国的…工作; 主管部门 and 主管人员 are names.
        if let Some(after) = self.word(at, end, &["主管"]) {
            let where_to =
                ["全国", "本行政区域", "本辖区", "本级", "本市", "本省", "本区", "全市", "全省", "全区"];
            return self.word(after, end, &where_to).map(|_| after);
        }
        let after = self.word(at, end, &words)?;
        let other = self.word(after, end, &["人", "同志", "解释", "任", "制", "的"]);
        // 负责制 is a way of working, 负责制定 and 负责任务 are not.
        let longer = ["人才", "人员", "人力", "制定", "制订", "制作", "制发", "制止", "任务", "任命"];
        (other.is_none() || self.word(after, end, &longer).is_some()).then_some(after)
    }

    /// Where 牵头 ends, where it says who leads.
    fn leads(&self, at: usize, end: usize) -> Option<usize> {
        let after = self.word(at, end, &["牵头", "负责牵头"])?;
        let chars = self.text.chars();
        // 牵头负责的改革事项, 政府牵头、部门协同的格局: which things, or of what kind.
        let near = if chars.get(after) == Some(&'、') { end } else { end.min(after + 4) };
        let described = (after..near).any(|at| chars.get(at) == Some(&'的'));
        (!described && self.word(after, end, &["单位", "部门", "人"]).is_none()).then_some(after)
    }

    fn modal(&self, at: usize, end: usize) -> bool {
        let next = self.word(at, end, &["应当", "必须", "要", "须", "应"]);
        // 要求 and 应急 are other words.
        next.is_some() && self.word(at, end, &["要求", "应急", "要素", "应用", "应对"]).is_none()
    }

    /// Passes over words that say how or when and not who: `应当`, `按照职责分工`, `依法`, `具体`.
    fn after_adverbs(&self, mut at: usize, end: usize) -> usize {
        const ADVERBS: [&str; 49] = [
            "按照各自职责分工",
            "按照各自职责",
            "按各自职责分工",
            "按各自职责",
            "按照职责分工",
            "按职责分工",
            "依职责分工",
            "根据职责分工",
            "按照各自的职责",
            "按照职责",
            "按职责",
            "根据各自职责分工",
            "根据各自职责",
            "依据各自职责",
            "根据职责",
            "在各自的职责范围内",
            "在各自职责范围内",
            "在其职责范围内",
            "在职责范围内",
            "按照规定",
            "按规定",
            "根据需要",
            "根据工作需要",
            "依法",
            "应当",
            "必须",
            "应",
            "要",
            "须",
            "可以",
            "可",
            "将",
            "具体",
            "统一",
            "共同",
            "分别",
            "主要",
            "统筹",
            "全面",
            "并",
            "也",
            "还",
            "及时",
            "定期",
            "同时",
            "密切",
            "积极",
            "另行",
            "各自",
        ];
        let chars = self.text.chars();
        loop {
            if let Some(next) = self.word(at, end, &ADVERBS) {
                at = next;
                continue;
            }
            // 自收到材料之日起二十日内: when, before what.
            let from = self.word(at, end, &["自"]);
            let within =
                from.and_then(|from| (from..end.min(from + 40)).find(|i| chars.get(*i) == Some(&'内')));
            match within.map(|within| within + 1).or_else(|| self.manner(at, end)) {
                Some(next) => at = next,
                None => return at,
            }
        }
    }

    /// Where words end that say by what right or under whom: `按照管理权限`, `根据市人民政府授权`, `在省政府领导下`; only
    /// straight before what is done.
    fn manner(&self, at: usize, end: usize) -> Option<usize> {
        let from = self.word(at, end, &["按照", "按", "依照", "依据", "根据", "在"])?;
        let chars = self.text.chars();
        let duty =
            (from + 2..end.min(from + 24))
                .take_while(|i| chars.get(*i).is_some_and(|c| is_han(*c)))
                .find(|i| self.word(*i, end, &["负责", "牵头", "会同", "具体负责", "统一负责"]).is_some())?;
        // 按照谁主管谁负责的原则 says no duty.
        let principle = (from..duty).any(|i| chars.get(i) == Some(&'谁'));
        let ends = [
            "权限", "授权", "规定", "职责", "职能", "需要", "要求", "分工", "下", "内", "中", "委托", "方案",
        ];
        let line = self.text.folded(&(from..duty));
        (!principle && ends.iter().any(|word| line.ends_with(word))).then_some(duty)
    }

    /// Whether words between a name and its duty divide it by each body's own remit.
    fn divided(&self, range: Range<usize>) -> bool {
        self.text.folded(&range).contains("职责")
    }
}
