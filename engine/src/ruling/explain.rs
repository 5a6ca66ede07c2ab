//! A ruling as the page of plain text a clerk reads, and the phrases all its forms are written with.

use super::amount::{quantity, value};
use super::words::{self, pick};
use super::{
    Comparison, Decision, ExceptionFinding, Finding, FindingKind, GroupFinding, Growth, IndicatorFinding,
    Missing, Needs, Outcome, Ruling, Shown, TableFinding, TableInput,
};
use gradus_dsl::policy::CompareOp;
use gradus_dsl::{Language, Number, PolicyId};

/// The ruling as a page for people: the decision, each condition with its values and margin, what still matters,
/// and what is not sure.
pub(super) fn page(ruling: &Ruling, language: Language) -> String {
    let mut page = Page::new(language);
    page.head(ruling);
    page.title("Conditions", "条件");
    for finding in &ruling.findings {
        page.finding(finding);
    }
    page.scores(ruling);
    page.tables(ruling);
    page.tail(ruling);
    page.text
}

/// A finding in one line: what was asked, what was found, and the margin.
pub(super) fn line(finding: &Finding, language: Language) -> String {
    let mut page = Page::new(language);
    page.finding(finding);
    page.text.lines().next().unwrap_or_default().trim_start().to_owned()
}

/// A page of plain text, and the phrases every form of a ruling is written with.
pub(crate) struct Page {
    language: Language,
    text: String,
}

impl Page {
    pub(crate) fn new(language: Language) -> Self {
        Self { language, text: String::new() }
    }

    pub(super) fn decision(&self, ruling: &Ruling) -> String {
        let title = ruling.title_label.in_language(self.language);
        let mut act = words::act(&ruling.act.0, self.language).to_owned();
        if let Some(round) = &ruling.round {
            let words = pick(self.language, format!(", round {round}"), format!("，{round}批次"));
            act.push_str(&words);
        }
        let decision = words::decision(ruling.decision, self.language);
        let subject = ruling.subject.as_deref().unwrap_or("");
        let subject = if subject.is_empty() { String::new() } else { format!(" - {subject}") };
        let on = words::day(ruling.on, self.language);
        match self.language {
            Language::En => format!("{decision}: {title}, {act}, as of {on}{subject}"),
            Language::Zh => format!("{decision}：{title}（{act}），截至{on}{}", subject.replace(" - ", "——")),
        }
    }

    fn head(&mut self, ruling: &Ruling) {
        self.line("", &self.decision(ruling));
        for (name, words) in self.grounds(ruling) {
            self.line("", &format!("{name}{words}"));
        }
    }

    /// What the ruling stands on: the text, why that one, and whether its wording is at hand.
    pub(super) fn grounds(&self, ruling: &Ruling) -> Vec<(&'static str, String)> {
        let version = self.version(&ruling.policy.version);
        let under =
            words::document(&ruling.policy.title, &ruling.policy.number, self.language) + version.as_str();
        let why = ruling.policy.why.in_language(self.language).to_owned();
        let mut lines = match self.language {
            Language::En => vec![("under ", under), ("why this text: ", why)],
            Language::Zh => vec![("依据：", under), ("适用理由：", why)],
        };
        for used in &ruling.policy.uses {
            let text = words::document(&used.title, &used.number, self.language);
            let version = self.version(&used.version);
            lines.push(match self.language {
                Language::En => ("with rules of ", format!("{}: {text}{version}", used.id)),
                Language::Zh => ("并援用", format!("{}：{text}{version}", used.id)),
            });
        }
        if !ruling.policy.text_available {
            lines.push(match self.language {
                Language::En => {
                    ("clause text unavailable: ", "clauses are shown in our own summary".to_owned())
                }
                Language::Zh => ("条文原文暂缺：", "以下为本系统所作摘要".to_owned()),
            });
        }
        lines
    }

    /// The version of a pack after its title; nothing where it states none.
    pub(crate) fn version(&self, version: &str) -> String {
        match (version, self.language) {
            ("", _) => String::new(),
            (version, Language::En) => format!(", version {version}"),
            (version, Language::Zh) => format!("，版本{version}"),
        }
    }

    /// An exception that took the place of what the criterion itself says, or may.
    pub(crate) fn exception(&self, exception: &ExceptionFinding) -> String {
        let label = exception.label.in_language(self.language);
        let label = if label.is_empty() { exception.id.as_str() } else { label };
        let applies = match (exception.applies, self.language) {
            (Outcome::Holds, Language::En) => "the exception applies",
            (Outcome::Holds, Language::Zh) => "适用例外",
            (Outcome::Undefined, Language::En) => "whether the exception applies is undefined",
            (Outcome::Undefined, Language::Zh) => "例外是否适用无法判断",
            (_, Language::En) => "the exception may apply",
            (_, Language::Zh) => "可能适用例外",
        };
        let (because, colon) = (&exception.because, pick(self.language, ": ", "："));
        let because = match (because.is_empty(), self.language) {
            (true, _) => String::new(),
            (false, Language::En) => format!(", because {because}"),
            (false, Language::Zh) => format!("，理由：{because}"),
        };
        format!("{applies}{colon}{label}{because}")
    }

    fn exceptions(&mut self, finding: &Finding) {
        for exception in &finding.exceptions {
            let clause = words::bracketed_clause(&exception.clause, self.language);
            let text = self.exception(exception);
            self.line("      ", &format!("{} {clause} {text}", words::mark(exception.outcome)));
        }
    }

    /// One line where one thing was compared; with several, the heading first.
    fn finding(&mut self, finding: &Finding) {
        let mark = mark_of(finding);
        let label = finding.label.in_language(self.language);
        let label = if label.is_empty() { &finding.id } else { label };
        let clause = words::bracketed_clause(&finding.clause, self.language);
        match finding.comparisons.as_slice() {
            [one] if finding.exceptions.is_empty() && (finding.outcome == one.outcome || mark == '→') => {
                let compared = self.comparison(one);
                let name = if one.left.what.in_language(self.language) == label {
                    String::new()
                } else {
                    format!("{label}{}", pick(self.language, " - ", "——"))
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
                self.exceptions(finding);
            }
        }
    }

    pub(crate) fn comparison(&self, one: &Comparison) -> String {
        let what = one.left.what.in_language(self.language);
        let colon = pick(self.language, ": ", "：");
        let left = self.found(one);
        let answered = matches!(one.right.value, Shown::YesNo(_)) && one.operator == CompareOp::Equal;
        if answered && (one.selects || one.outcome == Outcome::Holds) {
            return format!("{what}{colon}{left}");
        }
        let comma = pick(self.language, ", ", "，");
        let (open, close) = (pick(self.language, " (", "（"), pick(self.language, ")", "）"));
        let tail = match self.margin(one) {
            margin if margin.is_empty() => String::new(),
            margin if one.selects => format!("{}{margin}", pick(self.language, ": ", "：")),
            margin => format!("{open}{margin}{close}"),
        };
        format!("{what}{colon}{left}{comma}{}{tail}", self.required(one))
    }

    /// The value that was found.
    pub(super) fn found(&self, one: &Comparison) -> String {
        match &one.growth {
            Some(growth) => self.rate(growth),
            None => value(&one.left.value, &one.unit, self.language),
        }
    }

    /// What it had to be.
    pub(super) fn required(&self, one: &Comparison) -> String {
        let right = value(&one.right.value, &one.unit, self.language);
        match (&one.right.value, one.operator) {
            (Shown::YesNo(_), CompareOp::Equal) => {
                format!("{}{right}", pick(self.language, "must be ", "应为"))
            }
            (Shown::Text(_), CompareOp::Equal) => {
                format!("{}{right}", pick(self.language, "must be ", "应为"))
            }
            (Shown::Text(_), CompareOp::NotEqual) => {
                format!("{}{right}", pick(self.language, "must not be ", "不应为"))
            }
            (_, operator) => words::than(operator, &right, &one.unit, self.language),
        }
    }

    /// The margin, the exact inequality of a growth rate, why there is no answer; empty where there is none of it.
    pub(super) fn margin(&self, one: &Comparison) -> String {
        if one.selects { self.selected(one) } else { self.distance_from(one) }
    }

    /// Whether what selects a branch holds: it is neither met nor short of anything.
    fn selected(&self, one: &Comparison) -> String {
        let (en, zh) = match one.outcome {
            Outcome::Holds => ("yes", "是"),
            Outcome::Fails => ("no", "否"),
            Outcome::Undefined => ("undefined", "无定义"),
            Outcome::Open | Outcome::NotNeeded => ("not known", "未知"),
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

    fn distance_from(&self, one: &Comparison) -> String {
        if let Some(growth) = &one.growth {
            let plain = |number: &Number| quantity(number, "number", self.language);
            let rate = quantity(&growth.rate, "percentage", self.language);
            let (last, base, required) = (plain(&growth.last), plain(&growth.base), plain(&growth.required));
            // Below -100 % the power of the rate says nothing: it is below every growth by its size alone.
            if growth.years > 1 && growth.rate < Number::from(-1) {
                let after = pick(self.language, " after ", "，基期");
                let least = pick(self.language, ", and nothing falls by more than 100%", "，降幅不超过100%");
                return format!("{last}{after}{base}{least}");
            }
            let power = if growth.years == 1 { String::new() } else { format!("^{}", growth.years) };
            let against = format!("{base} × (1 + {rate}){power} = {required}");
            let compared = pick(self.language, " against ", "，对比 ");
            return format!("{last}{compared}{against}");
        }
        if let [first, ..] = one.blocked.as_slice()
            && one.outcome == Outcome::Undefined
        {
            return words::blocked(first, self.language);
        }
        let Some(margin) = &one.margin else { return String::new() };
        if matches!(one.operator, CompareOp::Equal | CompareOp::NotEqual) {
            return String::new();
        }
        let positive = if margin.is_negative() { -margin.clone() } else { margin.clone() };
        let by = self.distance(&positive, &one.unit);
        match (one.outcome, one.operator) {
            _ if margin.is_zero() => pick(self.language, "exactly at the limit", "恰在界限上").to_owned(),
            (Outcome::Fails, CompareOp::AtLeast | CompareOp::Above) => {
                format!("{}{by}", pick(self.language, "short by ", "差"))
            }
            (Outcome::Fails, _) => format!("{}{by}", pick(self.language, "over by ", "超出")),
            _ => format!("{}{by}", pick(self.language, "met by ", "余量")),
        }
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
            let text = score.clause.policy.as_ref();
            let total = self.points(&score.points, &score.of) + self.mark(score.pass.as_ref()).as_str();
            let clause = words::bracketed_clause(&score.clause, self.language);
            self.line("  ", &format!("{} {clause} {total}", score.id));
            for group in &score.groups {
                let points = self.group(group);
                let clause = words::bracketed_in(text, &group.citation, self.language);
                self.line("    ", &format!("{} {clause} {points}", group.id));
                self.lines("      ", text, &group.indicators);
            }
            self.lines("    ", text, &score.indicators);
        }
    }

    fn lines(&mut self, indent: &str, text: Option<&PolicyId>, lines: &[IndicatorFinding]) {
        for line in lines {
            let points = self.points(&line.points, &line.of);
            let clause = words::bracketed_in(text, &line.citation, self.language);
            self.line(indent, &format!("{} {clause} {points}", line.id));
        }
    }

    /// The points of a group, with its mark.
    pub(crate) fn group(&self, group: &GroupFinding) -> String {
        self.points(&group.points, &group.of) + self.mark(group.pass.as_ref()).as_str()
    }

    /// The mark that passes.
    pub(super) fn mark(&self, pass: Option<&Number>) -> String {
        let Some(pass) = pass else { return String::new() };
        let words = pick(self.language, ", passes at ", "，合格线");
        format!("{words}{}", quantity(pass, "points", self.language))
    }

    fn tables(&mut self, ruling: &Ruling) {
        if ruling.tables.is_empty() {
            return;
        }
        self.title("Tables", "表");
        for table in &ruling.tables {
            let clause = words::bracketed_clause(&table.clause, self.language);
            let rows = self.rows(table);
            self.line("  ", &format!("{} {clause} {rows}", table.id));
            for (what, found) in self.inputs(table) {
                let colon = pick(self.language, ": ", "：");
                self.line("    ", &format!("{what}{colon}{found}"));
            }
        }
    }

    /// The rows of a table that apply, or may, and what comes of them.
    pub(crate) fn rows(&self, table: &TableFinding) -> String {
        let rows: Vec<String> = table.rows.iter().map(ToString::to_string).collect();
        let rows = match (rows.as_slice(), self.language) {
            ([], Language::En) => "no row applies".to_owned(),
            ([], Language::Zh) => "无适用的行".to_owned(),
            ([one], Language::En) => format!("row {one}"),
            (all, Language::En) => format!("rows {}", all.join(", ")),
            (all, Language::Zh) => format!("第{}行", all.join("、")),
        };
        let may = if table.open { pick(self.language, " may apply", "可能适用") } else { "" };
        let result = value(&table.value, &table.unit, self.language);
        format!("{rows}{may}{}{result}", pick(self.language, ": ", "："))
    }

    /// What each column of a table came to.
    pub(crate) fn inputs(&self, table: &TableFinding) -> Vec<(String, String)> {
        let language = self.language;
        let input = |one: &TableInput| {
            (one.what.in_language(language).to_owned(), value(&one.value, &one.unit, language))
        };
        table.inputs.iter().map(input).collect()
    }

    pub(crate) fn points(&self, points: &Shown, of: &Number) -> String {
        let (points, of) = (value(points, "points", self.language), quantity(of, "points", self.language));
        match self.language {
            Language::En => format!("{points} of {of}"),
            Language::Zh => format!("{points}（满分{of}）"),
        }
    }

    fn tail(&mut self, ruling: &Ruling) {
        if !ruling.decided_by.is_empty() {
            let (en, zh) = words::decided_by(ruling.decided_by_cases);
            self.title(en, zh);
            let name = |finding: &Finding| match finding.label.in_language(self.language) {
                "" => finding.id.clone(),
                label => label.to_owned(),
            };
            let names: Vec<String> = ruling.deciding().map(name).collect();
            self.line("  ", &names.join(pick(self.language, "; ", "；")));
        }
        if !ruling.missing.is_empty() {
            let (en, zh) = words::still_needed(ruling.missing_is_exact);
            self.title(en, zh);
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

    pub(super) fn missing(&self, missing: &Missing) -> String {
        let label = missing.label.in_language(self.language);
        let (open, close) = (pick(self.language, " (", "（"), pick(self.language, ")", "）"));
        let colon = pick(self.language, ": ", "：");
        format!("{label}{open}{}{close}{colon}{}", missing.path, self.needs(&missing.needs))
    }

    /// Who can supply what is missing.
    pub(crate) fn needs(&self, needs: &Needs) -> String {
        match (needs, self.language) {
            (Needs::Fact, language) => pick(language, "from the applicant", "由申请企业提供").to_owned(),
            (Needs::Judgement { body, label }, language) => {
                let name = if label.is_empty() { body.as_str() } else { label.in_language(language) };
                match language {
                    Language::En => format!("needs the judgement of {name}"),
                    Language::Zh => format!("须由{name}认定"),
                }
            }
            (Needs::External { source }, Language::En) => {
                format!("computed by {}", source.in_language(self.language))
            }
            (Needs::External { source }, Language::Zh) => {
                format!("由{}提供", source.in_language(self.language))
            }
            (Needs::Register { .. }, Language::En) => "needs the register of titles".to_owned(),
            (Needs::Register { .. }, Language::Zh) => "须查询称号名录".to_owned(),
        }
    }

    fn title(&mut self, en: &str, zh: &str) {
        self.text.push('\n');
        self.line("", pick(self.language, en, zh));
    }

    fn line(&mut self, indent: &str, line: &str) {
        self.text.push_str(indent);
        self.text.push_str(&words::one_line(line));
        self.text.push('\n');
    }
}

/// The mark of a finding: what only selects a way through the rule is neither met nor not.
pub(super) fn mark_of(finding: &Finding) -> char {
    let selects = matches!(finding.comparisons.as_slice(), [one] if one.selects);
    if selects && finding.kind == FindingKind::Condition { '→' } else { words::mark(finding.outcome) }
}
