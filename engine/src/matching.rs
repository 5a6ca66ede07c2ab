//! Matching: over all loaded packs, what an enterprise may have now, what is within its reach and how, and what is not.

use crate::ladder::{line, wide};
use crate::ruling::words;
use crate::{Advice, ChangeKind, Decision, Engine, Error, Facts, Question, Rung, RungStanding, Way};
use gradus_dsl::{Date, Language};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Every title of the loaded packs for one enterprise on one day, by how far it is from it: the answer of
/// [`Engine::matches`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Matches {
    /// The enterprise, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The day asked about.
    pub on: Date,
    /// The round of applications, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    /// The titles, in the order of the ladder.
    pub titles: Vec<Match>,
}

/// One title, and how far the enterprise is from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Match {
    /// How far it is.
    pub reach: Reach,
    /// The title with the ruling on its recognition.
    #[serde(flatten)]
    pub rung: Rung,
    /// The changes that would bring it within reach, where it is not had yet and a text decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
}

/// How far a title is from an enterprise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Every condition is met.
    Now,
    /// The register says that it is held.
    Held,
    /// It depends on what is missing.
    Open,
    /// It is refused as things are, and changes to what can be changed would do.
    Within,
    /// A condition fails that no change that was searched for turns round, or none but by a title that is itself out of
    /// reach.
    Out,
    /// No loaded text decides it on the day.
    NoText,
}

impl Engine {
    /// Matches one enterprise with every title of the loaded packs on one day: what it may have now, what it holds, what
    /// is within reach with the facts or changes that are missing, and what is out of reach with the conditions that
    /// decide against it. The round of applications matters where texts apply by round.
    ///
    /// ```
    /// use gradus::{Engine, Facts, Pack, Reach};
    /// let policy = r#"
    ///     policy support #{ title: #{ en: "Support" }, in_force: #{ from: "2025-01-01", to: open } };
    ///     fact revenue : money #{ en: "revenue", min: 0, changeable: true };
    ///     fact founded : date #{ en: "founded on" };
    ///     title helped "2" #{ en: "helped enterprise" };
    ///     title young "3" #{ en: "young enterprise" };
    ///     eligibility helped "2" { revenue >= wan(3000) }
    ///     eligibility young "3" { founded >= date("2020-01-01") }
    /// "#;
    /// let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"2\"\n[[clause]]\nnumber = \"3\"\n";
    /// let engine = Engine::load(vec![Pack::new("support", policy).with_clauses(clauses)], "").unwrap();
    /// let facts = Facts::new().with("revenue", 20_000_000).with("founded", "2015-03-01");
    /// let matches = engine.matches(&facts, "2025-06-01".parse().unwrap(), None).unwrap();
    /// assert_eq!(matches.titles[0].reach, Reach::Within); // more revenue would do
    /// assert_eq!(matches.titles[1].reach, Reach::Out); // nobody can be founded later
    /// ```
    ///
    /// # Errors
    /// Those of [`Engine::ladder`].
    pub fn matches(&self, facts: &Facts, on: Date, round: Option<&str>) -> Result<Matches, Error> {
        let ladder = self.ladder(facts, on, round)?;
        let mut titles = Vec::with_capacity(ladder.rungs.len());
        for rung in ladder.rungs {
            let (reach, advice) = match &rung.standing {
                RungStanding::Held => (Reach::Held, None),
                RungStanding::NoRule | RungStanding::NotInForce { .. } => (Reach::NoText, None),
                RungStanding::Ruled { ruling } if ruling.decision == Decision::Eligible => (Reach::Now, None),
                RungStanding::Ruled { ruling } => {
                    let mut question = Question::new(rung.title.clone(), on, facts.clone());
                    question.round = round.map(str::to_owned);
                    let advice = self.advise(&question)?;
                    let reach = match ruling.decision {
                        Decision::Undetermined => Reach::Open,
                        _ if advice.ways.is_empty() => Reach::Out,
                        _ => Reach::Within,
                    };
                    (reach, Some(advice))
                }
            };
            titles.push(Match { reach, rung, advice });
        }
        barred(&mut titles);
        Ok(Matches { subject: ladder.subject, on, round: round.map(str::to_owned), titles })
    }
}

/// Takes out of reach what can be reached only by way of a title that is itself out of reach.
fn barred(titles: &mut [Match]) {
    // Each round takes one more title out of reach, or is the last.
    for _ in 0..titles.len() {
        let out: BTreeSet<String> = titles
            .iter()
            .filter(|one| matches!(one.reach, Reach::Out | Reach::NoText))
            .map(|one| format!("register.{}", one.rung.title))
            .collect();
        let leads_nowhere = |way: &Way| {
            way.changes.iter().any(|change| change.kind == ChangeKind::Title && out.contains(&change.path))
        };
        let mut changed = false;
        for one in titles.iter_mut().filter(|one| one.reach == Reach::Within) {
            let ways = one.advice.as_mut().map(|advice| &mut advice.ways);
            if let Some(ways) = ways {
                ways.retain(|way| !leads_nowhere(way));
                if ways.is_empty() {
                    one.reach = Reach::Out;
                    changed = true;
                }
            }
        }
        if !changed {
            return;
        }
    }
}

impl Reach {
    /// All of them, the nearest first.
    pub const ALL: [Self; 6] = [Self::Now, Self::Held, Self::Open, Self::Within, Self::Out, Self::NoText];

    /// The heading of a page.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        let (en, zh) = match self {
            Self::Now => ("conditions met now", "现已符合条件"),
            Self::Held => ("held", "已持有"),
            Self::Open => ("not decided: it depends on what is missing", "尚不能确定：取决于尚缺的材料"),
            Self::Within => ("within reach by a change", "作出改变后可符合条件"),
            Self::Out => ("out of reach", "暂不符合条件"),
            Self::NoText => ("no text decides it on the day", "当日没有有效规定"),
        };
        words::pick(language, en, zh)
    }
}

impl Matches {
    /// The titles of one reach, in the order of the ladder.
    pub fn of(&self, reach: Reach) -> impl Iterator<Item = &Match> {
        self.titles.iter().filter(move |one| one.reach == reach)
    }

    /// The matches as a page for people, the nearest first.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let on = words::day(self.on, language);
        let subject = self.subject.as_deref().filter(|subject| !subject.is_empty());
        let who = subject.unwrap_or(words::pick(language, "the enterprise", "该企业"));
        let round = words::in_round(self.round.as_deref(), language);
        let mut page = match language {
            Language::En => line(&format!("titles matched as of {on}{round} - {who}")),
            Language::Zh => line(&format!("政策匹配，截至{on}{round}——{who}")),
        };
        let width =
            self.titles.iter().map(|one| wide(one.rung.label.in_language(language))).max().unwrap_or(0);
        for reach in Reach::ALL {
            if self.of(reach).next().is_none() {
                continue;
            }
            page.push('\n');
            page += &line(reach.text(language));
            for one in self.of(reach) {
                let name = one.rung.label.in_language(language);
                let gap = " ".repeat(width.saturating_sub(wide(name)));
                let by = one.by(language);
                page += &line(&format!("  {} {name}{gap}  {by}", one.rung.standing.mark()));
                for why in one.why(language) {
                    page += &line(&format!("      {why}"));
                }
            }
        }
        page
    }
}

impl Match {
    /// The text that decides, and its clause.
    fn by(&self, language: Language) -> String {
        let Some(ruling) = self.rung.standing.ruling() else { return String::new() };
        let policy = &ruling.policy;
        let text = if policy.number.is_empty() { policy.id.as_str() } else { &policy.number };
        format!("{text} {}", words::bracketed_clause(&ruling.clause, language))
    }

    /// What is between the enterprise and the title.
    fn why(&self, language: Language) -> Vec<String> {
        let mut lines = self.rung.standing.why(language);
        let Some(advice) = &self.advice else { return lines };
        let changes = advice.ways.iter().filter(|way| !way.changes.is_empty());
        let ways = changes.map(|way| {
            let changes: Vec<String> = way.changes.iter().map(|change| change.text(language)).collect();
            let together = way.together.iter().map(|one| one.in_language(language).to_owned());
            let needed = way.also_needed.iter().map(|missing| match language {
                Language::En => format!("and still needed: {}", missing.text(language)),
                Language::Zh => format!("仍需：{}", missing.text(language)),
            });
            let all: Vec<String> = changes.into_iter().chain(together).chain(needed).collect();
            match language {
                Language::En => format!("→ a way: {}", all.join("; ")),
                Language::Zh => format!("→ 可行方案：{}", all.join("；")),
            }
        });
        lines.extend(ways);
        if self.reach == Reach::Out && !advice.complete {
            let gaps: Vec<&str> = advice.not_searched.iter().map(|gap| gap.in_language(language)).collect();
            lines.push(match language {
                Language::En => format!("the search for changes was not complete: {}", gaps.join("; ")),
                Language::Zh => format!("对可行变更的搜索不完整：{}", gaps.join("；")),
            });
        }
        lines
    }
}
