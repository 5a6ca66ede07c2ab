//! An explanation of a name as a page for people.

use super::{Decided, Explanation, FactRead, Figure, NameKind, Now, Referrer, ReferrerKind};
use crate::ruling::{Phrases, value, words};
use crate::{IndicatorFinding, Outcome, Shown};
use gradus_dsl::policy::{Status, StatusKind};
use gradus_dsl::{Language, PolicyId};

impl Explanation {
    /// The explanation as a page for people: what the name says, where it comes from, its figures with their dates,
    /// the facts it reads, what refers to it, and what it comes to on the facts given.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let mut page = Page { language, text: String::new() };
        page.head(self);
        page.section(
            "What it says",
            "内容",
            self.says.iter().map(|said| {
                format!(
                    "{}{}",
                    "  ".repeat(usize::try_from(said.depth).unwrap_or(0)),
                    said.text.in_language(language)
                )
            }),
        );
        page.clauses(self);
        page.section(
            "How sure it is",
            "可靠程度",
            self.status.iter().filter_map(|status| sure(status, language)),
        );
        page.section("Figures", "所用数值", self.figures.iter().map(|figure| figure_text(figure, language)));
        let facts = self.facts.iter().map(|fact| fact_text(fact, language));
        match self.kind {
            NameKind::Fact => page.section("What is supplied", "填报内容", facts),
            _ => page.section("Facts it reads", "所需事实", facts),
        }
        page.section("Used by", "引用情况", self.used_by.iter().map(|by| referrer_text(by, language)));
        let titles = self.titles.iter().map(|used| {
            let acts: Vec<&str> = used.acts.iter().map(|act| words::act(&act.0, language)).collect();
            match language {
                Language::En => format!("{} ({})", used.label.in_language(language), acts.join(", ")),
                Language::Zh => format!("{}（{}）", used.label.in_language(language), acts.join("、")),
            }
        });
        page.section("Takes part in the rule for", "涉及的称号", titles);
        if let Some(now) = &self.now {
            page.now(self, now);
        }
        page.text
    }
}

struct Page {
    language: Language,
    text: String,
}

impl Page {
    fn head(&mut self, of: &Explanation) {
        let language = self.language;
        let (kind, name) = (kind_text(of.kind, language), &of.name);
        let label = of.label.in_language(language);
        let document = words::document(&of.document, &of.number, language);
        let (policy, on) = (&of.policy, words::day(of.on, language));
        let (first, second) = match language {
            Language::En => {
                let label = if label.is_empty() { String::new() } else { format!(": {label}") };
                (
                    format!("{kind} `{name}`{label}"),
                    format!("in {document} (pack `{policy}`), figures as of {on}"),
                )
            }
            Language::Zh => {
                let label = if label.is_empty() { String::new() } else { format!("：{label}") };
                (
                    format!("{kind}`{name}`{label}"),
                    format!("依据：{document}（政策包`{policy}`），数值截至{on}"),
                )
            }
        };
        self.line(&first);
        self.line(&second);
        if let Some(from) = &of.from {
            let document = words::document(&from.title, &from.number, language);
            let version = Phrases::new(language).version(&from.version);
            self.line(&match language {
                Language::En => format!("a rule of {document}{version} (pack `{}`)", from.id),
                Language::Zh => format!("援用自{document}{version}（政策包`{}`）", from.id),
            });
        }
    }

    fn clauses(&mut self, of: &Explanation) {
        if of.clauses.is_empty() {
            return;
        }
        self.title("Where it comes from", "条款出处");
        for clause in &of.clauses {
            let name = words::bracketed_clause(clause, self.language);
            let heading = clause.heading.in_language(self.language);
            self.line(format!("  {name} {heading}").trim_end());
            let own = clause.text.is_empty();
            let says = if own { clause.summary.in_language(self.language) } else { &clause.text };
            for line in says.lines().filter(|line| !line.trim().is_empty()) {
                self.line(&format!("    {}", line.trim()));
            }
            if own && !says.is_empty() {
                let (en, zh) =
                    ("(our own summary; the official text is not at hand)", "（本系统摘要，条文原文暂缺）");
                self.line(&format!("    {}", words::pick(self.language, en, zh)));
            }
        }
    }

    fn now(&mut self, of: &Explanation, now: &Now) {
        let language = self.language;
        let on = words::day(of.on, language);
        if now.outcome.is_none() && now.values.is_empty() && now.rulings.is_empty() && now.missing.is_empty()
        {
            return;
        }
        match language {
            Language::En => self.title(&format!("On these facts, {on}"), ""),
            Language::Zh => self.title("", &format!("就所提供的事实，截至{on}")),
        }
        if let Some(outcome) = now.outcome {
            let word = outcome_text(outcome, language);
            self.line(&format!("  {} {word}", words::mark(outcome)));
        } else {
            for one in &now.values {
                // A list has no value of its own; what was counted are its records.
                let records = of.kind == NameKind::Fact && now.unit == "count" && is_list(of);
                let value = value(&one.value, &now.unit, language);
                let value = match (records, &one.value, language) {
                    (true, Shown::Number(_), Language::En) => format!("{value} records"),
                    (true, Shown::Number(_), Language::Zh) => format!("{value}条记录"),
                    _ => value,
                };
                self.line(&match (one.year, language) {
                    (Some(year), Language::En) => format!("  {year}: {value}"),
                    (Some(year), Language::Zh) => format!("  {year}年：{value}"),
                    (None, _) => format!("  {value}"),
                });
            }
        }
        for comparison in &now.comparisons {
            let mark = if comparison.selects { '→' } else { words::mark(comparison.outcome) };
            self.line(&format!("    {mark} {}", Phrases::new(language).comparison(comparison)));
        }
        let phrases = Phrases::new(language);
        for exception in &now.exceptions {
            let clause = words::bracketed_clause(&exception.clause, language);
            let mark = words::mark(exception.outcome);
            self.line(&format!("    {mark} {clause} {}", phrases.exception(exception)));
        }
        for score in &now.scores {
            let text = score.clause.policy.as_ref();
            // Of a group only its own lines are asked for.
            let only = (of.kind == NameKind::Group).then(|| of.name.rsplit('.').next().unwrap_or_default());
            for group in score.groups.iter().filter(|group| only.is_none_or(|id| group.id.as_str() == id)) {
                let clause = words::bracketed_in(text, &group.citation, language);
                self.line(&format!("    {} {clause} {}", group.id, phrases.group(group)));
                self.indicators("      ", text, &group.indicators);
            }
            if only.is_none() {
                self.indicators("    ", text, &score.indicators);
            }
        }
        for table in &now.tables {
            let clause = words::bracketed_clause(&table.clause, language);
            self.line(&format!("    {} {clause} {}", table.id, phrases.rows(table)));
            for (what, found) in phrases.inputs(table) {
                self.line(&format!("      {what}{}{found}", words::pick(language, ": ", "：")));
            }
        }
        for missing in &now.missing {
            self.line(&format!("    ? {}", missing.text(language)));
        }
        for blocked in &now.blocked {
            self.line(&format!("    ! {}", words::blocked(blocked, language)));
        }
        for decided in &now.rulings {
            self.line(&format!("  {}", decided_text(of, decided, language)));
        }
    }

    fn indicators(&mut self, indent: &str, text: Option<&PolicyId>, lines: &[IndicatorFinding]) {
        for line in lines {
            let points = Phrases::new(self.language).points(&line.points, &line.of);
            let clause = words::bracketed_in(text, &line.citation, self.language);
            self.line(&format!("{indent}{} {clause} {points}", line.id));
        }
    }

    fn section(&mut self, en: &str, zh: &str, lines: impl Iterator<Item = String>) {
        let mut begun = false;
        for line in lines {
            if !std::mem::replace(&mut begun, true) {
                self.title(en, zh);
            }
            self.line(&format!("  {line}"));
        }
    }

    fn title(&mut self, en: &str, zh: &str) {
        self.text.push('\n');
        self.line(words::pick(self.language, en, zh));
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(words::one_line(line).trim_end());
        self.text.push('\n');
    }
}

fn is_list(of: &Explanation) -> bool {
    of.facts.iter().any(|fact| fact.id.as_str() == of.name && fact.ty.starts_with("list("))
}

fn kind_text(kind: NameKind, language: Language) -> &'static str {
    let (en, zh) = match kind {
        NameKind::Fact => ("fact", "事实"),
        NameKind::Parameter => ("figure", "数值"),
        NameKind::Let => ("named expression", "命名表达式"),
        NameKind::Criterion => ("criterion", "条件"),
        NameKind::Score => ("score", "评分"),
        NameKind::Group => ("group of a score", "评分组"),
        NameKind::Table => ("decision table", "决策表"),
        NameKind::Title => ("title", "称号"),
    };
    words::pick(language, en, zh)
}

fn outcome_text(outcome: Outcome, language: Language) -> &'static str {
    let (en, zh) = match outcome {
        Outcome::Holds => ("it holds", "满足"),
        Outcome::Fails => ("it does not hold", "不满足"),
        Outcome::Open => ("it cannot be decided yet", "尚不能确定"),
        Outcome::Undefined => ("it is undefined", "无定义"),
        Outcome::NotNeeded => ("it is not needed", "无需判断"),
    };
    words::pick(language, en, zh)
}

fn sure(status: &Status, language: Language) -> Option<String> {
    if status.kind == StatusKind::Confirmed {
        return None;
    }
    let sure = words::sure(status.kind, language);
    Some(match status.note.in_language(language) {
        "" => sure.to_owned(),
        note => format!("{sure}{}{note}", words::pick(language, ": ", "：")),
    })
}

fn figure_text(figure: &Figure, language: Language) -> String {
    let clause = words::bracketed_in(figure.policy.as_ref(), &figure.citation.to_string(), language);
    let (value, span) = (figure.value.in_language(language), words::span(&figure.in_force, language));
    let sure = figure.status.as_ref().and_then(|status| sure(status, language));
    match language {
        Language::En => {
            let sure = sure.map(|sure| format!("; {sure}")).unwrap_or_default();
            format!("{} {clause}: {value}, {span}{sure}", figure.id)
        }
        Language::Zh => {
            let sure = sure.map(|sure| format!("；{sure}")).unwrap_or_default();
            format!("{}{clause}：{value}，{span}{sure}", figure.id)
        }
    }
}

fn fact_text(fact: &FactRead, language: Language) -> String {
    let label = fact.label.in_language(language);
    let (unit, from) = (fact.unit.in_language(language), Phrases::new(language).needs(&fact.needs));
    let mut parts = vec![fact.form.in_language(language).to_owned()];
    if !unit.is_empty() {
        parts.push(format!("{}{unit}", words::pick(language, "in ", "单位：")));
    }
    if !fact.as_of.is_empty() {
        parts.push(format!("{}{}", words::pick(language, "as of ", "时点："), fact.as_of));
    }
    if fact.optional {
        parts.push(words::pick(language, "null where there is none", "没有的填空值").to_owned());
    }
    parts.push(from);
    parts.extend(fact.status.as_ref().and_then(|status| sure(status, language)));
    let parts = parts.join(words::pick(language, "; ", "；"));
    match language {
        Language::En => format!("{}: {label} ({parts})", fact.id),
        Language::Zh => format!("{}：{label}（{parts}）", fact.id),
    }
}

fn referrer_text(by: &Referrer, language: Language) -> String {
    let (en, zh) = match by.kind {
        ReferrerKind::Let => ("named expression", "命名表达式"),
        ReferrerKind::Criterion => ("criterion", "条件"),
        ReferrerKind::Score => ("score", "评分"),
        ReferrerKind::Group => ("group of a score", "评分组"),
        ReferrerKind::Table => ("decision table", "决策表"),
        ReferrerKind::Exception => ("exception to it", "其例外"),
        ReferrerKind::Eligibility => ("rule for the title", "称号认定规则"),
        ReferrerKind::Title => ("title after it", "上一级称号"),
        ReferrerKind::Fact => ("fact that cannot exceed it", "不得超过该值的事实"),
        ReferrerKind::Target => ("target", "目标"),
        ReferrerKind::Measure => ("measure", "事项"),
        ReferrerKind::Step => ("step", "步骤"),
    };
    let kind = words::pick(language, en, zh);
    match (by.label.in_language(language), language) {
        ("", Language::En) => format!("{kind} `{}`", by.name),
        ("", Language::Zh) => format!("{kind}`{}`", by.name),
        (label, Language::En) => format!("{kind} `{}`: {label}", by.name),
        (label, Language::Zh) => format!("{kind}`{}`：{label}", by.name),
    }
}

fn decided_text(of: &Explanation, decided: &Decided, language: Language) -> String {
    let (title, act) = (decided.label.in_language(language), words::act(&decided.act.0, language));
    let decision = words::decision(decided.decision, language);
    let through = decided.through.join(words::pick(language, ", ", "、"));
    let itself = decided.through.len() == 1 && decided.through.first() == Some(&of.name);
    let (en, zh) = match (of.kind == NameKind::Title, decided.through.is_empty(), itself) {
        (true, true, _) => (String::new(), String::new()),
        (true, false, _) => (format!("; decided by {through}"), format!("；起决定作用的条件：{through}")),
        (_, true, _) => ("; it did not decide".to_owned(), "；该项未起决定作用".to_owned()),
        (.., true) => ("; it decided".to_owned(), "；该项起决定作用".to_owned()),
        _ => (format!("; it decided, through {through}"), format!("；该项通过{through}起决定作用")),
    };
    let (en, zh) = match decided.by_cases {
        true => (format!("{en}; the same whatever is missing"), format!("{zh}；无论缺失事实如何，结论不变")),
        false => (en, zh),
    };
    match language {
        Language::En => format!("{decision}: {title}, {act}{en}"),
        Language::Zh => format!("{title}（{act}）：{decision}{zh}"),
    }
}
