//! What the lead-in of a list says of its items: any of them or all, what they are conditions for, what they measure.

use super::criteria::Role;
use super::english;
use super::wording;
use crate::document::text::folded::Text;
use std::ops::Range;

/// The lead-in of a list, in force for the items below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    /// The path of the section it stands in.
    root: String,
    /// The name of the group, where any of the items suffices.
    pub(crate) any: Option<String>,
    pub(crate) role: Option<Role>,
    pub(crate) indicator: Option<String>,
    pub(crate) window: Option<String>,
    pub(crate) of: Option<String>,
    pub(crate) when: Option<String>,
    /// The items are conditions, where a bare figure is a least one.
    pub(crate) conditions: bool,
    /// Who meets the items is shut out.
    pub(crate) shut_out: bool,
}

/// The lists that are open at a place.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    open: Vec<List>,
}

/// Longest part of a lead-in that is looked at.
const LOOKED_AT: usize = 200;

impl Lists {
    /// Closes the lists a place lies outside of, and gives the innermost that is left.
    pub(crate) fn at(&mut self, place: &str) -> Option<&List> {
        while self.open.last().is_some_and(|list| !inside(&list.root, place)) {
            self.open.pop();
        }
        self.open.last()
    }

    /// Whether a place lies in a list of conditions.
    pub(crate) fn is_open(&mut self, place: &str) -> bool {
        self.at(place).is_some_and(|list| list.conditions)
    }

    /// Opens a list where a sentence leads one in.
    pub(crate) fn lead_in(&mut self, text: &Text, sentence: &Range<usize>, place: &str, groups: &mut usize) {
        let part = text.part(sentence);
        if !matches!(part.last(), Some(':')) {
            return;
        }
        let range = sentence.end.saturating_sub(LOOKED_AT).max(sentence.start)..sentence.end;
        let has = |words: &[&str]| wording::has(text, &range, words);
        let any = has(&[
            "之一",
            "任一",
            "任意一",
            "任何一",
            "一项或多项",
            "至少一项",
            "一项以上",
            "其中一项",
            "one of the following",
            "any of the following",
            "any one of",
            "at least one of",
            "either of",
            "one or more of",
        ]) && !has(&["not", "no", "none", "neither"]);
        let conditions = has(&[
            "条件",
            "要求",
            "标准",
            "情形",
            "指标",
            "criteria",
            "conditions",
            "requirements",
            "eligible",
            "must",
        ]);
        let role = if has(&[
            "撤销",
            "取消其",
            "取消资格",
            "取消称号",
            "吊销",
            "腾退",
            "退回",
            "解除",
            "终止",
            "revoked",
            "revoke",
            "withdrawn",
            "withdraw",
            "cancelled",
            "canceled",
            "recovered",
            "rescinded",
        ]) {
            Some(Role::Revocation)
        } else {
            None
        };
        let shut_out = role.is_none() && english::exclusion::shuts_out(text, &range, true);
        let mut list = List { root: place.to_owned(), role, conditions, shut_out, ..List::default() };
        if any {
            *groups += 1;
            list.any = Some(format!("g{groups}"));
        }
        // X的比例，符合如下要求: the items say how much, the lead-in of what.
        let measured =
            has(&["比例", "比重", "占比", "金额", "总额", "标准"]) && has(&["如下", "以下", "下列"]);
        if let Some(at) = wording::find(text, &range, "符合").filter(|_| measured) {
            let end = if text.chars().get(at.start.wrapping_sub(1)) == Some(&',') {
                at.start - 1
            } else {
                at.start
            };
            let phrase = wording::before(text, range.start, end);
            list.window = wording::window(text, &phrase).map(|w| text.written(&w));
            list.of = wording::base(text, &phrase).map(|of| text.written(&of));
            let named = ["比例", "比重", "占比", "金额", "总额"]
                .iter()
                .any(|word| text.folded(&phrase).ends_with(word));
            list.indicator = named.then(|| {
                let start = wording::window(text, &phrase)
                    .map_or(phrase.start, |w| if w.start == phrase.start { w.end } else { phrase.start });
                text.written(&text.trim(wording::without_head(text, start..phrase.end, &["企业", "的"])))
            });
        }
        if self.open.len() < 16 {
            self.open.push(list);
        }
    }
}

/// The list a sentence holds itself: `any of the following applies: (1) …; (2) …`.
pub(crate) fn inline(text: &Text, sentence: &Range<usize>, groups: &mut usize) -> Option<List> {
    let head = sentence.start..sentence.end.min(sentence.start + LOOKED_AT);
    let lead = [
        "any of the following",
        "one of the following",
        "either of the following",
        "条件之一:",
        "情形之一:",
        "任一条件:",
    ];
    let at = lead.iter().find_map(|word| wording::find(text, &head, word))?;
    let before = at.start.saturating_sub(30).max(sentence.start)..at.start;
    if text.part(sentence).last() == Some(&':')
        || wording::has(text, &before, &["not", "no", "none", "neither"])
    {
        return None;
    }
    *groups += 1;
    Some(List { any: Some(format!("g{groups}")), conditions: true, ..List::default() })
}

/// A list led in before all sections goes on through those that follow.
fn inside(root: &str, place: &str) -> bool {
    root == place
        || place.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'))
        || (root == "preamble" && place != "closing")
}
