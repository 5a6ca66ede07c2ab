//! Expressions in the words of people, in both languages, with the years filled in.

use super::Evaluator;
use crate::ruling::quantity;
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::{Expr, ExprKind};
use gradus_dsl::{FactId, Label, Language};

/// Most characters of a description; what is longer is cut off.
const MAX_LENGTH: usize = 300;

/// Deepest nesting that is still spelt out.
const MAX_DEPTH: u32 = 12;

impl Evaluator<'_> {
    /// An expression in both languages.
    pub(super) fn describe(&self, expr: &Expr) -> Label {
        let write = |language| {
            let mut text = String::new();
            self.write(expr, language, MAX_DEPTH, &mut text);
            if text.chars().count() > MAX_LENGTH {
                text = text.chars().take(MAX_LENGTH).chain(['…']).collect();
            }
            text
        };
        Label { zh: write(Language::Zh), en: write(Language::En) }
    }

    /// The growth of a yearly fact over some years.
    pub(super) fn describe_growth(&self, fact: &FactId, base: i32, last: i32) -> Label {
        let (zh, en) = (self.fact_label(fact, Language::Zh), self.fact_label(fact, Language::En));
        Label {
            zh: format!("{zh}年均复合增长率（{base}年至{last}年）"),
            en: format!("compound yearly growth of {en} {base} to {last}"),
        }
    }

    fn fact_label(&self, id: &FactId, language: Language) -> String {
        let label = self.model.fact(id).map(|fact| fact.label.in_language(language)).unwrap_or_default();
        if label.is_empty() { id.to_string() } else { label.to_owned() }
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
            ExprKind::Date(date) => text.push_str(&date.to_string()),
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
            ExprKind::Eligible(title) => {
                text.push_str(&if zh { format!("符合 {title}") } else { format!("eligible for {title}") });
            }
            ExprKind::Holders(title) => {
                text.push_str(&if zh { format!("{title} 数量") } else { format!("holders of {title}") });
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

fn yes_no(value: bool, language: Language) -> &'static str {
    match (value, language) {
        (true, Language::En) => "yes",
        (false, Language::En) => "no",
        (true, Language::Zh) => "是",
        (false, Language::Zh) => "否",
    }
}
