//! What is asked of texts: whether one is among several, and how it begins.

use super::Checker;
use super::exprs::described;
use super::symbols::Scope;
use crate::ast::{Expr as Written, ExprKind as W};
use crate::policy::{Expr, ExprKind as K, Type};
use crate::{Position, did_you_mean};

impl Checker<'_> {
    pub(super) fn among(
        &mut self,
        subject: &Written,
        values: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let example = "among(level, [\"A\", \"B\"])";
        let subject = self.expr(subject, scope)?;
        if !matches!(subject.ty, Type::Text | Type::OneOf(_)) {
            let message = format!(
                "`among` asks about a text or a value of a list, and this is {}",
                described(&subject.ty)
            );
            self.error("type-mismatch", subject.at, message, format!("write `{example}`"));
            return None;
        }
        let texts = self.several_texts(values, example)?;
        if let Type::OneOf(known) = &subject.ty {
            for (text, at) in &texts {
                self.known_value(known, text, *at)?;
            }
        }
        let texts = texts.into_iter().map(|(text, _)| text).collect();
        Some(Expr { kind: K::Among(Box::new(subject), texts), ty: Type::YesNo, at })
    }

    pub(super) fn starts_with(
        &mut self,
        subject: &Written,
        beginnings: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let example = "starts_with(industry_code, [\"C39\", \"C40\"])";
        let subject = self.expr(subject, scope)?;
        if subject.ty != Type::Text {
            let message = format!("`starts_with` asks about a text, and this is {}", described(&subject.ty));
            let help = if matches!(subject.ty, Type::OneOf(_)) {
                "of a fixed list name the values: `among(level, [\"A\", \"B\"])`".to_owned()
            } else {
                format!("write `{example}`")
            };
            self.error("type-mismatch", subject.at, message, help);
            return None;
        }
        let beginnings = self.several_texts(beginnings, example)?;
        if let Some((_, at)) = beginnings.iter().find(|(text, _)| text.is_empty()) {
            self.error(
                "not-a-value",
                *at,
                "every text begins with nothing",
                format!("write the beginning: `{example}`"),
            );
            return None;
        }
        let beginnings = beginnings.into_iter().map(|(text, _)| text).collect();
        Some(Expr { kind: K::StartsWith(Box::new(subject), beginnings), ty: Type::YesNo, at })
    }

    /// A text that must be one of these values.
    pub(super) fn known_value(&mut self, values: &[String], value: &str, at: Position) -> Option<()> {
        if values.iter().any(|known| known == value) {
            return Some(());
        }
        let help = match did_you_mean(value, values.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the values are: {}", values.join(", ")),
        };
        self.error("not-a-value", at, format!("`{value}` is not one of the values"), help);
        None
    }

    /// One text or a list of texts, each once.
    fn several_texts(&mut self, written: &Written, example: &str) -> Option<Vec<(String, Position)>> {
        let items = match &written.kind {
            W::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(written),
        };
        if items.is_empty() {
            self.error("empty-list", written.at, "the list of texts is empty", format!("write `{example}`"));
            return None;
        }
        let mut texts: Vec<(String, Position)> = Vec::with_capacity(items.len());
        let mut seen = std::collections::BTreeSet::new();
        for item in items {
            let W::Text(text) = &item.kind else {
                self.error(
                    "not-a-text",
                    item.at,
                    "a text is expected here",
                    format!("write it in double quotes: `{example}`"),
                );
                return None;
            };
            if !seen.insert(text) {
                let message = format!("`{text}` is listed twice");
                self.error("listed-twice", item.at, message, "list each value once");
                return None;
            }
            texts.push((text.clone(), item.at));
        }
        Some(texts)
    }
}
