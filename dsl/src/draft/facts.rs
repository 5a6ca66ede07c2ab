//! Facts for what the criteria of a text measure: a name, a type and a unit from the text's own words.

use super::words::{Names, literal, own_words, quoted};
use crate::{Comparator, DocumentCriterion, Number};
use std::collections::BTreeMap;

/// What kind of quantity a figure of the text is in the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quantity {
    Money,
    Percentage,
    Count,
    Number,
    Points,
    Rank,
    Years,
    Months,
    Days,
    /// A branch the text names in words.
    YesNo,
}

impl Quantity {
    /// The kind of a figure by its unit as written. A unit the language does not have makes a plain number.
    pub(super) fn of(unit: Option<&str>, value: &Number, indicator: &str) -> Self {
        let unit = unit.unwrap_or_default().trim().to_lowercase();
        let ranked =
            ["排名", "名次", "位次", "rank"].iter().any(|word| indicator.to_lowercase().contains(word));
        let whole = value.is_integer() && !value.is_negative();
        match unit.as_str() {
            "元" | "人民币" | "元人民币" | "yuan" | "rmb" | "cny" | "rmb yuan" | "¥" | "￥" => {
                Self::Money
            }
            "%" | "％" | "percent" | "per cent" | "pct" => Self::Percentage,
            "年" | "周年" | "岁" | "个年度" | "year" | "years" => Self::Years,
            "月" | "个月" | "month" | "months" => Self::Months,
            "日" | "天" | "个自然日" | "day" | "days" => Self::Days,
            "分" | "points" | "point" | "marks" => Self::Points,
            "位" | "名" if ranked && whole && !value.is_zero() => Self::Rank,
            "" if ranked && whole && !value.is_zero() => Self::Rank,
            "家" | "个" | "项" | "件" | "人" | "名" | "种" | "户" | "次" | "台" | "所" | "款" | "套"
            | "部" | "起" | "例" | "employees" | "employee" | "persons" | "person" | "people"
            | "enterprises" | "companies" | "patents" | "projects" | "items" | "members"
                if whole =>
            {
                Self::Count
            }
            _ => Self::Number,
        }
    }

    /// The type as a fact declares it.
    fn ty(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Percentage => "percentage",
            Self::Count => "count",
            Self::Number => "number",
            Self::Points => "points",
            Self::Rank => "rank",
            Self::Years => "duration(years)",
            Self::Months => "duration(months)",
            Self::Days => "duration(days)",
            Self::YesNo => "yes_no",
        }
    }

    /// A figure with its unit as the language writes it; none where it cannot be written exactly.
    pub(super) fn figure(self, value: &Number) -> Option<String> {
        let word = match self {
            Self::Money => return money(value),
            // A plain number may be a fraction: `2/3`.
            Self::Number if value.to_string().len() <= 18 => return Some(value.to_string()),
            Self::Number | Self::YesNo => return None,
            Self::Count | Self::Rank => return literal(value),
            Self::Percentage => "percent",
            Self::Points => "points",
            Self::Years => "years",
            Self::Months => "months",
            Self::Days => "days",
        };
        Some(format!("{word}({})", literal(value)?))
    }
}

/// The largest unit of money that leaves a whole number.
fn money(value: &Number) -> Option<String> {
    let units = [("yi", 100_000_000), ("wan", 10_000)];
    let whole = |size: i64| value.divided_by(&Number::from(size)).filter(|n| n.is_integer() && !n.is_zero());
    let (word, count) = units
        .iter()
        .find_map(|(word, size)| whole(*size).map(|count| (*word, count)))
        .unwrap_or(("yuan", value.clone()));
    Some(format!("{word}({})", literal(&count)?))
}

/// A condition on one quantity; none where the language has no way to say it.
pub(super) fn condition(criterion: &DocumentCriterion, quantity: Quantity, fact: &str) -> Option<String> {
    let value = quantity.figure(criterion.value.as_ref()?)?;
    let sign = match criterion.comparator? {
        Comparator::AtLeast => ">=",
        Comparator::MoreThan => ">",
        Comparator::AtMost => "<=",
        Comparator::LessThan => "<",
        Comparator::Equal => "==",
        Comparator::Between => {
            let upper = quantity.figure(criterion.upper.as_ref()?)?;
            return Some(format!("all([{fact} >= {value}, {fact} <= {upper}])"));
        }
        Comparator::About | Comparator::Times | Comparator::Change => return None,
    };
    Some(format!("{fact} {sign} {value}"))
}

/// What tells one fact from another: its words, the window of time, the base of a share, and what kind it is.
type Key = (String, Option<String>, Option<String>, Quantity, Option<String>);

/// The facts of a draft, each once.
#[derive(Debug, Default)]
pub(super) struct Facts {
    known: BTreeMap<Key, String>,
    unnamed: usize,
}

impl Facts {
    /// The name of the fact a criterion measures, and its declaration where it is new.
    pub(super) fn measured(
        &mut self,
        criterion: &DocumentCriterion,
        quantity: Quantity,
        language: &str,
        names: &mut Names,
    ) -> (String, Option<String>) {
        let unit = criterion.unit.clone().filter(|_| quantity == Quantity::Number);
        let key =
            (criterion.indicator.clone(), criterion.window.clone(), criterion.of.clone(), quantity, unit);
        self.fact(key, language, names)
    }

    /// The name of the fact that says whether a branch of the text is the enterprise's.
    pub(super) fn branch(
        &mut self,
        words: &str,
        language: &str,
        names: &mut Names,
    ) -> (String, Option<String>) {
        self.fact((words.to_owned(), None, None, Quantity::YesNo, None), language, names)
    }

    fn fact(&mut self, key: Key, language: &str, names: &mut Names) -> (String, Option<String>) {
        if let Some(name) = self.known.get(&key) {
            return (name.clone(), None);
        }
        let (indicator, window, of, quantity, unit) = &key;
        let parts = [window.as_deref().unwrap_or_default(), indicator, of.as_deref().unwrap_or_default()];
        let parts: Vec<String> = parts.iter().filter_map(|part| own_words(part)).collect();
        let name = match own_words(indicator).and_then(|_| own_words(&parts.join("_"))) {
            Some(words) => names.free(&words),
            None => {
                self.unnamed += 1;
                names.free(&format!("fact_{}", self.unnamed))
            }
        };
        let mut label = indicator.clone();
        if let Some(of) = of {
            label.push_str(&if language == "zh" { format!("（占{of}）") } else { format!(" (of {of})") });
        }
        if let Some(unit) = unit {
            label.push_str(&if language == "zh" { format!("（{unit}）") } else { format!(" ({unit})") });
        }
        if label.trim().is_empty() {
            label.clone_from(&name);
        }
        let mut declaration = format!("fact {name} : {} #{{ {language}: {}", quantity.ty(), quoted(&label));
        if let Some(window) = window {
            declaration.push_str(&format!(", as_of: {}", quoted(window)));
        }
        declaration.push_str(" };\n");
        self.known.insert(key, name.clone());
        (name, Some(declaration))
    }

    /// Forgets facts whose rule did not fit.
    pub(super) fn forget(&mut self, declared: &[String]) {
        self.known.retain(|_, name| !declared.contains(name));
    }
}
