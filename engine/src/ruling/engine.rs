//! The engine: the policies loaded, which of them answers a question, and what is asked of it.

use super::{Chosen, Judged, Question, Ruling, Valued, decide, texts};
use crate::eval::{Answers, Model, Truth};
use crate::facts::{Known, validate};
use crate::{Error, ErrorKind, Facts, Register};
use gradus_dsl::policy::{Eligibility, Expr, ExprKind, Policy};
use gradus_dsl::{Agencies, AgencyId, Date, FactId, Label, Number, Pack, PolicyId, TitleId, did_you_mean};
use std::collections::{BTreeMap, BTreeSet};

/// The policies loaded, and what is asked of them. It reads no clock and no file, and answers the same question
/// with the same bytes every time.
#[derive(Clone, Debug)]
pub struct Engine {
    policies: Vec<Policy>,
    agencies: Agencies,
    /// The texts it was loaded from; none where it was built from checked policies.
    sources: Option<(Vec<Pack>, String)>,
}

impl Engine {
    /// An engine with these checked policies; their order does not matter.
    ///
    /// # Errors
    /// `Ambiguous` where two of them have one id.
    pub fn new(mut policies: Vec<Policy>) -> Result<Self, Error> {
        policies.sort_by(|a, b| a.id.cmp(&b.id));
        for (a, b) in policies.iter().zip(policies.iter().skip(1)) {
            if a.id == b.id {
                let message = format!("two policies have the id `{}`", a.id);
                return Err(Error::new(ErrorKind::Ambiguous, message).help("load each policy once"));
            }
        }
        Ok(Self { policies, agencies: Agencies::empty(), sources: None })
    }

    /// The same engine, knowing what bodies are called.
    #[must_use]
    pub fn with_agencies(mut self, agencies: Agencies) -> Self {
        self.agencies = agencies;
        self
    }

    pub(crate) fn with_sources(mut self, packs: Vec<Pack>, toml: String, agencies: Agencies) -> Self {
        self.agencies = agencies;
        self.sources = Some((packs, toml));
        self
    }

    /// The packs and the registry it was loaded from.
    pub(crate) fn sources(&self) -> Option<(&[Pack], &str)> {
        self.sources.as_ref().map(|(packs, agencies)| (packs.as_slice(), agencies.as_str()))
    }

    /// The agency registry.
    #[must_use]
    pub fn agencies(&self) -> &Agencies {
        &self.agencies
    }

    /// The policies loaded, by id.
    #[must_use]
    pub fn policies(&self) -> &[Policy] {
        &self.policies
    }

    /// What a body is called; empty where the agencies were not loaded.
    #[must_use]
    pub fn agency(&self, id: &AgencyId) -> Label {
        self.agencies.get(id).map(|agency| agency.name.clone()).unwrap_or_default()
    }

    /// The policy with this id.
    ///
    /// # Errors
    /// `UnknownPolicy`, naming the nearest one.
    pub fn policy(&self, id: &PolicyId) -> Result<&Policy, Error> {
        let known = || self.policies.iter().map(|policy| policy.id.as_str());
        self.policies.iter().find(|policy| policy.id == *id).ok_or_else(|| {
            let message = format!("no policy `{id}` is loaded");
            Error::new(ErrorKind::UnknownPolicy, message).help(near(id.as_str(), known(), "policies loaded"))
        })
    }

    /// Every title some loaded policy speaks of.
    #[must_use]
    pub fn titles(&self) -> BTreeSet<&TitleId> {
        let mut titles = BTreeSet::new();
        for policy in &self.policies {
            titles.extend(policy.titles.iter().map(|title| &title.id));
            titles.extend(policy.titles.iter().filter_map(|title| title.after.as_ref()));
            titles.extend(policy.eligibilities.iter().map(|rule| &rule.title));
            titles.extend(policy.eligibilities.iter().flat_map(|rule| &rule.requires));
        }
        titles
    }

    /// Whether the enterprise may hold the title on the day, and why or why not.
    ///
    /// # Errors
    /// `UnknownTitle`, `UnknownPolicy`; `NotInForce` or `Ambiguous` where not exactly one text decides, and
    /// `NotInForce` where one it takes rules from is not in force; what is wrong with the facts (`UnknownFact`,
    /// `WrongType`, `OutOfRange`, `Contradiction`); `Conflict` where two exceptions that both apply and disagree keep
    /// the question from being decided, whatever else is supplied; `LimitExceeded`.
    pub fn rule(&self, question: &Question) -> Result<Ruling, Error> {
        let (chosen, model, known) = self.asked(question)?;
        decide::ruling(self, question, &model, &chosen, &known)
    }

    /// The text and the rule a question is decided by, with its facts held against them.
    pub(crate) fn asked(&self, question: &Question) -> Result<(Chosen<'_>, Model<'_>, Known), Error> {
        known_title(&self.titles(), &question.title, "title")?;
        let chosen = match &question.policy {
            Some(pinned) => self.pinned(pinned, question)?,
            None => self.choose(&question.title, &question.act, question.on, question.round.as_deref())?,
        };
        let model = Model::new(chosen.policy);
        texts::in_force(&model, &chosen.rule.condition, question)?;
        let known = self.check(&question.facts, chosen.policy, question.on)?;
        Ok((chosen, model, known))
    }

    /// What becomes of one condition of a policy, for example the guard of a step, a measure or a target.
    ///
    /// A title named in it stands for the ruling on that title for `act`, under the same policy; `holders` says
    /// how many enterprises hold a title.
    ///
    /// # Errors
    /// Those of [`Engine::rule`].
    pub fn judge(
        &self,
        policy: &Policy,
        condition: &Expr,
        question: &Question,
        holders: &BTreeMap<TitleId, Number>,
    ) -> Result<Judged, Error> {
        let known = self.check(&question.facts, policy, question.on)?;
        let model = Model::new(policy);
        texts::in_force(&model, condition, question)?;
        let mut answers = Answers { eligible: BTreeMap::new(), holders: holders.clone() };
        for part in decide::parts(condition, &model) {
            let ExprKind::Eligible(title) = &part.kind else { continue };
            if !answers.eligible.contains_key(title) {
                let truth = self.eligible(policy, &model, title, question, &known)?;
                answers.eligible.insert(title.clone(), truth);
            }
        }
        decide::judged(self, &model, condition, question.reference(), &known, &answers)
    }

    /// What one declaration of a policy comes to by itself.
    pub(crate) fn valued(&self, policy: &Policy, expr: &Expr, question: &Question) -> Result<Valued, Error> {
        let known = self.check(&question.facts, policy, question.on)?;
        decide::valued(self, &Model::new(policy), expr, question.reference(), &known)
    }

    /// What was given of a fact of a policy.
    pub(crate) fn given(&self, policy: &Policy, fact: &FactId, question: &Question) -> Result<Valued, Error> {
        let known = self.check(&question.facts, policy, question.on)?;
        decide::given(self, &Model::new(policy), fact, question.reference(), &known)
    }

    fn eligible(
        &self,
        policy: &Policy,
        model: &Model<'_>,
        title: &TitleId,
        question: &Question,
        known: &Known,
    ) -> Result<Truth, Error> {
        let asked = Question { title: title.clone(), policy: Some(policy.id.clone()), ..question.clone() };
        let rule = rule_of(policy, &asked)?;
        decide::truth(model, rule, &asked, known)
    }

    fn pinned(&self, id: &PolicyId, question: &Question) -> Result<Chosen<'_>, Error> {
        let policy = self.policy(id)?;
        Ok(Chosen { policy, rule: rule_of(policy, question)?, declared: None })
    }

    /// Facts and register held against what is loaded.
    fn check(&self, facts: &Facts, policy: &Policy, on: Date) -> Result<Known, Error> {
        let titles = self.titles();
        if let Some(register) = facts.register() {
            lines_of(register, &titles, "register.")?;
        }
        let mut known = validate(facts, &self.policies, policy)?;
        let held = |title: &TitleId| facts.register().and_then(|register| register.holds(title, on));
        for title in titles {
            if let Some(held) = held(title) {
                known.insert_title(title.clone(), held);
            }
        }
        Ok(known)
    }
}

/// Refuses a line of a register about a title no policy knows, or one that ends before it begins.
pub(crate) fn lines_of(register: &Register, titles: &BTreeSet<&TitleId>, place: &str) -> Result<(), Error> {
    for (index, line) in register.titles.iter().enumerate() {
        known_title(titles, &line.title, &format!("{place}titles.{index}.title"))?;
        if line.to.is_some_and(|to| to <= line.from) {
            let message = format!("`{}` is held until before it begins", line.title);
            let error = Error::new(ErrorKind::OutOfRange, message).at(format!("{place}titles.{index}"));
            return Err(error.help("`to` is the first day after the last one, later than `from`"));
        }
    }
    Ok(())
}

/// Refuses a title no loaded policy knows.
pub(crate) fn known_title(titles: &BTreeSet<&TitleId>, title: &TitleId, path: &str) -> Result<(), Error> {
    if titles.contains(title) {
        return Ok(());
    }
    let short: String = title.as_str().chars().take(64).collect();
    let message = format!("no loaded policy knows a title `{short}`");
    let help = near(&short, titles.iter().map(|title| title.as_str()), "titles");
    Err(Error::new(ErrorKind::UnknownTitle, message).at(path).help(help))
}

fn rule_of<'p>(policy: &'p Policy, question: &Question) -> Result<&'p Eligibility, Error> {
    let (title, act) = (&question.title, &question.act);
    let found = policy.eligibilities.iter().find(|rule| rule.title == *title && rule.acts.contains(act));
    found.ok_or_else(|| {
        let message = format!("policy `{}` does not decide `{title}` for `{}`", policy.id, act.0);
        Error::new(ErrorKind::NotInForce, message)
    })
}

fn near<'a>(found: &str, known: impl Iterator<Item = &'a str>, what: &str) -> String {
    let known: Vec<&str> = known.collect();
    match did_you_mean(found, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("there are no {what}"),
        None => format!("the {what} are `{}`", known.join("`, `")),
    }
}
