//! A ruling as a page a clerk reads, in English or Chinese, from the same data.

use super::amount::{quantity, value};
use super::words::{self, pick};
use super::{Comparison, Decision, Finding, FindingKind, Growth, Missing, Needs, Outcome, Ruling, Shown};
use gradus_dsl::policy::CompareOp;
use gradus_dsl::{Language, Number};

impl Ruling {
    /// The ruling as a page for people: the decision, each condition with its values and margin, what still
    /// matters, and what is not sure.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let mut page = Page { language, text: String::new() };
        page.head(self);
        page.title("Conditions", "条件");
        for finding in &self.findings {
            page.finding(finding);
        }
        page.scores(self);
        page.tail(self);
        page.text
    }

    /// The ruling in a few lines: the decision, the conditions that forced a no, what is still needed and from whom,
    /// and how much is not sure. [`Ruling::explain`] has all of it.
    #[must_use]
    pub fn brief(&self, language: Language) -> String {
        let mut page = Page { language, text: String::new() };
        page.line("", &page.decision(self));
        let decided = |finding: &&Finding| self.decided_by.contains(&finding.id);
        match self.decision {
            Decision::Eligible => {
                let count = self.findings.iter().filter(decided).count();
                let line = match language {
                    Language::En => format!("✓ {count} conditions carry the decision"),
                    Language::Zh => format!("✓ 起决定作用的条件共{count}项，均已满足"),
                };
                page.line("  ", &line);
            }
            Decision::Ineligible => self.findings.iter().filter(decided).for_each(|f| page.finding(f)),
            Decision::Undetermined => {
                for missing in &self.missing {
                    page.line("  ", &format!("? {}", page.missing(missing)));
                }
                for blocked in &self.blocked {
                    page.line("  ", &format!("! {}", words::blocked(blocked, language)));
                }
            }
        }
        if !self.flags.is_empty() {
            let count = self.flags.len();
            let line = match language {
                Language::En => format!("· not sure: {count} of the figures, facts, wordings and dates used"),
                Language::Zh => format!("· 所用数值、事实、措辞和日期中有{count}项存疑"),
            };
            page.line("  ", &line);
        }
        page.text
    }
}

impl Finding {
    /// The finding in one line: what was asked, what was found, and the margin.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut page = Page { language, text: String::new() };
        page.finding(self);
        page.text.lines().next().unwrap_or_default().trim_start().to_owned()
    }
}

struct Page {
    language: Language,
    text: String,
}

impl Page {
    fn decision(&self, ruling: &Ruling) -> String {
        let title = ruling.title_label.in_language(self.language);
        let act = words::act(&ruling.act.0, self.language);
        let decision = words::decision(ruling.decision, self.language);
        let subject = ruling.subject.as_deref().unwrap_or("");
        let subject = if subject.is_empty() { String::new() } else { format!(" - {subject}") };
        let on = ruling.on;
        match self.language {
            Language::En => format!("{decision}: {title}, {act}, as of {on}{subject}"),
            Language::Zh => format!("{decision}：{title}（{act}），截至{on}{subject}"),
        }
    }

    fn head(&mut self, ruling: &Ruling) {
        let text = ruling.policy.title.in_language(self.language);
        let number = &ruling.policy.number;
        let number_in_brackets = if number.is_empty() { String::new() } else { format!("（{number}）") };
        let lines = match self.language {
            Language::En => [
                self.decision(ruling),
                format!("under {}", format!("{number} {text}").trim_start()),
                format!("why this text: {}", ruling.policy.why.in_language(self.language)),
            ],
            Language::Zh => [
                self.decision(ruling),
                format!("依据：{text}{number_in_brackets}"),
                format!("适用该文件的理由：{}", ruling.policy.why.in_language(self.language)),
            ],
        };
        for line in lines {
            self.line("", &line);
        }
        if !ruling.policy.text_available {
            let (en, zh) = (
                "clause text unavailable: clauses are shown in our own summary",
                "条文原文暂缺：以下为本系统所作摘要",
            );
            self.line("", pick(self.language, en, zh));
        }
    }

    /// One line where one thing was compared; with several, the heading first.
    fn finding(&mut self, finding: &Finding) {
        let selects = matches!(finding.comparisons.as_slice(), [one] if one.selects);
        let mark = if selects && finding.kind == FindingKind::Condition {
            '→'
        } else {
            words::mark(finding.outcome)
        };
        let label = finding.label.in_language(self.language);
        let label = if label.is_empty() { &finding.id } else { label };
        let clause = format!("[{}]", finding.clause.citation);
        match finding.comparisons.as_slice() {
            [one] if finding.outcome == one.outcome || mark == '→' => {
                let compared = self.comparison(one);
                let name = if one.left.what.in_language(self.language) == label {
                    String::new()
                } else {
                    format!("{label} - ")
                };
                self.line("  ", &format!("{mark} {clause} {name}{compared}"));
            }
            several => {
                let note = match finding.outcome {
                    Outcome::NotNeeded => pick(self.language, " (not needed)", "（无需判断）"),
                    _ => "",
                };
                self.line("  ", &format!("{mark} {clause} {label}{note}"));
                for comparison in several {
                    let compared = self.comparison(comparison);
                    let mark = if comparison.selects { '→' } else { words::mark(comparison.outcome) };
                    self.line("      ", &format!("{mark} {compared}"));
                }
            }
        }
    }

    fn comparison(&self, one: &Comparison) -> String {
        let what = one.left.what.in_language(self.language);
        let colon = pick(self.language, ": ", "：");
        let left = match &one.growth {
            Some(growth) => self.rate(growth),
            None => value(&one.left.value, &one.unit, self.language),
        };
        let right = value(&one.right.value, &one.unit, self.language);
        let answered = matches!(one.right.value, Shown::YesNo(_)) && one.operator == CompareOp::Equal;
        if answered && (one.selects || one.outcome == Outcome::Holds) {
            return format!("{what}{colon}{left}");
        }
        let needs = match (&one.right.value, one.operator) {
            (Shown::YesNo(_), CompareOp::Equal) => pick(self.language, "must be", "应为"),
            (_, operator) => words::operator(operator, self.language),
        };
        let space = pick(self.language, " ", "");
        let comma = pick(self.language, ", ", "，");
        let tail = if one.selects { self.selected(one) } else { self.tail_of(one) };
        format!("{what}{colon}{left}{comma}{needs}{space}{right}{tail}")
    }

    /// Whether what selects a branch holds: it is neither met nor short of anything.
    fn selected(&self, one: &Comparison) -> String {
        let (en, zh) = match one.outcome {
            Outcome::Holds => (": yes", "：是"),
            Outcome::Fails => (": no", "：否"),
            Outcome::Undefined => (": undefined", "：无定义"),
            Outcome::Open | Outcome::NotNeeded => (": not known", "：未知"),
        };
        pick(self.language, en, zh).to_owned()
    }

    /// The rate of growth, cut off; without the mark of a cut where it is exactly that.
    fn rate(&self, growth: &Growth) -> String {
        let Some(rate) = &growth.rate_from else {
            return pick(self.language, "not a number", "无实数值").to_owned();
        };
        let factor = Number::from(1) + rate.clone();
        if growth.base.clone() * factor.power(growth.years) == growth.last {
            return quantity(rate, "percentage", self.language);
        }
        // Digits are cut off towards zero: of a fall the bound nearer to zero is the one shown.
        let bound = growth.rate_below.as_ref().filter(|_| rate.is_negative()).unwrap_or(rate);
        let sign = if rate.is_negative() && bound.is_zero() { "-" } else { "" };
        let shown = quantity(bound, "percentage", self.language);
        format!("{sign}{}…%", shown.trim_end_matches('%'))
    }

    /// What follows the two sides: the margin, the exact inequality of a growth rate, why there is no answer.
    fn tail_of(&self, one: &Comparison) -> String {
        let (open, close) = (pick(self.language, " (", "（"), pick(self.language, ")", "）"));
        if let Some(growth) = &one.growth {
            let plain = |number: &Number| quantity(number, "number", self.language);
            let rate = quantity(&growth.rate, "percentage", self.language);
            let (last, base, required) = (plain(&growth.last), plain(&growth.base), plain(&growth.required));
            let against = format!("{base} × (1 + {rate})^{} = {required}", growth.years);
            let compared = pick(self.language, " against ", "，对比 ");
            return format!("{open}{last}{compared}{against}{close}");
        }
        if let [first, ..] = one.blocked.as_slice()
            && one.outcome == Outcome::Undefined
        {
            return format!("{open}{}{close}", words::blocked(first, self.language));
        }
        let Some(margin) = &one.margin else { return String::new() };
        if matches!(one.operator, CompareOp::Equal | CompareOp::NotEqual) {
            return String::new();
        }
        let positive = if margin.is_negative() { -margin.clone() } else { margin.clone() };
        let by = self.distance(&positive, &one.unit);
        let words = match (one.outcome, one.operator) {
            _ if margin.is_zero() => pick(self.language, "exactly at the limit", "恰在界限上").to_owned(),
            (Outcome::Fails, CompareOp::AtLeast | CompareOp::Above) => {
                format!("{}{by}", pick(self.language, "short by ", "差"))
            }
            (Outcome::Fails, _) => format!("{}{by}", pick(self.language, "over by ", "超出")),
            _ => format!("{}{by}", pick(self.language, "met by ", "余量")),
        };
        format!("{open}{words}{close}")
    }

    /// A difference: percentages differ by percentage points.
    fn distance(&self, number: &Number, unit: &str) -> String {
        if unit != "percentage" {
            return quantity(number, unit, self.language);
        }
        let points = number.clone() * Number::from(100);
        let en = if points == Number::from(1) { " percentage point" } else { " percentage points" };
        let points = quantity(&points, "number", self.language);
        format!("{points}{}", pick(self.language, en, "个百分点"))
    }

    fn scores(&mut self, ruling: &Ruling) {
        if ruling.scores.is_empty() {
            return;
        }
        self.title("Points", "评分");
        for score in &ruling.scores {
            let total = self.points(&score.points, &score.of);
            let pass = match &score.pass {
                Some(pass) => {
                    let pass = quantity(pass, "points", self.language);
                    let words = pick(self.language, ", passes at ", "，合格线");
                    format!("{words}{pass}")
                }
                None => String::new(),
            };
            self.line("  ", &format!("{} [{}] {total}{pass}", score.id, score.clause.citation));
            for line in &score.indicators {
                let points = self.points(&line.points, &line.of);
                self.line("    ", &format!("{} [{}] {points}", line.id, line.citation));
            }
        }
    }

    fn points(&self, points: &Shown, of: &Number) -> String {
        let (points, of) = (value(points, "points", self.language), quantity(of, "points", self.language));
        match self.language {
            Language::En => format!("{points} of {of}"),
            Language::Zh => format!("{points}（满分{of}）"),
        }
    }

    fn tail(&mut self, ruling: &Ruling) {
        if !ruling.decided_by.is_empty() {
            if ruling.decided_by_cases {
                let (en, zh) = (
                    "Decided by, whatever is missing turns out to be",
                    "起决定作用的条件（无论缺失事实如何，结论不变）",
                );
                self.title(en, zh);
            } else {
                self.title("Decided by", "起决定作用的条件");
            }
            self.line("  ", &ruling.decided_by.join(", "));
        }
        if !ruling.missing.is_empty() {
            if ruling.missing_is_exact {
                self.title("Still needed", "仍需提供");
            } else {
                self.title("May still matter", "可能仍有影响");
            }
            for missing in &ruling.missing {
                let missing = self.missing(missing);
                self.line("  ", &format!("- {missing}"));
            }
        }
        if ruling.decision == Decision::Undetermined && !ruling.blocked.is_empty() {
            self.title("Cannot be decided", "无法判断");
        } else if !ruling.blocked.is_empty() {
            self.title("Undefined", "无定义");
        }
        for blocked in &ruling.blocked {
            self.line("  ", &format!("! {}", words::blocked(blocked, self.language)));
        }
        if !ruling.ignored.is_empty() {
            self.title("Undefined, without effect on the outcome", "无定义，但不影响结论");
            for ignored in &ruling.ignored {
                self.line("  ", &format!("- {}", words::blocked(ignored, self.language)));
            }
        }
        if !ruling.flags.is_empty() {
            self.title("Not sure", "存疑事项");
            for flag in &ruling.flags {
                self.line("  ", &format!("- {}", words::flag(flag, self.language)));
            }
        }
    }

    fn missing(&self, missing: &Missing) -> String {
        let label = missing.label.in_language(self.language);
        format!("{label} ({}){}", missing.path, self.needs(&missing.needs))
    }

    fn needs(&self, needs: &Needs) -> String {
        match (needs, self.language) {
            (Needs::Fact, _) => String::new(),
            (Needs::Judgement { body, label }, language) => {
                let name = if label.is_empty() { body.as_str() } else { label.in_language(language) };
                match language {
                    Language::En => format!(": needs the judgement of {name}"),
                    Language::Zh => format!("：需由{name}认定"),
                }
            }
            (Needs::External { source }, Language::En) => {
                format!(": computed by {}", source.in_language(self.language))
            }
            (Needs::External { source }, Language::Zh) => {
                format!("：由{}给出", source.in_language(self.language))
            }
            (Needs::Register { .. }, Language::En) => ": needs the register of titles".to_owned(),
            (Needs::Register { .. }, Language::Zh) => "：需查询称号名录".to_owned(),
        }
    }

    fn title(&mut self, en: &str, zh: &str) {
        self.text.push('\n');
        self.line("", pick(self.language, en, zh));
    }

    fn line(&mut self, indent: &str, line: &str) {
        self.text.push_str(indent);
        self.text.push_str(line);
        self.text.push('\n');
    }
}
