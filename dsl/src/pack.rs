//! A pack: the texts of one document - its policy, and the source text or clause table its citations lead to.

use crate::ast::Unread;
use crate::check::{Checked, Ground, check};
use crate::policy::{Policy, Type};
use crate::script::parse;
use crate::{
    Agencies, Clauses, Diagnostic, Document, FactId, Language, Number, PolicyId, Position, TitleId,
    did_you_mean,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The texts of one document, as a host hands them over. Nothing here reads a file.
///
/// ```
/// use gradus_dsl::{Agencies, Pack};
/// let policy = r#"
///     policy sample #{ title: #{ en: "Sample" }, in_force: #{ from: "2022-08-01", to: open } };
///     fact debt_ratio : percentage #{ en: "debt ratio" };
///     criterion debt "annex 3, 2" { debt_ratio <= percent(70) }
///     eligibility prize "annex 3" { debt }
/// "#;
/// let clauses = r#"
///     text = "unavailable"
///     language = "en"
///     [[clause]]
///     number = "annex 3"
///     [[clause]]
///     number = "annex 3/2"
///     summary = { en = "the debt ratio is at most 70 %" }
/// "#;
/// let checked = Pack::new("sample", policy).with_clauses(clauses).check(&Agencies::empty());
/// assert!(checked.diagnostics.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The pack's id: the name of its folder.
    pub id: PolicyId,
    /// The policy in the policy language.
    pub policy: String,
    /// The clause table (TOML), where the official text is not at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clauses: Option<String>,
    /// The official text or a translation of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceText>,
}

/// A text of the document itself, unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceText {
    /// Its language.
    pub language: Language,
    /// The text.
    pub text: String,
}

impl Pack {
    /// A pack with this policy; add the clauses or the source its citations lead to.
    #[must_use]
    pub fn new(id: impl Into<PolicyId>, policy: impl Into<String>) -> Self {
        Self { id: id.into(), policy: policy.into(), clauses: None, source: None }
    }

    /// The same pack with a clause table.
    #[must_use]
    pub fn with_clauses(mut self, toml: impl Into<String>) -> Self {
        self.clauses = Some(toml.into());
        self
    }

    /// The same pack with the text of the document.
    #[must_use]
    pub fn with_source(mut self, language: Language, text: impl Into<String>) -> Self {
        self.source = Some(SourceText { language, text: text.into() });
        self
    }

    /// The name of a file of the pack, for places in diagnostics.
    fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.id)
    }

    /// Reads and checks the pack. Titles of other packs are checked by [`check_packs`].
    #[must_use]
    pub fn check(&self, agencies: &Agencies) -> Checked {
        let (clauses, mut remarks) = self.read_clauses(agencies);
        let name = self.file("policy.rhai");
        let (file, unread) = parse(&self.policy, &name);
        // Where nothing was read, nothing can be said of what it means.
        let nothing = file.declarations.is_empty() && !unread.is_empty();
        remarks.extend(unread);
        let ground =
            Ground { id: &self.id, file: &name, source: &self.policy, clauses: clauses.as_ref(), agencies };
        let mut checked = check(&file, ground);
        if !nothing {
            remarks.append(&mut checked.diagnostics);
        }
        checked.diagnostics = remarks;
        checked
    }

    /// The clauses of the source text, else of the clause table.
    fn read_clauses(&self, agencies: &Agencies) -> (Option<Clauses>, Vec<Diagnostic>) {
        if let Some(source) = &self.source {
            let language = match source.language {
                Language::En => "en",
                Language::Zh => "zh",
            };
            let file = self.file(&format!("source.{language}.txt"));
            return match Document::read(source.text.as_bytes(), agencies) {
                Ok(document) => (Some(Clauses::from_document(&document, &source.text)), Vec::new()),
                Err(remark) => (None, vec![remark.located(&file, &source.text, Position::default())]),
            };
        }
        match self.clauses.as_deref().map(|toml| Clauses::from_toml(toml, &self.file("clauses.toml"))) {
            None => (None, Vec::new()),
            Some(Ok(clauses)) => (Some(clauses), Vec::new()),
            Some(Err(remarks)) => (None, remarks),
        }
    }
}

/// Checks packs that are used together: each on its own, and the titles they share.
///
/// A title that a rule requires, a workflow grants or a target counts must be declared by one of the packs; packs
/// that declare the same title must agree on the title below it.
#[must_use]
pub fn check_packs(packs: &[Pack], agencies: &Agencies) -> Vec<Checked> {
    let mut all: Vec<Checked> = packs.iter().map(|pack| pack.check(agencies)).collect();
    let declared: BTreeSet<TitleId> = all
        .iter()
        .flat_map(|checked| {
            let titles = checked.policy.titles.iter().map(|title| title.id.clone());
            titles.chain(checked.policy.eligibilities.iter().map(|rule| rule.title.clone()))
        })
        .collect();
    let unread: Vec<Unread> = all.iter().map(|checked| checked.unread.clone()).collect();
    let ladders: Vec<(TitleId, TitleId, PolicyId)> = all
        .iter()
        .flat_map(|checked| {
            let policy = &checked.policy;
            policy.titles.iter().filter_map(|title| {
                title.after.clone().map(|after| (title.id.clone(), after, policy.id.clone()))
            })
        })
        .collect();
    for (pack, checked) in packs.iter().zip(&mut all) {
        let file = pack.file("policy.rhai");
        let mut remarks = Vec::new();
        for (title, at) in mentioned(&checked.policy) {
            if declared.contains(&title) || unread.iter().any(|unread| unread.may_declare(title.as_str())) {
                continue;
            }
            let help = match did_you_mean(title.as_str(), declared.iter().map(TitleId::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "declare it with `title {title} …`, or use the pack that declares it beside this one"
                ),
            };
            let message = format!("no pack declares the title `{title}`");
            remarks.push(Diagnostic::error("unknown-title", message, help).located(&file, &pack.policy, at));
        }
        for title in &checked.policy.titles {
            let Some(after) = &title.after else { continue };
            let other = ladders.iter().find(|(id, below, _)| *id == title.id && below != after);
            if let Some((_, below, whose)) = other {
                let message =
                    format!("`{}` comes after `{after}` here, and after `{below}` in `{whose}`", title.id);
                let help = "packs that declare one title agree on the title below it";
                remarks.push(Diagnostic::error("ladders-differ", message, help).located(
                    &file,
                    &pack.policy,
                    title.at,
                ));
            }
        }
        for title in &checked.policy.titles {
            if circular(&title.id, &ladders) {
                let message = format!("the titles above and below `{}` form a circle", title.id);
                let help = "a ladder has a lowest title; take one `after` out";
                remarks.push(Diagnostic::error("bad-ladder", message, help).located(
                    &file,
                    &pack.policy,
                    title.at,
                ));
            }
        }
        checked.diagnostics.append(&mut remarks);
    }
    facts_agree(packs, &mut all);
    all
}

/// Whether the titles below a title lead back to it.
fn circular(title: &TitleId, ladders: &[(TitleId, TitleId, PolicyId)]) -> bool {
    let below = |title: &TitleId| ladders.iter().find(|(id, _, _)| id == title).map(|(_, below, _)| below);
    let mut at = below(title);
    for _ in 0..=ladders.len() {
        match at {
            Some(found) if found == title => return true,
            Some(found) => at = below(found),
            None => return false,
        }
    }
    false
}

/// One facts file serves all packs that are used together, so facts of one name have one type and one unit.
fn facts_agree(packs: &[Pack], all: &mut [Checked]) {
    let mut first: BTreeMap<FactId, (Type, Number, PolicyId)> = BTreeMap::new();
    for (pack, checked) in packs.iter().zip(all) {
        let mut remarks = Vec::new();
        for fact in &checked.policy.facts {
            let known = first
                .entry(fact.id.clone())
                .or_insert_with(|| (fact.ty.clone(), fact.scale.clone(), checked.policy.id.clone()));
            if known.0 != fact.ty || known.1 != fact.scale {
                let message = format!("`{}` has another type or unit here than in `{}`", fact.id, known.2);
                let help =
                    "packs used together share one facts file; agree on the type, or name the facts apart";
                let remark = Diagnostic::error("facts-differ", message, help);
                remarks.push(remark.located(&pack.file("policy.rhai"), &pack.policy, fact.at));
            }
        }
        checked.diagnostics.append(&mut remarks);
    }
}

/// Every title a policy speaks of without declaring it, and where.
fn mentioned(policy: &Policy) -> Vec<(TitleId, Position)> {
    use crate::policy::ExprKind;
    let mut titles = Vec::new();
    for title in &policy.titles {
        titles.extend(title.after.iter().map(|after| (after.clone(), title.at)));
    }
    for rule in &policy.eligibilities {
        titles.extend(rule.requires.iter().map(|title| (title.clone(), rule.at)));
    }
    for application in &policy.applications {
        titles.push((application.title.clone(), application.at));
    }
    for target in &policy.targets {
        if let Some(condition) = &target.condition {
            condition.visit(&mut |part| {
                if let ExprKind::Holders(title) = &part.kind {
                    titles.push((title.clone(), part.at));
                }
            });
        }
    }
    for workflow in &policy.workflows {
        titles.push((workflow.title.clone(), workflow.at));
        titles.extend(
            workflow.states.iter().filter_map(|state| state.grants.clone().map(|title| (title, state.at))),
        );
    }
    titles
}
