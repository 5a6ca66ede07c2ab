//! A ruling as the applicant reads it: a sentence, what failed and by how much, what is needed and from whom.

use super::explain::Page;
use super::words::{self, pick};
use super::{ClauseUsed, Decision, Finding, Form, Outcome, Ruling, markdown};
use gradus_dsl::Language;

/// The ruling in short. It names things by their names for people only; a path stands where there is none.
pub(super) fn page(ruling: &Ruling, form: Form, language: Language) -> String {
    let mut page = Short { ruling, words: Page::new(language), form, language, text: String::new() };
    page.sentence(&sentence(ruling, language));
    let mut under = words::document(&ruling.policy.title, &ruling.policy.number, language);
    for used in &ruling.policy.uses {
        let used = words::document(&used.title, &used.number, language);
        under = format!("{under}{}{used}", pick(language, ", with rules of ", "，并援用"));
    }
    page.sentence(&format!("{}{under}{}", pick(language, "Under ", "依据："), pick(language, ".", "。")));
    match ruling.decision {
        Decision::Eligible => {
            let count = ruling.deciding().count();
            page.heading("Met", "满足情况");
            page.item(&match language {
                Language::En if ruling.decided_by_cases => {
                    format!("✓ whatever is missing turns out to be, enough of {count} conditions are met")
                }
                Language::Zh if ruling.decided_by_cases => {
                    format!("✓ 无论缺失事实如何，所涉{count}项条件的满足情况均足以符合要求")
                }
                Language::En if count == 1 => "✓ 1 condition carries the decision".to_owned(),
                Language::En => format!("✓ {count} conditions carry the decision"),
                Language::Zh => format!("✓ 起决定作用的条件共{count}项，均已满足"),
            });
        }
        Decision::Ineligible => {
            if ruling.decided_by_cases {
                page.heading(
                    "Not all met, whatever is missing turns out to be",
                    "不能全部满足的条件（无论缺失事实如何）",
                );
            } else {
                page.heading("Not met", "不满足的条件");
            }
            for finding in ruling.deciding() {
                page.failed(finding);
            }
        }
        Decision::Undetermined => page.open(ruling),
    }
    if !ruling.flags.is_empty() {
        let count = ruling.flags.len();
        page.heading("Please note", "说明");
        page.item(&match language {
            Language::En => format!("· not sure: {count} of the figures, facts, wordings and dates used"),
            Language::Zh => format!("· 所用数值、事实、措辞和日期中有{count}项存疑"),
        });
    }
    page.text
}

fn sentence(ruling: &Ruling, language: Language) -> String {
    let title = ruling.title_label.in_language(language);
    let act = words::act(&ruling.act.0, language);
    let on = words::day(ruling.on, language);
    let named = ruling.subject.as_deref().filter(|subject| !subject.is_empty());
    match language {
        Language::En => {
            let what = format!("the conditions for {act} as {title} on {on}");
            match ruling.decision {
                Decision::Eligible => format!("{} meets {what}.", named.unwrap_or("The applicant")),
                Decision::Ineligible => format!("{} does not meet {what}.", named.unwrap_or("The applicant")),
                Decision::Undetermined => {
                    let who = named.unwrap_or("the applicant");
                    format!("Whether {who} meets {what} cannot be decided yet.")
                }
            }
        }
        Language::Zh => {
            let who = named.unwrap_or("申请企业");
            let what = format!("{title}{act}条件");
            match ruling.decision {
                Decision::Eligible => format!("截至{on}，{who}符合{what}。"),
                Decision::Ineligible => format!("截至{on}，{who}不符合{what}。"),
                Decision::Undetermined => format!("截至{on}，{who}是否符合{what}，尚不能确定。"),
            }
        }
    }
}

struct Short<'r> {
    ruling: &'r Ruling,
    words: Page,
    form: Form,
    language: Language,
    text: String,
}

impl Short<'_> {
    /// A condition that decided: what in it failed.
    fn failed(&mut self, finding: &Finding) {
        let clause = self.cited(&finding.clause);
        // What is decided by cases need not fail itself.
        let open = self.ruling.decided_by_cases && finding.outcome != Outcome::Fails;
        let mark = if open { words::mark(finding.outcome) } else { '✗' };
        let (open, close) = match self.language {
            Language::En => (" [", "]"),
            Language::Zh => ("［", "］"),
        };
        let failed = finding.comparisons.iter().filter(|one| one.outcome == Outcome::Fails && !one.selects);
        let mut lines: Vec<String> = failed.map(|one| self.words.comparison(one)).collect();
        if lines.is_empty() {
            // A way through the rule was taken on which there is nothing to meet: all that was asked says which.
            lines = finding.comparisons.iter().map(|one| self.words.comparison(one)).collect();
        }
        // Its clause stands behind it, so that a condition without a name needs none in front.
        let name = finding.label.in_language(self.language);
        let cited = format!("{open}{clause}{close}");
        match lines.as_slice() {
            [] if name.is_empty() => self.item(&format!("{mark}{cited}")),
            [] => self.item(&format!("{mark} {name}{cited}")),
            [line] if name.is_empty() || line.starts_with(name) => {
                self.item(&format!("{mark} {line}{cited}"))
            }
            [line] => {
                let dash = pick(self.language, " - ", "——");
                self.item(&format!("{mark} {name}{dash}{line}{cited}"));
            }
            several => {
                let all = pick(self.language, "none of these is met", "下列各项均不满足");
                let name = if name.is_empty() { all } else { name };
                self.item(&format!("{mark} {name}{cited}"));
                for line in several {
                    self.below(&format!("{mark} {line}"));
                }
            }
        }
    }

    fn open(&mut self, ruling: &Ruling) {
        if !ruling.missing.is_empty() {
            let (en, zh) = words::still_needed(ruling.missing_is_exact);
            self.heading(en, zh);
            for missing in &ruling.missing {
                let label = missing.label.in_language(self.language);
                let label = if label.is_empty() { &missing.path } else { label };
                let from = self.words.needs(&missing.needs);
                self.item(&format!("? {label}{}{from}", pick(self.language, ": ", "：")));
            }
        }
        if !ruling.blocked.is_empty() {
            self.heading("Cannot be decided", "无法判断");
            let undefined =
                ruling.findings.iter().filter(|f| f.comparisons.iter().any(|c| !c.blocked.is_empty()));
            let mut named = false;
            for finding in undefined {
                let causes = finding.comparisons.iter().flat_map(|one| &one.blocked);
                for cause in causes.filter(|cause| ruling.blocked.contains(cause)) {
                    named = true;
                    let (name, colon) = (self.name(finding), pick(self.language, ": ", "："));
                    self.item(&format!("! {name}{colon}{}", words::undefined(cause.why, self.language)));
                }
            }
            for cause in ruling.blocked.iter().filter(|_| !named) {
                self.item(&format!("! {}", words::undefined(cause.why, self.language)));
            }
        }
    }

    /// A clause; of another text with the name of that text.
    fn cited(&self, clause: &ClauseUsed) -> String {
        let number = words::clause(&clause.citation, self.language);
        let Some(text) = &clause.policy else { return number };
        let Some(used) = self.ruling.policy.uses.iter().find(|used| used.id == *text) else {
            return words::cited(Some(text), &clause.citation, self.language);
        };
        let text = words::document(&used.title, &used.number, self.language);
        format!("{text}{}{number}", pick(self.language, ", ", ""))
    }

    /// What a condition is called; its clause where it has no name.
    fn name(&self, finding: &Finding) -> String {
        match finding.label.in_language(self.language) {
            "" => self.cited(&finding.clause),
            name => name.to_owned(),
        }
    }

    fn sentence(&mut self, text: &str) {
        let text = match self.form {
            Form::Text => words::one_line(text),
            // Each sentence is a paragraph; the first, which says the decision, stands out.
            Form::Markdown if self.text.is_empty() => format!("**{}**", markdown::escaped(text)),
            Form::Markdown => format!("\n{}", markdown::escaped(text)),
        };
        self.text.push_str(&text);
        self.text.push('\n');
    }

    fn heading(&mut self, en: &str, zh: &str) {
        let heading = pick(self.language, en, zh);
        let line = match self.form {
            Form::Text => format!("\n{heading}\n"),
            Form::Markdown => format!("\n## {heading}\n\n"),
        };
        self.text.push_str(&line);
    }

    fn item(&mut self, text: &str) {
        let line = match self.form {
            Form::Text => format!("  {}\n", words::one_line(text)),
            Form::Markdown => format!("- {}\n", markdown::escaped(text.trim_start_matches("· "))),
        };
        self.text.push_str(&line);
    }

    fn below(&mut self, text: &str) {
        let line = match self.form {
            Form::Text => format!("      {}\n", words::one_line(text)),
            Form::Markdown => format!("  - {}\n", markdown::escaped(text)),
        };
        self.text.push_str(&line);
    }
}
