//! Facts: their types, units and bounds.

use super::symbols::Scope;
use super::{Checker, domain, plain};
use crate::ast::{Declaration, Expr as Written, ExprKind};
use crate::policy::{ExprKind as K, Fact, FactKind, Field, Interval, Type, Unit};
use crate::{FactId, Label, Number, Position, did_you_mean};

pub(crate) const TYPES: [&str; 16] = [
    "money",
    "percentage",
    "count",
    "number",
    "points",
    "rank",
    "duration",
    "date",
    "yes_no",
    "text",
    "one_of",
    "set_of",
    "list",
    "yearly",
    "optional",
    "external",
];

/// A type as written, and what was wrapped around it.
struct Declared {
    ty: Type,
    optional: bool,
    kind: FactKind,
}

/// The type of a fact in one year; of one that is not yearly, its type.
fn in_one_year(ty: &Type) -> &Type {
    if let Type::Yearly(inner) = ty { inner } else { ty }
}

impl Checker<'_> {
    pub(super) fn fact(&mut self, declaration: &Declaration) {
        let (Some((name, at)), Some(written)) = (declaration.word("name"), declaration.expr("type")) else {
            return;
        };
        let Some(mut declared) = self.declared_type(written) else { return };
        let options = self.options(
            declaration,
            &["zh", "en", "min", "max", "at_most", "unit", "as_of", "source", "status", "note", "changeable"],
        );
        if !matches!(declared.kind, FactKind::External(_))
            && let Some(source) = options.get("source")
        {
            self.error(
                "option-misplaced",
                source.at,
                format!("`source` says which system computes a fact, and `{name}` is not external"),
                "write `external(TYPE)`, or say where a value was taken from in the facts file",
            );
        }
        if let Some(as_of) = options.get("as_of")
            && plain(as_of).is_none()
        {
            self.error("not-a-text", as_of.at, "`as_of` is a text", "write it in double quotes");
        }
        if let Some(unit) = options.get("unit")
            && !matches!(&declared.ty, Type::Money)
            && !matches!(&declared.ty, Type::Yearly(inner) if **inner == Type::Money)
        {
            self.error(
                "option-misplaced",
                unit.at,
                format!(
                    "`unit` is a unit of money, and `{name}` is {}",
                    super::exprs::described(&declared.ty)
                ),
                "leave it out: only money is written in yuan or in 万元",
            );
        }
        if declared.optional && matches!(declared.ty, Type::List(_) | Type::Set(_)) {
            let word = if matches!(declared.ty, Type::List(_)) { "list" } else { "set" };
            self.error(
                "unknown-type",
                at,
                format!("a {word} cannot be optional"),
                format!("an empty {word} says that there is none; every comparison with null would be false"),
            );
        }
        if let FactKind::External(source) = &mut declared.kind {
            *source = options.get("source").map_or_else(Label::default, |source| self.wording(source));
            if source.is_empty() {
                self.error(
                    "missing-option",
                    options.at,
                    format!("`{name}` comes from another system, and the policy does not say which"),
                    "add `source: \"…\"`: who computes the figure",
                );
            }
        }
        let scale = match options.get("unit").map(|unit| (plain(unit).unwrap_or_default(), unit.at)) {
            None => Number::from(1),
            Some(("yuan", _)) => Number::from(1),
            Some(("wan", _)) => Number::from(10_000),
            Some((other, at)) => {
                self.error(
                    "unknown-unit",
                    at,
                    format!("`{other}` is not a unit of money"),
                    "write \"yuan\" or \"wan\"",
                );
                Number::from(1)
            }
        };
        let label = self.label(&options);
        if label.is_empty() {
            self.warning(
                "no-label",
                at,
                format!("`{name}` has no name for people"),
                "add `#{ zh: \"…\", en: \"…\" }`: rulings are explained with it",
            );
        }
        let status = self.status_option(&options);
        let min = options.get("min").and_then(|value| self.bound(value, &declared.ty, &scale));
        let max = options.get("max").and_then(|value| self.bound(value, &declared.ty, &scale));
        self.bounds_leave_something(name, &declared.ty, (&min, &max), options.at);
        if let Some(value) = options.get("at_most") {
            // Declarations are free of order: the ceiling may be declared below.
            let ceiling = plain(value).unwrap_or_default().to_owned();
            self.ceilings.push((self.policy.facts.len(), ceiling, value.at));
        }
        let changeable = self.yes_or_no(&options, "changeable");
        self.policy.facts.push(Fact {
            id: FactId::new(name),
            at,
            ty: declared.ty,
            kind: declared.kind,
            optional: declared.optional,
            label,
            scale,
            min,
            max,
            at_most: None,
            changeable,
            as_of: options.text("as_of"),
            status,
        });
    }

    /// Some value of the type lies between the bounds.
    fn bounds_leave_something(
        &mut self,
        name: &str,
        ty: &Type,
        (min, max): (&Option<Number>, &Option<Number>),
        at: Position,
    ) {
        if min.as_ref().zip(max.as_ref()).is_some_and(|(min, max)| min > max) {
            let help = "no value could be given; exchange them";
            self.error("bounds-reversed", at, "`min` is above `max`", help);
            return;
        }
        let (natural, whole) = domain::natural(in_one_year(ty));
        let left = natural.overlap(&Interval::between(min.clone(), max.clone()));
        let left = left.map(|left| if whole { left.of_whole_numbers() } else { left });
        if left.is_none_or(|left| left.is_empty()) {
            let message = format!("no value of `{name}` lies between its bounds");
            let help = "a count is a whole number from 0 on, a rank one from 1 on; correct the bound or leave it out";
            self.error("no-value", at, message, help);
        }
    }

    /// Looks up the ceilings of facts, now that all facts are known: quantities or dates of the same type.
    pub(super) fn resolve_ceilings(&mut self) {
        for (index, name, at) in std::mem::take(&mut self.ceilings) {
            let Some(ty) = self.policy.facts.get(index).map(|fact| fact.ty.clone()) else { continue };
            let inner = in_one_year(&ty);
            let ordered = inner.is_quantity() || *inner == Type::Date;
            if self.policy.facts.get(index).is_some_and(|fact| fact.id.as_str() == name) {
                let help = "name the fact that is its ceiling, or leave `at_most` out";
                self.error("at-most-itself", at, format!("`{name}` is at most itself in any case"), help);
                continue;
            }
            match self.fact_type(&name).cloned() {
                Some(ceiling) if ceiling == ty && ordered => {
                    self.used.insert(name.clone());
                    if let Some(fact) = self.policy.facts.get_mut(index) {
                        fact.at_most = Some(FactId::new(name));
                    }
                }
                Some(ceiling) => {
                    let message = format!("`{name}` is {ceiling}, and this fact is {ty}");
                    let help = "the ceiling of a fact is a quantity of the same type";
                    self.error("type-mismatch", at, message, help);
                }
                // A fact that could not be read, or that has no type, has its own diagnostic.
                None if self.unread.may_declare(&name) || self.is_fact(&name) => {}
                None => {
                    let known: Vec<String> =
                        self.policy.facts.iter().map(|fact| fact.id.to_string()).collect();
                    let help = match did_you_mean(&name, known.iter().map(String::as_str)) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "name a fact of this policy".to_owned(),
                    };
                    self.error("unknown-name", at, format!("`{name}` is not a fact"), help);
                }
            }
        }
    }

    /// A bound in base units: a plain number in the unit the fact is written in, or a quantity with its unit.
    fn bound(&mut self, value: &Written, ty: &Type, scale: &Number) -> Option<Number> {
        let inner = in_one_year(ty);
        let expr = self.expr(value, &Scope::default())?;
        let number = match &expr.kind {
            K::Number(number) => number.clone(),
            K::Date(day) => Number::from(day.days()),
            _ => {
                let help = "write it out: `min: 0`; for a date `min: date(\"2010-01-01\")`";
                self.error("not-a-number", value.at, "a bound is a number or a date", help);
                return None;
            }
        };
        match (&expr.ty, inner) {
            (Type::Number, Type::Percentage) => number.divided_by(&Number::from(100)),
            (Type::Number, Type::Money) => Some(number * scale.clone()),
            (Type::Number, ty) if ty.is_quantity() => Some(number),
            (given, ty) if given == ty => Some(number),
            (given, ty) => {
                let message = format!("the bound is {given}, and the fact is {ty}");
                self.error("type-mismatch", value.at, message, "write the bound in the unit of the fact");
                None
            }
        }
    }

    fn declared_type(&mut self, written: &Written) -> Option<Declared> {
        if let ExprKind::Call(name, arguments) = &written.kind
            && let [argument] = arguments.as_slice()
        {
            match name.as_str() {
                "optional" => {
                    let inner = self.declared_type(argument)?;
                    if inner.optional {
                        let message = "a fact is optional or not, once";
                        self.error("unknown-type", argument.at, message, "write `optional(TYPE)`");
                    }
                    return Some(Declared { optional: true, ..inner });
                }
                "external" => {
                    let inner = self.declared_type(argument)?;
                    if inner.kind != FactKind::Given {
                        self.error(
                            "unknown-type",
                            argument.at,
                            "a fact has one who answers for it: another system, or a body that judges",
                            "write `external(TYPE)` or `judgement(body)`",
                        );
                        return None;
                    }
                    return Some(Declared { kind: FactKind::External(Label::default()), ..inner });
                }
                "judgement" => {
                    let (name, at) = self.names(argument).into_iter().next()?;
                    let body = self.agency(name, at);
                    let kind = FactKind::Judgement(body);
                    return Some(Declared { ty: Type::YesNo, optional: false, kind });
                }
                _ => {}
            }
        }
        Some(Declared { ty: self.ty(written, false)?, optional: false, kind: FactKind::Given })
    }

    fn ty(&mut self, written: &Written, inside: bool) -> Option<Type> {
        match &written.kind {
            ExprKind::Name(name) => match name.as_str() {
                "money" => Some(Type::Money),
                "percentage" => Some(Type::Percentage),
                "count" => Some(Type::Count),
                "number" => Some(Type::Number),
                "points" => Some(Type::Points),
                "rank" => Some(Type::Rank),
                "date" => Some(Type::Date),
                "yes_no" => Some(Type::YesNo),
                "text" => Some(Type::Text),
                other => self.unknown_type(other, written),
            },
            ExprKind::Call(name, arguments) => match (name.as_str(), arguments.as_slice()) {
                ("duration", [unit]) => match plain(unit) {
                    Some("years") => Some(Type::Duration(Unit::Years)),
                    Some("months") => Some(Type::Duration(Unit::Months)),
                    Some("days") => Some(Type::Duration(Unit::Days)),
                    _ => {
                        self.error(
                            "unknown-unit",
                            unit.at,
                            "not a unit of time",
                            "write `duration(years)`, `duration(months)` or `duration(days)`",
                        );
                        None
                    }
                },
                ("one_of", values) => self.values(name, values, written).map(Type::OneOf),
                ("set_of", values) if !inside => self.values(name, values, written).map(Type::Set),
                ("yearly", [inner]) if !inside => match self.ty(inner, true)? {
                    ty if ty.is_quantity() || ty == Type::YesNo => Some(Type::Yearly(Box::new(ty))),
                    ty => {
                        let message = format!("a yearly fact of type {ty} is not possible");
                        self.error(
                            "unknown-type",
                            inner.at,
                            message,
                            "yearly facts are quantities or yes_no",
                        );
                        None
                    }
                },
                ("list", [fields]) if !inside => self.fields(fields),
                ("yearly" | "list" | "set_of", _) => {
                    let message = format!("`{name}` cannot stand inside another type");
                    self.error("unknown-type", written.at, message, "write a flat type: `yearly(money)`");
                    None
                }
                _ => self.unknown_type(name, written),
            },
            _ => self.unknown_type("this", written),
        }
    }

    /// The values of `one_of` or `set_of`, each once.
    fn values(&mut self, word: &str, values: &[Written], written: &Written) -> Option<Vec<String>> {
        let mut texts: Vec<String> = Vec::new();
        for value in values {
            match &value.kind {
                ExprKind::Text(text) if texts.contains(text) => {
                    self.error(
                        "listed-twice",
                        value.at,
                        format!("`{text}` is listed twice"),
                        "list each value once",
                    );
                }
                ExprKind::Text(text) if text.trim().is_empty() => self.error(
                    "not-a-text",
                    value.at,
                    format!("a value of `{word}` says something"),
                    "name the value; for a fact that may be absent write `optional(…)`",
                ),
                ExprKind::Text(text) => texts.push(text.clone()),
                _ => self.error(
                    "not-a-text",
                    value.at,
                    format!("a value of `{word}` is a text"),
                    "write it in double quotes",
                ),
            }
        }
        if texts.is_empty() {
            let help = format!("write `{word}(\"A\", \"B\")`");
            self.error("empty-list", written.at, format!("`{word}` lists no value"), help);
            return None;
        }
        Some(texts)
    }

    fn fields(&mut self, written: &Written) -> Option<Type> {
        let ExprKind::Map(entries) = &written.kind else {
            self.error(
                "not-a-map",
                written.at,
                "a list needs the fields of its records",
                "write `list(#{ class: one_of(\"I\", \"II\"), in_use: yes_no })`",
            );
            return None;
        };
        let mut fields = Vec::new();
        if entries.is_empty() {
            let help = "write `list(#{ class: one_of(\"I\", \"II\"), in_use: yes_no })`";
            self.error("empty-list", written.at, "the records of the list have no field", help);
            return None;
        }
        for (name, ty) in entries {
            fields.push(Field { name: name.clone(), ty: self.ty(ty, true)? });
        }
        Some(Type::List(fields))
    }

    fn unknown_type(&mut self, name: &str, written: &Written) -> Option<Type> {
        if TYPES.contains(&name) {
            // The word is right, and what stands in its brackets, or where it stands, is not.
            let message = format!("`{name}` is not written like this here");
            let help = "a duration names its unit, `duration(years)`; a list its fields, `list(#{ amount: money })`; \
                        `optional(…)` and `external(…)` stand outermost, around one type";
            self.error("unknown-type", written.at, message, help);
            return None;
        }
        let help = match did_you_mean(name, TYPES) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the types are: {}, judgement(body)", TYPES.join(", ")),
        };
        self.error("unknown-type", written.at, format!("`{name}` is not a type"), help);
        None
    }
}
