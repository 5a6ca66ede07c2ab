//! The fixed words of an explanation, in English and Chinese.

use super::{Blocked, ClauseUsed, Decision, Flag, FlagKind, Outcome, Why};
use gradus_dsl::policy::{CompareOp, Period, StatusKind};
use gradus_dsl::{Citation, Date, Label, Language, PolicyId};

/// The one of two wordings a language asks for.
pub(crate) fn pick<T>(language: Language, en: T, zh: T) -> T {
    match language {
        Language::En => en,
        Language::Zh => zh,
    }
}

pub(crate) fn decision(decision: Decision, language: Language) -> &'static str {
    match decision {
        Decision::Eligible => pick(language, "ELIGIBLE", "符合条件"),
        Decision::Ineligible => pick(language, "NOT ELIGIBLE", "不符合条件"),
        Decision::Undetermined => pick(language, "UNDETERMINED", "尚不能确定"),
    }
}

pub(crate) fn mark(outcome: Outcome) -> char {
    match outcome {
        Outcome::Holds => '✓',
        Outcome::Fails => '✗',
        Outcome::Open => '?',
        Outcome::Undefined => '!',
        Outcome::NotNeeded => '-',
    }
}

/// What a value is compared with: `at least 3%`, `不低于3%`; things that are counted are 不少于 in Chinese.
pub(crate) fn than(op: CompareOp, right: &str, unit: &str, language: Language) -> String {
    let counted = matches!(unit, "count" | "points" | "number");
    let later = unit == "date";
    let named = matches!(unit, "text" | "one_of" | "yes_no");
    let zh = match op {
        CompareOp::AtLeast if later => "不早于",
        CompareOp::AtLeast if counted => "不少于",
        CompareOp::AtLeast => "不低于",
        CompareOp::Above if later => "晚于",
        CompareOp::Above if counted => "多于",
        CompareOp::Above => "高于",
        CompareOp::AtMost if later => "不晚于",
        CompareOp::AtMost => "不超过",
        CompareOp::Below if later => "早于",
        CompareOp::Below if counted => "少于",
        CompareOp::Below => "低于",
        CompareOp::Equal if named => "为",
        CompareOp::Equal => "等于",
        CompareOp::NotEqual if named => "不为",
        CompareOp::NotEqual => "不等于",
    };
    let en = match op {
        CompareOp::AtLeast if later => "not before ",
        CompareOp::AtLeast => "at least ",
        CompareOp::Above if later => "after ",
        CompareOp::Above => "more than ",
        CompareOp::AtMost if later => "not after ",
        CompareOp::AtMost => "at most ",
        CompareOp::Below if later => "before ",
        CompareOp::Below => "less than ",
        CompareOp::Equal => "equal to ",
        CompareOp::NotEqual => "other than ",
    };
    format!("{}{right}", pick(language, en, zh))
}

pub(crate) fn act(act: &str, language: Language) -> &str {
    match act {
        "recognition" => pick(language, "recognition", "认定"),
        "re_review" => pick(language, "re-review", "复核"),
        other => other,
    }
}

/// Why something is undefined, with the facts that make it so.
pub(crate) fn blocked(blocked: &Blocked, language: Language) -> String {
    let why = undefined(blocked.why, language);
    if blocked.facts.is_empty() {
        return why.to_owned();
    }
    let facts = blocked.facts.join(pick(language, ", ", "、"));
    format!("{why}{}{facts}", pick(language, ": ", "："))
}

/// Why something is undefined.
pub(crate) fn undefined(why: Why, language: Language) -> &'static str {
    match why {
        Why::ZeroDenominator => pick(language, "a share of nothing, the denominator is zero", "分母为零"),
        Why::GrowthFromNothing => {
            pick(language, "no growth from zero or less", "基期数为零或负数，增长率无定义")
        }
        Why::NoPassMark => pick(language, "the text sets no pass mark", "文件未规定合格分数"),
        Why::NoSuchDay => pick(language, "no such day of the calendar", "日期不存在"),
        Why::Conflict => {
            pick(language, "exceptions that both apply and disagree", "同时适用而结论相反的例外规定")
        }
    }
}

/// How sure something is and what it is about.
pub(crate) fn flag(flag: &Flag, language: Language) -> String {
    let about = match flag.about {
        FlagKind::Policy => pick(language, "dates in force", "施行日期"),
        FlagKind::Eligibility => pick(language, "rule", "认定规则"),
        FlagKind::Criterion => pick(language, "criterion", "条件"),
        FlagKind::Parameter => pick(language, "figure", "数值"),
        FlagKind::Fact => pick(language, "fact", "事实"),
        FlagKind::Score => pick(language, "score", "评分"),
        FlagKind::Indicator => pick(language, "scoring line", "评分项"),
        FlagKind::Group => pick(language, "group of scoring lines", "评分组"),
        FlagKind::Table => pick(language, "decision table", "决策表"),
    };
    let sure = sure(flag.status.kind, language);
    let colon = pick(language, ": ", "：");
    let note = match flag.status.note.in_language(language) {
        "" => String::new(),
        note => format!("{colon}{note}"),
    };
    match language {
        Language::En => format!("{about} {sure}: {}{note}", flag.id),
        Language::Zh => format!("{about}{sure}：{}{note}", flag.id),
    }
}

/// How sure something is.
pub(crate) fn sure(kind: StatusKind, language: Language) -> &'static str {
    match kind {
        StatusKind::Confirmed => pick(language, "confirmed", "已核实"),
        StatusKind::Single => pick(language, "known from one source only", "仅见于单一来源"),
        StatusKind::Memory => pick(language, "from memory, no source read", "凭记忆，未查阅来源"),
        StatusKind::Disputed => pick(language, "sources disagree", "来源不一致"),
    }
}

/// A document by its title and number.
pub(crate) fn document(title: &Label, number: &str, language: Language) -> String {
    let title = title.in_language(language);
    match language {
        Language::En => format!("{number} {title}").trim().to_owned(),
        Language::Zh if number.is_empty() => format!("《{title}》"),
        Language::Zh => format!("《{title}》（{number}）"),
    }
}

/// A day as the language writes it.
pub(crate) fn day(day: Date, language: Language) -> String {
    match language {
        Language::En => day.to_string(),
        Language::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

/// A half-open span of days.
pub(crate) fn span(period: &Period, language: Language) -> String {
    let from = day(period.from, language);
    match (period.to.map(|to| day(to, language)), language) {
        (None, Language::En) => format!("from {from}"),
        (Some(to), Language::En) => format!("from {from} until before {to}"),
        (None, Language::Zh) => format!("自{from}起"),
        (Some(to), Language::Zh) => format!("自{from}起至{to}前"),
    }
}

/// A clause by its canonical citation.
pub(crate) fn clause(citation: &str, language: Language) -> String {
    Citation::parse(citation).map_or_else(|_| citation.to_owned(), |clause| clause.in_language(language))
}

/// A clause; with its text, where that is another one than the one that decided.
pub(crate) fn cited(text: Option<&PolicyId>, citation: &str, language: Language) -> String {
    let clause = clause(citation, language);
    match (text, language) {
        (None, _) => clause,
        (Some(text), Language::En) => format!("{text}: {clause}"),
        (Some(text), Language::Zh) => format!("{text}：{clause}"),
    }
}

/// The round that was named, after the day; nothing where none was.
pub(crate) fn in_round(round: Option<&str>, language: Language) -> String {
    match (round, language) {
        (None, _) => String::new(),
        (Some(round), Language::En) => format!(", round {round}"),
        (Some(round), Language::Zh) => format!("（{round}批次）"),
    }
}

/// The same in brackets.
pub(crate) fn bracketed_in(text: Option<&PolicyId>, citation: &str, language: Language) -> String {
    let clause = cited(text, citation, language);
    match language {
        Language::En => format!("[{clause}]"),
        Language::Zh => format!("［{clause}］"),
    }
}

/// The same of a clause that was used.
pub(crate) fn bracketed_clause(used: &ClauseUsed, language: Language) -> String {
    bracketed_in(used.policy.as_ref(), &used.citation, language)
}

/// The heading over what decided.
pub(super) fn decided_by(by_cases: bool) -> (&'static str, &'static str) {
    match by_cases {
        true => (
            "Decided by, whatever is missing turns out to be",
            "起决定作用的条件（无论缺失事实如何，结论不变）",
        ),
        false => ("Decided by", "起决定作用的条件"),
    }
}

/// The heading over what is missing.
pub(super) fn still_needed(exact: bool) -> (&'static str, &'static str) {
    if exact { ("Still needed", "仍需提供") } else { ("May still matter", "可能仍有影响") }
}

/// A text on one line: what would break it, or turn the direction of reading round, becomes a blank. Values and
/// names come from hosts and documents, and must not be able to write lines of their own.
pub(crate) fn one_line(text: &str) -> String {
    let breaks = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
    };
    text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect()
}
