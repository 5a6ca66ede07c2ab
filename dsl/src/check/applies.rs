//! `applies`: the newer document declares which text decides on a title, for an act, a round and some days.

use super::Checker;
use crate::PolicyId;
use crate::ast::Declaration;
use crate::policy::{Act, Application, Policy};

impl Checker<'_> {
    pub(super) fn applies(&mut self, declaration: &Declaration) {
        let citation = self.citation(declaration);
        let options = self.options(declaration, &["title", "act", "from", "to", "round", "use"]);
        let Some(title) = options.get("title") else {
            let help = "add `title: TITLE`: the title it decides on";
            self.error("missing-option", options.at, "the declaration names no title", help);
            return;
        };
        let titles = self.titles(title);
        let acts: Vec<Option<Act>> = match options.get("act") {
            None => vec![None],
            acts => self.acts(acts).into_iter().map(Some).collect(),
        };
        let round = self.text_option(&options, "round");
        let text = self.text_option(&options, "use").map_or_else(|| self.ground.id.clone(), PolicyId::new);
        let Some(from) = options.get("from") else {
            let help = "add `from: \"2026-04-01\"`";
            self.error("missing-option", options.at, "the declaration has no `from`", help);
            return;
        };
        let in_force = self.period_of(from, options.get("to"));
        let (Some(citation), Some(in_force)) = (citation, in_force) else { return };
        for title in titles {
            for act in &acts {
                self.policy.applications.push(Application {
                    at: declaration.at,
                    citation: citation.clone(),
                    title: title.clone(),
                    act: act.clone(),
                    round: round.clone(),
                    in_force,
                    text: text.clone(),
                });
            }
        }
    }

    /// A declaration for this text needs a rule of this text; those for others are looked at where these are known.
    pub(super) fn applications(&mut self) {
        for application in self.policy.applications.clone() {
            if application.text == *self.ground.id && !decides(&self.policy, &application) {
                let message = decides_nothing(&application);
                let help = "state the rule here, or name the text that has it: `use: \"PACK\"`";
                self.error("applies-nothing", application.at, message, help);
            }
        }
    }
}

/// Whether a text has a rule for what it is declared to decide.
pub(crate) fn decides(text: &Policy, application: &Application) -> bool {
    text.eligibilities.iter().any(|rule| {
        rule.title == application.title && application.act.as_ref().is_none_or(|act| rule.acts.contains(act))
    })
}

/// What is wrong with a declaration for a text that has no such rule.
pub(crate) fn decides_nothing(application: &Application) -> String {
    let act = application.act.as_ref().map_or(String::new(), |act| format!(" for `{}`", act.0));
    format!("`{}` is declared to apply, and has no rule for `{}`{act}", application.text, application.title)
}
