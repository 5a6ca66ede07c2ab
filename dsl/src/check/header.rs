//! The `policy` declaration and what a policy uses.

use super::{Checker, plain};
use crate::ast::{Declaration, ExprKind, File};
use crate::policy::Period;
use crate::{Language, Position};

impl<'a> Checker<'a> {
    pub(super) fn header(&mut self, file: &'a File) {
        let mut headers = file.declarations.iter().filter(|declaration| declaration.keyword == "policy");
        match headers.next() {
            Some(header) => self.policy_header(header),
            None if self.unread.may_be_header() => {}
            None => self.error(
                "no-policy",
                Position::default(),
                "the file does not say which policy it states",
                "begin with `policy ID #{ number: \"…\", title: #{ zh: \"…\" }, in_force: #{ from: \"…\", to: open } };`",
            ),
        }
        for second in headers {
            self.error(
                "second-policy",
                second.at,
                "a file states one policy",
                "put the second one in a pack of its own",
            );
        }
        for declaration in file.declarations.iter().filter(|declaration| declaration.keyword == "use") {
            self.uses(declaration);
        }
        if self.ground.clauses.is_none() {
            self.warning(
                "no-clauses",
                Position::default(),
                "neither a source text nor a clause table stands beside the policy, so citations lead nowhere",
                "put `source.zh.txt` or `clauses.toml` in the folder of the policy",
            );
        }
    }

    fn policy_header(&mut self, declaration: &Declaration) {
        let options = self.options(
            declaration,
            &["number", "version", "title", "issuers", "authentic", "in_force", "status", "note"],
        );
        self.policy.number = options.text("number");
        self.policy.version = self.text_option(&options, "version").unwrap_or_default();
        if let Some(title) = options.get("title") {
            let title = self.map(title, &["zh", "en"]);
            self.policy.title = self.label(&title);
        }
        if self.policy.title.is_empty() {
            self.error(
                "missing-option",
                options.at,
                "the policy has no title",
                "add `title: #{ zh: \"…\", en: \"…\" }`",
            );
        }
        if let Some(issuers) = options.get("issuers") {
            self.policy.issuers = self.agencies(issuers);
        }
        if let Some(authentic) = options.get("authentic") {
            self.policy.authentic = match plain(authentic) {
                Some("zh") => Some(Language::Zh),
                Some("en") => Some(Language::En),
                _ => {
                    self.error(
                        "unknown-language",
                        authentic.at,
                        "the language of the binding text is not known",
                        "write \"zh\" or \"en\"",
                    );
                    None
                }
            };
        }
        self.policy.status = self.status_option(&options);
        let Some(in_force) = options.get("in_force") else {
            self.error(
                "missing-option",
                options.at,
                "the policy does not say when it is in force",
                "add `in_force: #{ from: \"2022-08-01\", to: open }`; `to` is the first day it is no longer in force",
            );
            return;
        };
        if let Some(period) = self.period_option(in_force) {
            self.policy.in_force = period;
        }
    }

    /// `#{ from: "…", to: "…" }`, `to` being a date or the word `open`.
    fn period_option(&mut self, expr: &crate::ast::Expr) -> Option<Period> {
        let options = self.map(expr, &["from", "to"]);
        let Some(from) = options.get("from") else {
            self.error("missing-option", expr.at, "the period has no `from`", "add `from: \"2022-08-01\"`");
            return None;
        };
        self.period_of(from, options.get("to"))
    }

    /// A period from two written ends.
    pub(super) fn period_of(
        &mut self,
        from: &crate::ast::Expr,
        to: Option<&crate::ast::Expr>,
    ) -> Option<Period> {
        let start = self.date(plain(from).unwrap_or_default(), from.at)?;
        let end = match to {
            None => None,
            Some(expr) if matches!(&expr.kind, ExprKind::Name(word) if word == "open") => None,
            Some(expr) => Some(self.date(plain(expr).unwrap_or_default(), expr.at)?),
        };
        self.period(start, end, from.at)
    }
}
