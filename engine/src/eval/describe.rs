//! Expressions in the words of people, in both languages, with the years filled in.

use super::Evaluator;
use super::texts::Asked;
use crate::ruling::{quantity, title_label, words};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::{Expr, ExprKind, Extreme, Fold, Type, Unit};
use gradus_dsl::{FactId, Label, Language, Rounding, TitleId};

/// Most characters of a description; what is longer is cut off.
const MAX_LENGTH: usize = 300;

/// Most texts of a list that are spelt out.
const MOST_TEXTS: usize = 20;

/// Deepest nesting that is still spelt out.
const MAX_DEPTH: u32 = 12;

impl Evaluator<'_> {
    /// An expression in both languages.
    pub(crate) fn describe(&self, expr: &Expr) -> Label {
        self.in_both(|language| {
            let mut text = String::new();
            self.write(expr, language, MAX_DEPTH, &mut text);
            text
        })
    }

    /// The growth of a yearly fact over some years.
    pub(crate) fn describe_growth(&self, fact: &FactId, base: i32, last: i32) -> Label {
        let (zh, en) = (self.fact_label(fact, Language::Zh), self.fact_label(fact, Language::En));
        Label {
            zh: format!("{zh}年均复合增长率（{base}年至{last}年）"),
            en: format!("compound yearly growth of {en} {base} to {last}"),
        }
    }

    /// The growth of a yearly fact in one year.
    pub(super) fn describe_yearly_growth(&self, fact: &FactId, year: i32) -> Label {
        self.in_both(|language| self.yearly_growth(fact, year, language))
    }

    /// What is asked of a text, with the text where it is known.
    pub(super) fn describe_text(
        &self,
        subject: &Expr,
        exact: Option<&str>,
        wanted: &[String],
        asked: Asked,
    ) -> Label {
        self.in_both(|language| {
            let mut text = String::new();
            self.write(subject, language, MAX_DEPTH, &mut text);
            let zh = language == Language::Zh;
            match exact {
                Some(exact) if zh => text.push_str(&format!("（{exact}）")),
                Some(exact) => text.push_str(&format!(" ({exact})")),
                None => {}
            }
            text.push_str(&asked_of_text(wanted, asked, language));
            text
        })
    }

    /// That a set holds a value.
    pub(super) fn describe_includes(&self, fact: &FactId, value: &str) -> Label {
        self.in_both(|language| self.includes_in_words(fact, value, language))
    }

    fn includes_in_words(&self, fact: &FactId, value: &str, language: Language) -> String {
        let label = self.fact_label(fact, language);
        match language {
            Language::Zh => format!("{label}包括“{value}”"),
            Language::En => format!("{label} include {value}"),
        }
    }

    fn yearly_growth(&self, fact: &FactId, year: i32, language: Language) -> String {
        let label = self.fact_label(fact, language);
        match language {
            Language::Zh => format!("{label}增长率（{year}年比{}年）", year - 1),
            Language::En => format!("growth of {label} {} to {year}", year - 1),
        }
    }

    /// A text in both languages; what is too long is cut off.
    fn in_both(&self, write: impl Fn(Language) -> String) -> Label {
        let short = |language| {
            let text = write(language);
            if text.chars().count() <= MAX_LENGTH {
                return text;
            }
            text.chars().take(MAX_LENGTH).chain(['…']).collect()
        };
        Label { zh: short(Language::Zh), en: short(Language::En) }
    }

    fn fact_label(&self, id: &FactId, language: Language) -> String {
        let label = self.model.fact(id).map(|fact| fact.label.in_language(language)).unwrap_or_default();
        if label.is_empty() { id.to_string() } else { label.to_owned() }
    }

    fn title_label(&self, id: &TitleId, language: Language) -> String {
        title_label([self.model.policy], id).in_language(language).to_owned()
    }

    fn write(&self, expr: &Expr, language: Language, depth: u32, text: &mut String) {
        if text.len() > MAX_LENGTH * 3 || depth == 0 {
            text.push('…');
            return;
        }
        let zh = language == Language::Zh;
        match &expr.kind {
            ExprKind::Number(number) => text.push_str(&quantity(number, &expr.ty.to_string(), language)),
            ExprKind::YesNo(value) => text.push_str(yes_no(*value, language)),
            ExprKind::Text(value) => text.push_str(value),
            ExprKind::Date(date) => text.push_str(&words::day(*date, language)),
            ExprKind::Fact(fact) => text.push_str(&self.fact_label(fact, language)),
            ExprKind::InYear(fact, year) => {
                let label = self.fact_label(fact, language);
                match self.year(year) {
                    Ok(year) if zh => text.push_str(&format!("{label}（{year}年）")),
                    Ok(year) => text.push_str(&format!("{label} {year}")),
                    Err(_) => text.push_str(&label),
                }
            }
            ExprKind::Parameter(id) => match self.figure(id) {
                Ok(parameter) => self.write(&parameter.value, language, depth - 1, text),
                Err(_) => text.push_str(id.as_str()),
            },
            ExprKind::Name(id) => match self.model.name(id) {
                Ok(name) => self.write(&name.value, language, depth - 1, text),
                Err(_) => text.push_str(id.as_str()),
            },
            ExprKind::Criterion(id) => {
                let label = self.model.criterion(id).map(|one| one.label.in_language(language)).unwrap_or("");
                text.push_str(if label.is_empty() { id.as_str() } else { label });
            }
            ExprKind::Score(id) | ExprKind::Passes(id) => {
                text.push_str(&if zh { format!("评分 {id}") } else { format!("score {id}") });
            }
            ExprKind::Group(score, id) => {
                text.push_str(&if zh {
                    format!("评分 {score} 的 {id} 组")
                } else {
                    format!("score {score}, group {id}")
                });
            }
            ExprKind::Table(id) => {
                text.push_str(&if zh { format!("表 {id}") } else { format!("table {id}") });
            }
            ExprKind::Eligible(title) => {
                text.push_str(&match language {
                    Language::Zh => format!("符合“{}”条件", self.title_label(title, language)),
                    Language::En => format!("eligible for {}", self.title_label(title, language)),
                });
            }
            ExprKind::Holders(title) => {
                text.push_str(&match language {
                    Language::Zh => format!("持有“{}”的企业数", self.title_label(title, language)),
                    Language::En => format!("holders of {}", self.title_label(title, language)),
                });
            }
            ExprKind::Holds(title) => {
                text.push_str(&match language {
                    Language::Zh => format!("持有“{}”称号", self.title_label(title, language)),
                    Language::En => format!("holds the title {}", self.title_label(title, language)),
                });
            }
            ExprKind::Field { field, .. } => text.push_str(field),
            ExprKind::Arithmetic(operator, left, right) => {
                self.operand(left, language, depth, text);
                text.push_str(match operator {
                    Operator::Add => " + ",
                    Operator::Subtract => " - ",
                    Operator::Multiply => " × ",
                    _ if zh => " ÷ ",
                    _ => " / ",
                });
                self.operand(right, language, depth, text);
            }
            ExprKind::Negate(inner) => {
                text.push('-');
                self.operand(inner, language, depth, text);
            }
            ExprKind::SumYears(fact, years) => self.span(fact, *years, language, ("sum of", "合计"), text),
            ExprKind::MeanYears(fact, years) => self.span(fact, *years, language, ("mean of", "平均"), text),
            ExprKind::Count { list, .. } => {
                let label = self.fact_label(list, language);
                let words = if zh {
                    format!("{label}中符合条件的数量")
                } else {
                    format!("number of {label} that qualify")
                };
                text.push_str(&words);
            }
            ExprKind::OverRecords { fold, list, body, .. } => {
                let label = self.fact_label(list, language);
                let mut taken = String::new();
                self.write(body, language, depth - 1, &mut taken);
                text.push_str(&match fold {
                    Fold::Sum if zh => format!("{label}的{taken}合计"),
                    Fold::Sum => format!("sum of {taken} of {label}"),
                    Fold::Extreme(end) if zh => {
                        format!("{label}中{}的{taken}", end_words(*end, &expr.ty, language))
                    }
                    Fold::Extreme(end) => {
                        format!("{} {taken} of {label}", end_words(*end, &expr.ty, language))
                    }
                    Fold::Any | Fold::All => (if zh { "该条件" } else { "the condition" }).to_owned(),
                });
            }
            ExprKind::SetSize(fact) => {
                let label = self.fact_label(fact, language);
                text.push_str(&if zh { format!("{label}数量") } else { format!("number of {label}") });
            }
            ExprKind::HowMany(conditions) => {
                let count = conditions.len();
                text.push_str(&if zh {
                    format!("{count}项条件中满足的项数")
                } else {
                    format!("number of {count} conditions that hold")
                });
            }
            ExprKind::Extreme(end, values) => {
                let words = end_words(*end, &expr.ty, language);
                let comma = if zh { "、" } else { ", " };
                if zh {
                    text.push_str(words);
                    text.push_str("者（");
                } else {
                    text.push_str(&format!("the {words} of "));
                }
                for (index, value) in values.iter().enumerate() {
                    if text.len() > MAX_LENGTH * 3 {
                        break;
                    }
                    text.push_str(if index > 0 { comma } else { "" });
                    self.write(value, language, depth - 1, text);
                }
                if zh {
                    text.push('）');
                }
            }
            ExprKind::Round { rounding, digits, value } => {
                self.operand(value, language, depth, text);
                text.push_str(&rounded(*rounding, *digits, language));
            }
            ExprKind::EveryFull(amount, unit) => {
                let unit = quantity(unit, &amount.ty.to_string(), language);
                if !zh {
                    text.push_str(&format!("full {unit} in "));
                }
                self.operand(amount, language, depth, text);
                if zh {
                    text.push_str(&format!("中每满{unit}的次数"));
                }
            }
            ExprKind::ReferenceDate => text.push_str(&words::day(self.reference, language)),
            ExprKind::Elapsed { unit, from, to } => {
                let years = *unit == Unit::Years;
                if !zh {
                    text.push_str(if years { "full years from " } else { "full months from " });
                }
                self.operand(from, language, depth, text);
                text.push_str(if zh { "至" } else { " to " });
                self.operand(to, language, depth, text);
                if zh {
                    text.push_str(if years { "的整年数" } else { "的整月数" });
                }
            }
            ExprKind::YearEnd(day) => {
                if !zh {
                    text.push_str("the end of the year of ");
                }
                self.operand(day, language, depth, text);
                if zh {
                    text.push_str("当年年末");
                }
            }
            ExprKind::Growth(fact, year) => match self.year(year) {
                Ok(year) => text.push_str(&self.yearly_growth(fact, year, language)),
                Err(_) => text.push_str(fact.as_str()),
            },
            ExprKind::MeanGrowth(fact, years) => {
                let label = self.fact_label(fact, language);
                let (from, to) = (self.year_back(*years), self.year_back(0));
                text.push_str(&if zh {
                    format!("{label}年增长率的平均值（{from}年至{to}年）")
                } else {
                    format!("mean yearly growth of {label} {from} to {to}")
                });
            }
            ExprKind::Includes(fact, value) => text.push_str(&self.includes_in_words(fact, value, language)),
            ExprKind::Among(subject, wanted) => {
                self.write(subject, language, depth - 1, text);
                text.push_str(&asked_of_text(wanted, Asked::Among, language));
            }
            ExprKind::StartsWith(subject, wanted) => {
                self.write(subject, language, depth - 1, text);
                text.push_str(&asked_of_text(wanted, Asked::Beginning, language));
            }
            ExprKind::Bands(subject, _) => {
                text.push_str(if zh { "得分：" } else { "points for " });
                self.write(subject, language, depth - 1, text);
            }
            ExprKind::If(..) | ExprKind::Switch(..) => {
                text.push_str(if zh {
                    "分情形确定的值"
                } else {
                    "the value of the case that applies"
                });
            }
            ExprKind::Compare(..)
            | ExprKind::CompareGrowth { .. }
            | ExprKind::Not(_)
            | ExprKind::Quorum(..)
            | ExprKind::EachYear { .. } => text.push_str(if zh { "该条件" } else { "the condition" }),
        }
    }

    /// An operand, in brackets where it is itself a sum or a quotient.
    fn operand(&self, expr: &Expr, language: Language, depth: u32, text: &mut String) {
        let inner = match &expr.kind {
            ExprKind::Name(id) => self.model.name(id).map_or(expr, |name| &name.value),
            _ => expr,
        };
        let brackets = matches!(inner.kind, ExprKind::Arithmetic(..));
        if brackets {
            text.push('(');
        }
        self.write(inner, language, depth - 1, text);
        if brackets {
            text.push(')');
        }
    }

    fn span(&self, fact: &FactId, years: u8, language: Language, words: (&str, &str), text: &mut String) {
        let label = self.fact_label(fact, language);
        let (from, to) = (self.year_back(years.saturating_sub(1)), self.year_back(0));
        text.push_str(&match language {
            Language::En => format!("{} {label} {from} to {to}", words.0),
            Language::Zh => format!("{label}（{from}年至{to}年）{}", words.1),
        });
    }
}

/// What is asked of a text, after it.
fn asked_of_text(wanted: &[String], asked: Asked, language: Language) -> String {
    let (some, rest) = wanted.split_at_checked(MOST_TEXTS).unwrap_or((wanted, &[]));
    let more = if rest.is_empty() { "" } else { "…" };
    let listed = |comma: &str| format!("{}{more}", some.join(comma));
    match (asked, language) {
        (Asked::Among, Language::Zh) if wanted.len() == 1 => format!("为{}", listed("")),
        (Asked::Among, Language::Zh) => format!("为{}之一", listed("、")),
        (Asked::Among, Language::En) if wanted.len() == 1 => format!(" is {}", listed("")),
        (Asked::Among, Language::En) => format!(" is one of {}", listed(", ")),
        (Asked::Beginning, Language::Zh) => format!("以{}开头", listed("或")),
        (Asked::Beginning, Language::En) => format!(" begins with {}", listed(" or ")),
    }
}

fn rounded(rounding: Rounding, digits: u8, language: Language) -> String {
    let words = match (rounding, language) {
        (Rounding::Down, Language::Zh) => "舍去",
        (Rounding::Up, Language::Zh) => "进一",
        (Rounding::HalfUp, Language::Zh) => "四舍五入",
        (Rounding::HalfEven, Language::Zh) => "四舍六入五成双",
        (Rounding::Down, Language::En) => "rounded down",
        (Rounding::Up, Language::En) => "rounded up",
        (Rounding::HalfUp, Language::En) => "rounded",
        (Rounding::HalfEven, Language::En) => "rounded half to even",
    };
    match (digits, language) {
        (0, Language::Zh) => format!("（{words}取整）"),
        (0, Language::En) => format!(", {words} to a whole number"),
        (1, Language::En) => format!(", {words} to 1 digit after the point"),
        (digits, Language::Zh) => format!("（{words}，保留{digits}位小数）"),
        (digits, Language::En) => format!(", {words} to {digits} digits after the point"),
    }
}

/// Which end of several values: days are early and late, quantities small and large.
fn end_words(end: Extreme, ty: &Type, language: Language) -> &'static str {
    match (end, *ty == Type::Date, language) {
        (Extreme::Least, true, Language::En) => "earliest",
        (Extreme::Greatest, true, Language::En) => "latest",
        (Extreme::Least, false, Language::En) => "least",
        (Extreme::Greatest, false, Language::En) => "greatest",
        (Extreme::Least, true, Language::Zh) => "最早",
        (Extreme::Greatest, true, Language::Zh) => "最晚",
        (Extreme::Least, false, Language::Zh) => "最小",
        (Extreme::Greatest, false, Language::Zh) => "最大",
    }
}

fn yes_no(value: bool, language: Language) -> &'static str {
    match (value, language) {
        (true, Language::En) => "yes",
        (false, Language::En) => "no",
        (true, Language::Zh) => "是",
        (false, Language::Zh) => "否",
    }
}
