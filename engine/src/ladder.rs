//! The ladder: every title of the loaded packs in order, what one enterprise holds of it, and its next step up.

use crate::ruling::{title_label, words};
use crate::{Decision, Engine, Error, ErrorKind, Facts, Question, Ruling};
use gradus_dsl::policy::{Act, Period};
use gradus_dsl::{Date, Label, Language, PolicyId, TitleId, columns};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Every title of the loaded packs for one enterprise on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ladder {
    /// The enterprise, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The day asked about.
    pub on: Date,
    /// The round of applications, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    /// The titles, ladder by ladder from the lowest up; last the titles with none below and none above them.
    pub rungs: Vec<Rung>,
    /// The next step up of each ladder: the lowest title that is not known to be held and has none held above it. A
    /// title beside the ladders is no step.
    pub next: Vec<TitleId>,
}

/// One title of a ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rung {
    /// The title.
    pub title: TitleId,
    /// Its name for people.
    pub label: Label,
    /// The title below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<TitleId>,
    /// Whether it is held on the day, by the register; none where the register does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<bool>,
    /// How the enterprise stands to it.
    pub standing: RungStanding,
}

/// How an enterprise stands to a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum RungStanding {
    /// The register says that it holds it.
    Held,
    /// It does not, as far as the register says, and a text decides whether it may.
    Ruled {
        /// The ruling on its recognition.
        ruling: Box<Ruling>,
    },
    /// No loaded pack has a rule for the recognition of the title.
    NoRule,
    /// There are rules, and none of their texts is in force on the day.
    NotInForce {
        /// The texts there are.
        texts: Vec<RuleText>,
    },
}

/// A text with a rule for a title, and when it is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleText {
    /// The pack.
    pub policy: PolicyId,
    /// The number of the document.
    pub number: String,
    /// When it is in force.
    pub in_force: Period,
}

impl Engine {
    /// Every title of the loaded packs in the order of the ladder, for one enterprise on one day: what it holds by
    /// the register, what it may be recognised for, what cannot be decided and what is missing, and the next step up.
    /// The round of applications matters where texts apply by round.
    ///
    /// A title that is held is not ruled on again. A title with none below and none above it stands beside the ladders. Where two packs say of a title what lies below it, they agree (the
    /// checker sees to that); titles that lie on a circle come last.
    ///
    /// ```
    /// use gradus::{Engine, Facts, Language, Pack};
    /// let policy = r#"
    ///     policy sample #{ title: #{ en: "Sample measures" }, in_force: #{ from: "2022-08-01", to: open } };
    ///     title star "1" #{ en: "star enterprise" };
    ///     title double_star "1" #{ en: "double star enterprise", after: star };
    ///     fact debt_ratio : percentage #{ en: "debt ratio", min: 0 };
    ///     parameter ceiling "1" = percent(70);
    ///     criterion debt "1" #{ en: "debt" } { debt_ratio <= ceiling }
    ///     eligibility star "1" { debt }
    /// "#;
    /// let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\nsummary = { en = \"Debt.\" }";
    /// let engine = Engine::load(vec![Pack::new("sample", policy).with_clauses(clauses)], "").unwrap();
    /// let facts = Facts::new().with("debt_ratio", "40");
    /// let ladder = engine.ladder(&facts, "2025-06-01".parse().unwrap(), None).unwrap();
    /// assert_eq!(ladder.next[0].as_str(), "star");
    /// assert_eq!(ladder.rungs[0].standing.text(Language::En), "ELIGIBLE");
    /// ```
    ///
    /// # Errors
    /// Those of [`Engine::rule`], but that no text decides a title is an answer.
    pub fn ladder(&self, facts: &Facts, on: Date, round: Option<&str>) -> Result<Ladder, Error> {
        let below = self.below();
        let mut rungs = Vec::new();
        for title in in_order(&self.titles(), &below) {
            let held = facts.register().and_then(|register| register.holds(title, on));
            rungs.push(Rung {
                title: title.clone(),
                label: self.title_label(title),
                after: below.get(title).map(|below| (*below).clone()),
                held,
                standing: self.standing(title, held, facts, (on, round))?,
            });
        }
        let next = next(&rungs);
        let subject = facts.subject().map(str::to_owned);
        Ok(Ladder { subject, on, round: round.map(str::to_owned), rungs, next })
    }

    /// What a title is called by the loaded packs; its id where none says.
    pub(crate) fn title_label(&self, title: &TitleId) -> Label {
        title_label(self.policies(), title)
    }

    fn standing(
        &self,
        title: &TitleId,
        held: Option<bool>,
        facts: &Facts,
        (on, round): (Date, Option<&str>),
    ) -> Result<RungStanding, Error> {
        if held == Some(true) {
            return Ok(RungStanding::Held);
        }
        let mut question = Question::new(title.clone(), on, facts.clone());
        question.round = round.map(str::to_owned);
        // Only that no text decides is an answer; a figure that has lapsed inside one is not.
        match self.choose(title, &question.act, on, round) {
            Ok(_) => Ok(RungStanding::Ruled { ruling: Box::new(self.rule(&question)?) }),
            Err(error) if error.kind() == ErrorKind::NotInForce => {
                let texts = self.rule_texts(title, &question.act);
                Ok(if texts.is_empty() { RungStanding::NoRule } else { RungStanding::NotInForce { texts } })
            }
            Err(error) => Err(error),
        }
    }

    fn rule_texts(&self, title: &TitleId, act: &Act) -> Vec<RuleText> {
        let decides = |policy: &&gradus_dsl::policy::Policy| {
            policy.eligibilities.iter().any(|rule| rule.title == *title && rule.acts.contains(act))
        };
        let text = |policy: &gradus_dsl::policy::Policy| RuleText {
            policy: policy.id.clone(),
            number: policy.number.clone(),
            in_force: policy.in_force,
        };
        self.policies().iter().filter(decides).map(text).collect()
    }

    /// The title below each title, by the first pack that says so.
    fn below(&self) -> BTreeMap<&TitleId, &TitleId> {
        let mut below = BTreeMap::new();
        for title in self.policies().iter().flat_map(|policy| &policy.titles) {
            if let Some(after) = &title.after {
                below.entry(&title.id).or_insert(after);
            }
        }
        below
    }
}

/// Ladder by ladder, each title after the one below it, else in the order of ids; then the titles that are on none;
/// what lies on a circle, or above one, last.
fn in_order<'t>(
    titles: &BTreeSet<&'t TitleId>,
    below: &BTreeMap<&'t TitleId, &'t TitleId>,
) -> Vec<&'t TitleId> {
    let mut above: BTreeMap<&TitleId, Vec<&TitleId>> = BTreeMap::new();
    for (title, below) in below {
        above.entry(below).or_default().push(title);
    }
    let lowest = titles.iter().copied().filter(|title| !below.contains_key(title));
    let (ladders, lone): (Vec<_>, Vec<_>) = lowest.partition(|title| above.contains_key(title));
    let mut order = Vec::new();
    let mut waiting: Vec<&TitleId> = ladders.into_iter().rev().collect();
    while let Some(title) = waiting.pop() {
        order.push(title);
        waiting.extend(above.get(title).into_iter().flatten().rev());
    }
    order.extend(lone);
    let placed: BTreeSet<&TitleId> = order.iter().copied().collect();
    order.extend(titles.difference(&placed));
    order
}

/// The titles of a ladder: with one below or above them.
fn on_a_ladder(rungs: &[Rung]) -> BTreeSet<&TitleId> {
    rungs.iter().filter_map(|rung| Some([&rung.title, rung.after.as_ref()?])).flatten().collect()
}

/// The lowest titles of the ladders that are not passed, where a title is passed once it or one above it is held.
fn next(rungs: &[Rung]) -> Vec<TitleId> {
    let below: BTreeMap<&TitleId, &TitleId> =
        rungs.iter().filter_map(|rung| Some((&rung.title, rung.after.as_ref()?))).collect();
    let mut passed: BTreeSet<&TitleId> = BTreeSet::new();
    for rung in rungs.iter().filter(|rung| rung.held == Some(true)) {
        // Each title is passed once, which ends a circle too.
        let mut at = Some(&rung.title);
        while let Some(title) = at {
            at = if passed.insert(title) { below.get(title).copied() } else { None };
        }
    }
    let steps = on_a_ladder(rungs);
    let next = rungs.iter().filter(|rung| {
        steps.contains(&rung.title)
            && !passed.contains(&rung.title)
            && rung.after.as_ref().is_none_or(|below| passed.contains(below))
    });
    next.map(|rung| rung.title.clone()).collect()
}

/// The most reasons shown beside a title that is not the next step.
const REASONS: usize = 3;

impl Ladder {
    /// The ladder as a page for people.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let say = |en: &'static str, zh: &'static str| words::pick(language, en, zh);
        let subject = self.subject.as_deref().filter(|subject| !subject.is_empty());
        let on = words::day(self.on, language);
        let who = subject.unwrap_or(say("the enterprise", "该企业"));
        let round = words::in_round(self.round.as_deref(), language);
        let mut page = match language {
            Language::En => line(&format!("the ladder of titles as of {on}{round} - {who}")),
            Language::Zh => line(&format!("称号阶梯，截至{on}{round}——{who}")),
        };
        let width = self.rungs.iter().map(|rung| wide(rung.label.in_language(language))).max().unwrap_or(0);
        let steps = on_a_ladder(&self.rungs);
        let mut beside = steps.is_empty();
        for rung in &self.rungs {
            if !beside && !steps.contains(&rung.title) {
                beside = true;
                page += &line(say("beside the ladder", "阶梯以外的称号"));
            }
            let name = rung.label.in_language(language);
            let gap = " ".repeat(width.saturating_sub(wide(name)));
            let (mark, word) = (rung.standing.mark(), rung.standing.text(language));
            page += &line(&format!("  {mark} {name}{gap}  {word}"));
            // The reasons of a next step stand below, all of them.
            if self.next.contains(&rung.title) {
                continue;
            }
            let why = rung.standing.why(language);
            for why in why.iter().take(REASONS) {
                page += &line(&format!("      {why}"));
            }
            let more = why.len().saturating_sub(REASONS);
            if more > 0 {
                page += &match language {
                    Language::En => line(&format!("      … {more} more")),
                    Language::Zh => line(&format!("      ……另有{more}项")),
                };
            }
        }
        for title in &self.next {
            let Some(rung) = self.rungs.iter().find(|rung| rung.title == *title) else { continue };
            page.push('\n');
            let name = rung.label.in_language(language);
            page += &line(&format!("{}{name}", say("next step up: ", "下一步可申请的称号：")));
            if rung.held.is_none() {
                page += &line(say(
                    "  whether it is held already is not known: the register does not say",
                    "  名录未载明是否已持有该称号",
                ));
            }
            page += &line(&format!("  {}", rung.standing.between(language)));
            for why in rung.standing.why(language) {
                page += &line(&format!("    {why}"));
            }
        }
        page
    }
}

impl RungStanding {
    /// How the enterprise stands to the title, in a few words.
    #[must_use]
    pub fn text(&self, language: Language) -> &'static str {
        match self {
            Self::Held => words::pick(language, "held", "已持有"),
            Self::Ruled { ruling } => words::decision(ruling.decision, language),
            Self::NoRule => words::pick(language, "no rule loaded", "未载入规则"),
            Self::NotInForce { .. } => words::pick(language, "no text in force", "无有效文件"),
        }
    }

    /// The ruling, where a text decides.
    #[must_use]
    pub fn ruling(&self) -> Option<&Ruling> {
        match self {
            Self::Ruled { ruling } => Some(ruling),
            _ => None,
        }
    }

    pub(crate) fn mark(&self) -> char {
        match self.ruling().map(|ruling| ruling.decision) {
            Some(Decision::Eligible) => '✓',
            Some(Decision::Ineligible) => '✗',
            Some(Decision::Undetermined) => '?',
            None if *self == Self::Held => '●',
            None => '-',
        }
    }

    /// Why, a line each: what decided against it, or what is missing or undefined.
    pub(crate) fn why(&self, language: Language) -> Vec<String> {
        match self {
            Self::Held | Self::NoRule => Vec::new(),
            Self::NotInForce { texts } => {
                let text = |text: &RuleText| {
                    let name = if text.number.is_empty() { text.policy.as_str() } else { &text.number };
                    format!("{name} {}", words::span(&text.in_force, language))
                };
                texts.iter().map(text).collect()
            }
            Self::Ruled { ruling } => match ruling.decision {
                Decision::Eligible => Vec::new(),
                Decision::Ineligible => ruling.deciding().map(|finding| finding.text(language)).collect(),
                Decision::Undetermined => {
                    let missing = ruling.missing.iter().map(|missing| missing.text(language));
                    let blocked = ruling.blocked.iter().map(|blocked| words::blocked(blocked, language));
                    let missing = missing.map(|line| format!("? {line}"));
                    missing.chain(blocked.map(|line| format!("! {line}"))).collect()
                }
            },
        }
    }

    /// What stands between the enterprise and the title, before the lines that say why.
    fn between(&self, language: Language) -> &'static str {
        let (en, zh) = match self {
            Self::Held => ("it is held", "已持有"),
            Self::NoRule => ("no loaded text says what it asks", "所载入的文件均未规定其条件"),
            Self::NotInForce { .. } => {
                ("no text that decides it is in force on the day", "当日没有就其作出规定的有效文件")
            }
            Self::Ruled { ruling } => match ruling.decision {
                Decision::Eligible => {
                    ("nothing stands between: every condition is met", "各项条件均已满足，可以申请")
                }
                Decision::Ineligible => ("what stands between:", "尚不满足的条件："),
                Decision::Undetermined => ("what is needed to decide it:", "判定所需的事项："),
            },
        };
        words::pick(language, en, zh)
    }
}

pub(crate) fn line(text: &str) -> String {
    format!("{}\n", words::one_line(text).trim_end())
}

/// The width of a text in terminal columns.
pub(crate) fn wide(text: &str) -> usize {
    text.chars().map(columns).sum()
}
