//! A ruling for people: one entry for every length, form and language.

use super::{Finding, Missing, Ruling, explain, markdown, short};
use gradus_dsl::Language;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much of an answer is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// For the applicant: the decision in a sentence, what failed and by how much, what is needed and from whom.
    Short,
    /// For the file: every condition with its clause, values and margin, points, and what is not sure.
    #[default]
    Full,
}

/// What an answer is written as. As data it is serialised: every answer is `serde::Serialize`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Plain text for a terminal or a letter.
    #[default]
    Text,
    /// Markdown with headings and tables. Whatever a host or a document supplied is escaped.
    Markdown,
}

impl Ruling {
    /// The ruling for people. All forms are written from the same data, and none decides anything.
    ///
    /// ```
    /// use gradus::{Engine, Facts, Form, Language, Length, Pack, Question};
    /// let policy = r#"
    ///     policy sample #{ title: #{ en: "Sample measures" }, in_force: #{ from: "2022-08-01", to: open } };
    ///     title star "1" #{ en: "star enterprise" };
    ///     fact debt_ratio : percentage #{ en: "debt ratio", min: 0 };
    ///     criterion debt "1" #{ en: "debt" } { debt_ratio <= percent(70) }
    ///     eligibility star "1" { debt }
    /// "#;
    /// let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\nsummary = { en = \"Debt.\" }";
    /// let engine = Engine::load(vec![Pack::new("sample", policy).with_clauses(clauses)], "").unwrap();
    /// let facts = Facts::new().with("debt_ratio", "73.5");
    /// let ruling = engine.rule(&Question::new("star", "2025-06-01".parse().unwrap(), facts)).unwrap();
    /// let page = ruling.render(Length::Short, Form::Text, Language::En);
    /// assert!(page.starts_with("The applicant does not meet the conditions for recognition as star enterprise"));
    /// assert!(page.contains("debt ratio: 73.5%, at most 70% (over by 3.5 percentage points)"));
    /// ```
    #[must_use]
    pub fn render(&self, length: Length, form: Form, language: Language) -> String {
        match (length, form) {
            (Length::Full, Form::Text) => explain::page(self, language),
            (Length::Full, Form::Markdown) => markdown::page(self, language),
            (Length::Short, form) => short::page(self, form, language),
        }
    }
}

impl Ruling {
    /// The findings that decided, in the order of the rule.
    pub fn deciding(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| self.decided_by.contains(&finding.id))
    }
}

impl Missing {
    /// What is missing, its path, and who can supply it, in one line.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        explain::Page::new(language).missing(self)
    }
}

impl Finding {
    /// The finding in one line: what was asked, what was found, and the margin.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        explain::line(self, language)
    }
}
