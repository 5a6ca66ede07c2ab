//! The fixed words of an explanation, in English and Chinese.

use super::{Blocked, Decision, Flag, FlagKind, Outcome, Why};
use gradus_dsl::Language;
use gradus_dsl::policy::{CompareOp, StatusKind};

/// The one of two wordings a language asks for.
pub(crate) fn pick<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
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

pub(super) fn mark(outcome: Outcome) -> char {
    match outcome {
        Outcome::Holds => '✓',
        Outcome::Fails => '✗',
        Outcome::Open => '?',
        Outcome::Undefined => '!',
        Outcome::NotNeeded => '-',
    }
}

pub(super) fn operator(op: CompareOp, language: Language) -> &'static str {
    match op {
        CompareOp::AtLeast => pick(language, "at least", "不低于"),
        CompareOp::Above => pick(language, "more than", "高于"),
        CompareOp::AtMost => pick(language, "at most", "不超过"),
        CompareOp::Below => pick(language, "less than", "低于"),
        CompareOp::Equal => pick(language, "equal to", "等于"),
        CompareOp::NotEqual => pick(language, "other than", "不等于"),
    }
}

pub(crate) fn act(act: &str, language: Language) -> &str {
    match act {
        "recognition" => pick(language, "recognition", "认定"),
        "re_review" => pick(language, "re-review", "复核"),
        other => other,
    }
}

/// Why something is undefined, with the facts that make it so.
pub(super) fn blocked(blocked: &Blocked, language: Language) -> String {
    let facts = blocked.facts.join(", ");
    match (blocked.why, language) {
        (Why::ZeroDenominator, Language::En) => format!("a share of nothing: {facts} is zero"),
        (Why::ZeroDenominator, Language::Zh) => format!("分母为零：{facts}"),
        (Why::GrowthFromNothing, Language::En) => format!("no growth from zero or less: {facts}"),
        (Why::GrowthFromNothing, Language::Zh) => format!("基期数为零或负数，增长率无定义：{facts}"),
        (Why::NoPassMark, Language::En) => format!("the text sets no pass mark: {facts}"),
        (Why::NoPassMark, Language::Zh) => format!("文件未规定合格分数：{facts}"),
        (Why::NoSuchDay, Language::En) => format!("no such day of the calendar: {facts}"),
        (Why::NoSuchDay, Language::Zh) => format!("日期不存在：{facts}"),
    }
}

/// How sure something is and what it is about.
pub(super) fn flag(flag: &Flag, language: Language) -> String {
    let about = match flag.about {
        FlagKind::Policy => pick(language, "dates in force", "施行日期"),
        FlagKind::Eligibility => pick(language, "rule", "认定规则"),
        FlagKind::Criterion => pick(language, "criterion", "条件"),
        FlagKind::Parameter => pick(language, "figure", "数值"),
        FlagKind::Fact => pick(language, "fact", "事实"),
        FlagKind::Score => pick(language, "score", "评分"),
        FlagKind::Indicator => pick(language, "scoring line", "评分项"),
    };
    let sure = match flag.status.kind {
        StatusKind::Confirmed => pick(language, "confirmed", "已核实"),
        StatusKind::Single => pick(language, "known from one source only", "仅见于单一来源"),
        StatusKind::Memory => pick(language, "from memory, no source read", "凭记忆，未查阅来源"),
        StatusKind::Disputed => pick(language, "sources disagree", "来源不一致"),
    };
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
