//! Which text decides a question: the one a newer document declares, else the only one in force.

use super::{Engine, Question, words};
use crate::eval::span;
use crate::{Error, ErrorKind};
use gradus_dsl::policy::{Act, Application, Eligibility, Policy};
use gradus_dsl::{Date, Label, Language, TitleId};

/// The text that decides a question, with its rule.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'e> {
    /// The text.
    pub policy: &'e Policy,
    /// Its rule for the title and the act.
    pub rule: &'e Eligibility,
    /// The declaration that made it the one, and the document that holds it; none where no declaration was needed.
    pub declared: Option<(&'e Policy, &'e Application)>,
}

impl Engine {
    /// The one text that decides a title for an act on a day, in a round of applications where one is named.
    ///
    /// An `applies` declaration decides first, if its document is in force on the day, its own days hold the day, and
    /// its title, act and round are those asked about (one that names no act or no round is for every one). It may
    /// name a text that is no longer in force. Of several, one that names a round comes before one that does not, then
    /// one that names an act. Without a declaration the only text in force with such a rule decides.
    ///
    /// # Errors
    /// `NotInForce`, naming the texts there are and their dates, or the declaration for a text without such a rule;
    /// `Ambiguous`, naming the texts in force together or the declarations that disagree; `UnknownPolicy` where a
    /// declaration names a text that is not loaded.
    pub fn choose(
        &self,
        title: &TitleId,
        act: &Act,
        on: Date,
        round: Option<&str>,
    ) -> Result<Chosen<'_>, Error> {
        match self.declared(title, act, on, round)? {
            Some(chosen) => Ok(chosen),
            None => self.only_one(title, act, on, round),
        }
    }

    /// The text some document declares to apply.
    fn declared(
        &self,
        title: &TitleId,
        act: &Act,
        on: Date,
        round: Option<&str>,
    ) -> Result<Option<Chosen<'_>>, Error> {
        let in_force = self.policies().iter().filter(|policy| policy.in_force.contains(on));
        let all = in_force.flat_map(|by| by.applications.iter().map(move |application| (by, application)));
        let asked: Vec<(&Policy, &Application)> = all
            .filter(|(_, one)| {
                one.title == *title
                    && one.in_force.contains(on)
                    && one.act.as_ref().is_none_or(|known| known == act)
                    && one.round.as_deref().is_none_or(|known| Some(known) == round)
            })
            .collect();
        let rank = |one: &Application| (one.round.is_some(), one.act.is_some());
        let Some(highest) = asked.iter().map(|(_, one)| rank(one)).max() else { return Ok(None) };
        let mut first = asked.into_iter().filter(|(_, one)| rank(one) == highest);
        let Some((by, application)) = first.next() else { return Ok(None) };
        if let Some((other_by, other)) = first.find(|(_, other)| other.text != application.text) {
            let message =
                format!("two declarations name different texts for `{title}` for `{}` on {on}", act.0);
            let name = |by: &Policy, one: &Application| {
                format!("clause `{}` of `{}` ({}) names `{}`", one.citation, by.id, by.number, one.text)
            };
            let both = format!("{}; {}", name(by, application), name(other_by, other));
            return Err(Error::new(ErrorKind::Ambiguous, message)
                .help(format!("{both}; state the act or the round in one of them, or let one end")));
        }
        let policy = self.policy(&application.text)?;
        let rule = policy.eligibilities.iter().find(|rule| rule.title == *title && rule.acts.contains(act));
        let Some(rule) = rule else {
            let message = format!(
                "`{}` is declared to apply to `{title}` on {on}, and does not decide it for `{}`",
                policy.id, act.0
            );
            return Err(Error::new(ErrorKind::NotInForce, message)
                .help(format!("clause `{}` of `{}` declares it", application.citation, by.id)));
        };
        Ok(Some(Chosen { policy, rule, declared: Some((by, application)) }))
    }

    fn only_one(
        &self,
        title: &TitleId,
        act: &Act,
        on: Date,
        round: Option<&str>,
    ) -> Result<Chosen<'_>, Error> {
        let rules = || {
            let all = self.policies().iter().flat_map(|policy| {
                let rules = policy.eligibilities.iter().filter(|rule| rule.title == *title);
                rules.map(move |rule| (policy, rule))
            });
            all.filter(|(_, rule)| rule.acts.contains(act))
        };
        let mut in_force = rules().filter(|(policy, _)| policy.in_force.contains(on));
        let name = |(policy, _): (&Policy, &Eligibility)| {
            format!("`{}` ({}) {}", policy.id, policy.number, span(&policy.in_force))
        };
        match (in_force.next(), in_force.next()) {
            (Some((policy, rule)), None) => Ok(Chosen { policy, rule, declared: None }),
            (Some(first), Some(second)) => {
                let message = format!("two texts decide `{title}` for `{}` on {on}", act.0);
                let both = format!("{}; {}", name(first), name(second));
                let rounds = self.rounds(title, on);
                let which = match (round, rounds.is_empty()) {
                    (None, false) => format!("name the round of the application: {}", rounds.join(", ")),
                    _ => {
                        "load one of them, or let the newer declare by `applies` which one decides".to_owned()
                    }
                };
                Err(Error::new(ErrorKind::Ambiguous, message).help(format!("{both}; {which}")))
            }
            (None, _) => {
                let message = format!("no text that decides `{title}` for `{}` is in force on {on}", act.0);
                let texts: Vec<String> = rules().map(name).collect();
                let help = if texts.is_empty() {
                    "no loaded policy decides this title for this act".to_owned()
                } else {
                    texts.join("; ")
                };
                Err(Error::new(ErrorKind::NotInForce, message).help(help))
            }
        }
    }

    /// The rounds some document in force declares a text for.
    fn rounds(&self, title: &TitleId, on: Date) -> Vec<String> {
        let in_force = self.policies().iter().filter(|policy| policy.in_force.contains(on));
        let all = in_force.flat_map(|policy| &policy.applications);
        let these = all.filter(|one| one.title == *title && one.in_force.contains(on));
        let mut rounds: Vec<String> =
            these.filter_map(|one| Some(format!("`{}`", one.round.as_ref()?))).collect();
        rounds.sort();
        rounds.dedup();
        rounds
    }
}

impl Chosen<'_> {
    /// The day the figures of the text are read on.
    ///
    /// A text that a newer document keeps applying after its end applies as it stood last: its figures are read as of
    /// its last day in force. On any other day they are read on the reference day.
    #[must_use]
    pub fn figures_on(&self, reference: Date) -> Date {
        let end = self.policy.in_force.to.filter(|to| self.declared.is_some() && *to <= reference);
        end.and_then(|to| Date::from_days(to.days() - 1)).unwrap_or(reference)
    }

    /// Why this text, in both languages.
    pub(super) fn why(&self, question: &Question, title: &Label) -> Label {
        let (act, on) = (&question.act.0, question.on);
        let policy = self.policy;
        let (zh, en) = (title.in_language(Language::Zh), title.in_language(Language::En));
        let (zh_act, en_act) = (words::act(act, Language::Zh), words::act(act, Language::En));
        if question.policy.is_some() {
            return Label {
                zh: format!("本案固定适用该文件（{}）", policy.id),
                en: format!("the question is pinned to this text ({})", policy.id),
            };
        }
        let zh_span = |period| format!("{}有效", words::span(period, Language::Zh));
        let zh_on = words::day(on, Language::Zh);
        let Some((by, application)) = self.declared else {
            return Label {
                zh: format!(
                    "在已载入的文件中，{zh_on}有效且就{zh}的{zh_act}作出规定的只有该文件（{}）",
                    zh_span(&policy.in_force)
                ),
                en: format!(
                    "of the texts loaded, the only one in force on {on} that decides on the {en_act} of a {en} ({})",
                    span(&policy.in_force)
                ),
            };
        };
        let number = |language| match (by.number.as_str(), language) {
            ("", _) => by.id.to_string(),
            (number, _) => number.to_owned(),
        };
        let clause = &application.citation;
        let (zh_round, en_round) = match &application.round {
            Some(round) => (format!("（{round}批次）"), format!(" in round {round}")),
            None => (String::new(), String::new()),
        };
        let mut why = Label {
            zh: format!(
                "{}{}规定{zh}的{zh_act}{zh_round}适用该文件（{}）",
                number(Language::Zh),
                clause.in_language(Language::Zh),
                zh_span(&application.in_force)
            ),
            en: format!(
                "{}, {}, declares that this text decides on the {en_act} of a {en}{en_round} ({})",
                number(Language::En),
                clause.in_language(Language::En),
                span(&application.in_force)
            ),
        };
        let figures = self.figures_on(question.reference());
        if figures != question.reference() {
            why.zh
                .push_str(&format!("；数值按该文件最后有效日（{}）读取", words::day(figures, Language::Zh)));
            why.en.push_str(&format!("; its figures are those of its last day in force, {figures}"));
        }
        why
    }
}
