//! A ruling as Markdown for a file: headings, tables, clauses as quotes, and nothing a host wrote taken as markup.

use super::amount::{quantity, value};
use super::explain::{Page, mark_of};
use super::words::{self, pick};
use super::{
    ClauseUsed, Decision, Finding, IndicatorFinding, Outcome, Ruling, ScoreFinding, Shown, TableFinding,
};
use gradus_dsl::{Language, PolicyId};
use std::collections::BTreeSet;

/// The whole ruling.
pub(super) fn page(ruling: &Ruling, language: Language) -> String {
    let mut page = Sheet { words: Page::new(language), language, text: String::new() };
    page.heading(1, &page.words.decision(ruling));
    for (name, words) in page.words.grounds(ruling) {
        page.text.push_str(&format!("- **{}** {}\n", name.trim_end(), inline(&words)));
    }
    page.conditions(&ruling.findings);
    page.scores(&ruling.scores);
    page.tables(&ruling.tables);
    page.decided(ruling);
    page.missing(ruling);
    page.undefined(ruling);
    page.flags(ruling);
    page.clauses(ruling);
    page.text
}

/// A text that Markdown shows as it is, at the beginning of a line: what could begin a heading, a list or a rule is
/// escaped with all that [`inline`] escapes.
pub(crate) fn escaped(text: &str) -> String {
    let shown = inline(text);
    let digits = shown.chars().take_while(char::is_ascii_digit).count();
    let sign = shown.chars().nth(digits);
    let numbered = digits > 0 && matches!(sign, Some('.' | ')'));
    let begins = digits == 0 && matches!(sign, Some('#' | '-' | '+' | '=' | ':'));
    if !numbered && !begins {
        return shown;
    }
    // Digits take one byte each.
    let (before, from) = shown.split_at(digits);
    format!("{before}\\{from}")
}

/// A text that Markdown shows as it is, inside a line: what could begin markup, a table cell, an entity or a link is
/// escaped.
fn inline(text: &str) -> String {
    let flat = words::one_line(text);
    let flat = flat.trim();
    let mut shown = String::with_capacity(flat.len() + 8);
    let mut before = ['\0'; 3];
    let mut chars = flat.chars().peekable();
    while let Some(c) = chars.next() {
        // `://` and `www.` become links by themselves in most readers.
        let links = match c {
            ':' => chars.peek() == Some(&'/'),
            '.' => before.iter().all(|w| w.eq_ignore_ascii_case(&'w')),
            '@' => true,
            _ => false,
        };
        let marks = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '^');
        if c == '@' {
            // A backslash before it would not keep an address from becoming a link.
            shown.push_str("&#64;");
        } else {
            if links || marks {
                shown.push('\\');
            }
            shown.push(c);
        }
        before = [before[1], before[2], c];
    }
    shown
}

struct Sheet {
    words: Page,
    language: Language,
    text: String,
}

impl Sheet {
    fn conditions(&mut self, findings: &[Finding]) {
        self.say_heading(2, "Conditions", "条件");
        self.columns(&[
            ("", ""),
            ("Clause", "依据"),
            ("Condition", "条件"),
            ("Value", "实际"),
            ("Required", "要求"),
            ("Margin", "差额"),
        ]);
        for finding in findings {
            self.finding(finding);
        }
    }

    /// One row where one thing was compared; with several, the condition first and a row for each below it.
    fn finding(&mut self, finding: &Finding) {
        let mark = mark_of(finding);
        let clause = self.cited(&finding.clause);
        let label = finding.label.in_language(self.language);
        let label = if label.is_empty() { &finding.id } else { label };
        let comparisons = match finding.comparisons.as_slice() {
            [one] if finding.exceptions.is_empty() && (finding.outcome == one.outcome || mark == '→') => {
                let what = one.left.what.in_language(self.language);
                let name = if what == label {
                    label.to_owned()
                } else {
                    format!("{label}{}{what}", pick(self.language, " - ", "——"))
                };
                let (found, required) = (self.words.found(one), self.words.required(one));
                let margin = self.words.margin(one);
                return self.row(&[&mark.to_string(), &clause, &name, &found, &required, &margin]);
            }
            several => several,
        };
        let note = match finding.outcome {
            Outcome::NotNeeded => pick(self.language, " (not needed)", "（无需判断）"),
            _ => "",
        };
        self.row(&[&mark.to_string(), &clause, &format!("{label}{note}"), "", "", ""]);
        for one in comparisons {
            let mark = if one.selects { '→' } else { words::mark(one.outcome) };
            let what = format!("· {}", one.left.what.in_language(self.language));
            let found = self.words.found(one);
            // What only selects a way asks nothing; that it is so, the value says.
            let selects = one.selects && matches!(one.right.value, Shown::YesNo(_));
            let (required, margin) = match selects {
                true => (String::new(), String::new()),
                false => (self.words.required(one), self.words.margin(one)),
            };
            self.row(&[&mark.to_string(), "", &what, &found, &required, &margin]);
        }
        for exception in &finding.exceptions {
            let (mark, clause) = (words::mark(exception.outcome), self.cited(&exception.clause));
            let text = format!("· {}", self.words.exception(exception));
            self.row(&[&mark.to_string(), &clause, &text, "", "", ""]);
        }
    }

    fn cited(&self, clause: &ClauseUsed) -> String {
        words::cited(clause.policy.as_ref(), &clause.citation, self.language)
    }

    fn scores(&mut self, scores: &[ScoreFinding]) {
        if scores.is_empty() {
            return;
        }
        self.say_heading(2, "Points", "评分");
        for score in scores {
            let total =
                self.words.points(&score.points, &score.of) + self.words.mark(score.pass.as_ref()).as_str();
            let clause = words::bracketed_clause(&score.clause, self.language);
            self.paragraph(&format!("{} {clause} {total}", score.id));
            self.columns(&[("Line", "评分项"), ("Clause", "依据"), ("Points", "得分"), ("Most", "满分")]);
            let text = score.clause.policy.as_ref();
            for group in &score.groups {
                let clause = words::cited(text, &group.citation, self.language);
                let points = value(&group.points, "points", self.language);
                let of = quantity(&group.of, "points", self.language)
                    + self.words.mark(group.pass.as_ref()).as_str();
                self.row(&[group.id.as_str(), &clause, &points, &of]);
                self.lines("· ", text, &group.indicators);
            }
            self.lines("", text, &score.indicators);
        }
    }

    fn lines(&mut self, indent: &str, text: Option<&PolicyId>, lines: &[IndicatorFinding]) {
        for line in lines {
            let clause = words::cited(text, &line.citation, self.language);
            let points = value(&line.points, "points", self.language);
            let of = quantity(&line.of, "points", self.language);
            self.row(&[&format!("{indent}{}", line.id), &clause, &points, &of]);
        }
    }

    fn tables(&mut self, tables: &[TableFinding]) {
        if tables.is_empty() {
            return;
        }
        self.say_heading(2, "Tables", "表");
        for table in tables {
            let clause = words::bracketed_clause(&table.clause, self.language);
            let rows = self.words.rows(table);
            self.paragraph(&format!("{} {clause} {rows}", table.id));
            self.columns(&[("Column", "列"), ("Value", "实际")]);
            for (what, found) in self.words.inputs(table) {
                self.row(&[&what, &found]);
            }
        }
    }

    fn decided(&mut self, ruling: &Ruling) {
        if ruling.decided_by.is_empty() {
            return;
        }
        let (en, zh) = words::decided_by(ruling.decided_by_cases);
        self.say_heading(2, en, zh);
        for finding in ruling.deciding() {
            let label = finding.label.in_language(self.language);
            let (id, label) = (escaped(&finding.id), inline(label));
            let colon = pick(self.language, ": ", "：");
            let line = if label.is_empty() { id } else { format!("{id}{colon}{label}") };
            self.text.push_str(&format!("- {line}\n"));
        }
    }

    fn missing(&mut self, ruling: &Ruling) {
        if ruling.missing.is_empty() {
            return;
        }
        let (en, zh) = words::still_needed(ruling.missing_is_exact);
        self.say_heading(2, en, zh);
        self.columns(&[("Fact", "事实"), ("Path", "路径"), ("From", "提供方")]);
        for missing in &ruling.missing {
            let from = self.words.needs(&missing.needs);
            self.row(&[missing.label.in_language(self.language), &missing.path, &from]);
        }
    }

    fn undefined(&mut self, ruling: &Ruling) {
        if !ruling.blocked.is_empty() {
            if ruling.decision == Decision::Undetermined {
                self.say_heading(2, "Cannot be decided", "无法判断");
            } else {
                self.say_heading(2, "Undefined", "无定义");
            }
            for blocked in &ruling.blocked {
                let line = escaped(&words::blocked(blocked, self.language));
                self.text.push_str(&format!("- {line}\n"));
            }
        }
        if !ruling.ignored.is_empty() {
            self.say_heading(2, "Undefined, without effect on the outcome", "无定义，但不影响结论");
            for ignored in &ruling.ignored {
                let line = escaped(&words::blocked(ignored, self.language));
                self.text.push_str(&format!("- {line}\n"));
            }
        }
    }

    fn flags(&mut self, ruling: &Ruling) {
        if ruling.flags.is_empty() {
            return;
        }
        self.say_heading(2, "Not sure", "存疑事项");
        for flag in &ruling.flags {
            self.text.push_str(&format!("- {}\n", escaped(&words::flag(flag, self.language))));
        }
    }

    /// Every clause that took part, once, word for word or in a summary.
    fn clauses(&mut self, ruling: &Ruling) {
        let mut seen = BTreeSet::new();
        let findings = ruling.findings.iter().flat_map(|finding| {
            std::iter::once(&finding.clause).chain(finding.exceptions.iter().map(|one| &one.clause))
        });
        let scores = ruling.scores.iter().map(|score| &score.clause);
        let tables = ruling.tables.iter().map(|table| &table.clause);
        let all = std::iter::once(&ruling.clause).chain(findings).chain(scores).chain(tables);
        let mut begun = false;
        for clause in all.filter(|clause| seen.insert((&clause.policy, clause.citation.as_str()))) {
            let summary = clause.summary.in_language(self.language);
            let says = if clause.text.is_empty() { summary } else { &clause.text };
            if says.is_empty() {
                continue;
            }
            if !std::mem::replace(&mut begun, true) {
                self.say_heading(2, "Clauses", "条款");
            }
            let name = inline(&self.cited(clause));
            let heading = inline(clause.heading.in_language(self.language));
            let own = pick(self.language, " (our summary)", "（本系统摘要）");
            let own = if clause.text.is_empty() { own } else { "" };
            let line = format!("**{name}** {heading}");
            let gap = self.gap();
            self.text.push_str(&format!("{gap}{}{own}\n\n", line.trim_end()));
            for line in says.lines().filter(|line| !line.trim().is_empty()) {
                self.text.push_str(&format!("> {}\n", escaped(line)));
            }
        }
    }

    /// A line of its own before a table.
    fn paragraph(&mut self, text: &str) {
        let gap = self.gap();
        self.text.push_str(&format!("{gap}{}\n", escaped(text)));
    }

    fn gap(&self) -> &'static str {
        if self.text.ends_with("\n\n") { "" } else { "\n" }
    }

    fn say_heading(&mut self, level: usize, en: &str, zh: &str) {
        self.heading(level, pick(self.language, en, zh));
    }

    fn heading(&mut self, level: usize, text: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        self.text.push_str(&format!("{gap}{} {}\n\n", "#".repeat(level), escaped(text)));
    }

    fn columns(&mut self, names: &[(&str, &str)]) {
        let names: Vec<&str> = names.iter().map(|(en, zh)| pick(self.language, *en, *zh)).collect();
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        self.row(&names);
        self.text.push_str(&format!("|{}\n", " --- |".repeat(names.len())));
    }

    fn row(&mut self, cells: &[&str]) {
        let cells: Vec<String> = cells.iter().map(|cell| inline(cell)).collect();
        self.text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}
