//! Targets: which aims of a document are met, by how many enterprises hold which title.

use crate::ladder::line;
use crate::ruling::{ClauseUsed, Judged, Outcome, Phrases, known_title, lines_of, words};
use crate::{Engine, Error, Facts, Question, Register};
use gradus_dsl::policy::{Policy, Status};
use gradus_dsl::{Date, Label, Language, Number, PolicyId, TargetId, TitleId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One target, and whether it is met on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TargetFinding {
    /// The pack.
    pub policy: PolicyId,
    /// The number of the document; empty where it has none.
    pub number: String,
    /// The target.
    pub target: TargetId,
    /// Its name for people.
    pub label: Label,
    /// The clause it comes from.
    pub clause: ClauseUsed,
    /// The last day it can be met in time, where the text states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// What became of it; none where the text gives words and no figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<Judged>,
    /// The words of the text where it gives no figure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// How sure it is; none where it is confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

impl Engine {
    /// How many enterprises hold each title on a day, by one register extract an enterprise. A title is left out where
    /// one of the extracts does not say whether it is held: a count that may be too small decides nothing.
    ///
    /// ```
    /// use gradus::{Engine, Pack, Register};
    /// let policy = r#"
    ///     policy aims #{ title: #{ en: "Aims" }, in_force: #{ from: "2021-01-01", to: open } };
    ///     title star "1" #{ en: "star enterprise" };
    ///     target stars "1" #{ en: "two stars" } { holders(star) >= 2 } by "2025-12-31";
    /// "#;
    /// let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n";
    /// let engine = Engine::load(vec![Pack::new("aims", policy).with_clauses(clauses)], "").unwrap();
    /// let day = "2025-06-01".parse().unwrap();
    /// let star = Register::complete_as_of(day).with("star", "2024-01-01".parse().unwrap(), None);
    /// let registers = [star.clone(), star, Register::complete_as_of(day)];
    /// let holders = engine.holders(&registers, day).unwrap();
    /// assert_eq!(holders[&"star".into()], 2.into());
    /// let targets = engine.targets(&holders, day).unwrap();
    /// assert!(targets[0].is_met());
    /// ```
    ///
    /// # Errors
    /// `UnknownTitle` and `OutOfRange` for a line of an extract that [`Engine::rule`] would refuse.
    pub fn holders(&self, registers: &[Register], on: Date) -> Result<BTreeMap<TitleId, Number>, Error> {
        let known = self.titles();
        for (index, register) in registers.iter().enumerate() {
            lines_of(register, &known, &format!("{index}."))?;
        }
        let count = |title: &TitleId| {
            let mut held = registers.iter().map(|register| register.holds(title, on));
            held.try_fold(0i64, |count, held| Some(count.saturating_add(i64::from(held?))))
        };
        Ok(known.into_iter().filter_map(|title| Some((title.clone(), Number::from(count(title)?)))).collect())
    }

    /// Every target of the loaded packs that are in force on the day, against how many hold each title. A count that is
    /// not given leaves what it decides open.
    ///
    /// # Errors
    /// `UnknownTitle` for a count of a title no pack knows, and the errors of [`Engine::judge`].
    pub fn targets(
        &self,
        holders: &BTreeMap<TitleId, Number>,
        on: Date,
    ) -> Result<Vec<TargetFinding>, Error> {
        let titles = self.titles();
        for title in holders.keys() {
            known_title(&titles, title, &format!("holders.{title}"))?;
        }
        let mut found = Vec::new();
        for policy in self.policies().iter().filter(|policy| policy.in_force.contains(on)) {
            // Targets ask nothing of one enterprise.
            let nobody = Question::new("", on, Facts::new());
            for target in &policy.targets {
                let judge = |condition| self.judge(policy, condition, &nobody, holders);
                let judged = target.condition.as_ref().map(judge).transpose()?;
                found.push(TargetFinding {
                    policy: policy.id.clone(),
                    number: policy.number.clone(),
                    target: target.id.clone(),
                    label: target.label.clone(),
                    clause: ClauseUsed::of(policy, target.id.as_str(), &target.citation),
                    by: target.by,
                    judged,
                    words: target.words.clone(),
                    status: target.status.clone(),
                });
            }
        }
        Ok(found)
    }

    /// The targets as a page for people.
    #[must_use]
    pub fn render_targets(&self, targets: &[TargetFinding], on: Date, language: Language) -> String {
        let mut page = match language {
            Language::En => line(&format!("targets as of {on}")),
            Language::Zh => line(&format!("目标完成情况，截至{}", words::day(on, language))),
        };
        if targets.is_empty() {
            page += &line(words::pick(language, "  no target is in force", "  当日没有有效的目标"));
        }
        let mut last: Option<&PolicyId> = None;
        for target in targets {
            if last != Some(&target.policy) {
                page.push('\n');
                let title = self.policy(&target.policy).map(|policy: &Policy| policy.title.clone());
                let title = title.unwrap_or_default();
                page += &line(&format!("{} {}", target.number, title.in_language(language)));
                last = Some(&target.policy);
            }
            for text in target.lines(on, language) {
                page += &line(&text);
            }
        }
        page
    }
}

impl TargetFinding {
    /// Whether it is met on the day asked about; never where the text gives no figure.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.judged.as_ref().is_some_and(|judged| judged.outcome == Outcome::Holds)
    }

    fn lines(&self, on: Date, language: Language) -> Vec<String> {
        let mark = self.judged.as_ref().map_or('-', |judged| words::mark(judged.outcome));
        let clause = words::bracketed_clause(&self.clause, language);
        let label = self.label.in_language(language);
        let label = if label.is_empty() { self.target.as_str() } else { label };
        let by = self.by.map_or(String::new(), |by| {
            let late = on > by;
            match language {
                Language::En if late => format!(", by {by} (past: the count is of a later day)"),
                Language::En => format!(", by {by}"),
                Language::Zh if late => {
                    format!("（截止{}，已过：所计为此后之数）", words::day(by, language))
                }
                Language::Zh => format!("（截止{}）", words::day(by, language)),
            }
        });
        let mut lines = vec![format!("  {mark} {clause} {label}{by}")];
        let phrases = Phrases::new(language);
        if let Some(judged) = &self.judged {
            lines.extend(judged.missing.iter().map(|missing| format!("      ? {}", missing.text(language))));
        }
        if let Some(judged) = self.judged.as_ref().filter(|judged| judged.missing.is_empty()) {
            lines.extend(judged.comparisons.iter().map(|one| format!("      {}", phrases.comparison(one))));
        }
        if self.judged.is_none() {
            lines.push(match language {
                Language::En => format!("      the text gives no figure: “{}”", self.words),
                Language::Zh => format!("      文本未给出数字：“{}”", self.words),
            });
        }
        if let Some(status) = &self.status {
            lines.push(format!("      ! {}", status.note.in_language(language)));
        }
        lines
    }
}
