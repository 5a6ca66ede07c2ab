//! Facts and figures: their types, units and bounds.

use super::symbols::Scope;
use super::{Checker, plain};
use crate::ast::{Declaration, Expr as Written, ExprKind};
use crate::policy::{ExprKind as K, Fact, FactKind, Field, Parameter, Type, Unit};
use crate::{Date, FactId, Label, Number, ParameterId, did_you_mean};

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
        if let (Some(min), Some(max)) = (&min, &max)
            && min > max
        {
            self.error(
                "bounds-reversed",
                options.at,
                "`min` is above `max`",
                "no value could be given; exchange them",
            );
        }
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

    /// Looks up the ceilings of facts, now that all facts are known: quantities or dates of the same type.
    pub(super) fn resolve_ceilings(&mut self) {
        for (index, name, at) in std::mem::take(&mut self.ceilings) {
            let Some(ty) = self.policy.facts.get(index).map(|fact| fact.ty.clone()) else { continue };
            let inner = if let Type::Yearly(inner) = &ty { inner } else { &ty };
            let ordered = inner.is_quantity() || *inner == Type::Date;
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
        let inner = match ty {
            Type::Yearly(inner) => inner,
            other => other,
        };
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

    pub(super) fn parameter(&mut self, declaration: &Declaration) {
        let (Some((name, at)), Some(written)) = (declaration.word("name"), declaration.expr("value")) else {
            return;
        };
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        let value = self.expr(written, &Scope::default());
        let from = match declaration.word("from") {
            Some((text, at)) => self.date(text, at),
            None => Some(self.policy.in_force.from),
        };
        let to = match declaration.word("to") {
            Some((text, at)) => self.date(text, at),
            None => None,
        };
        let (Some(citation), Some(value), Some(from)) = (citation, value, from) else { return };
        if !matches!(value.kind, K::Number(_) | K::Date(_) | K::Text(_) | K::YesNo(_)) {
            self.error(
                "not-a-literal",
                written.at,
                "a figure of the text is a literal",
                "write the figure itself, with its unit: `percent(3)`",
            );
            return;
        }
        let Some(in_force) = self.period(from, to, at) else { return };
        self.policy.parameters.push(Parameter {
            id: ParameterId::new(name),
            at,
            citation,
            value,
            in_force,
            status,
        });
    }

    /// Entries of one figure must follow each other without gap or overlap, and agree in type.
    pub(super) fn parameter_periods(&mut self) {
        let mut entries: Vec<(String, Date, Option<Date>, crate::Position, Type)> = self
            .policy
            .parameters
            .iter()
            .map(|p| (p.id.to_string(), p.in_force.from, p.in_force.to, p.at, p.value.ty.clone()))
            .collect();
        entries.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        for pair in entries.windows(2) {
            let [first, second] = pair else { continue };
            if first.0 != second.0 {
                continue;
            }
            let name = &first.0;
            if first.4 != second.4 {
                let message = format!("`{name}` is {} before and {} after", first.4, second.4);
                self.error("type-mismatch", second.3, message, "a figure keeps its unit when it changes");
            }
            match first.2 {
                Some(to) if to == second.1 => {}
                // The entry between them may be the one that could not be read.
                Some(to) if to < second.1 && self.unread.may_declare(name) => {}
                Some(to) if to < second.1 => self.error(
                    "gap-in-figure",
                    second.3,
                    format!("`{name}` has no value from {to} to {}", second.1),
                    "let the first entry run `to` the day the second begins",
                ),
                _ => self.error(
                    "overlapping-figures",
                    second.3,
                    format!("`{name}` has two values from {}", second.1),
                    format!("end the first entry with `to \"{}\"`", second.1),
                ),
            }
        }
        self.figures_cover_the_policy(&entries);
    }

    /// A figure has a value on every day the policy is in force.
    fn figures_cover_the_policy(&mut self, entries: &[(String, Date, Option<Date>, crate::Position, Type)]) {
        if self.unread.may_be_header() {
            return;
        }
        let in_force = self.policy.in_force;
        for (index, (name, from, to, at, _)) in entries.iter().enumerate() {
            if self.unread.may_declare(name) {
                continue;
            }
            let first = index == 0 || entries.get(index - 1).is_none_or(|before| before.0 != *name);
            let last = entries.get(index + 1).is_none_or(|after| after.0 != *name);
            if first && *from > in_force.from {
                self.error(
                    "gap-in-figure",
                    *at,
                    format!("`{name}` has no value from {} to {from}", in_force.from),
                    "the policy is in force then; add the earlier value, or let this one begin earlier",
                );
            }
            if last && to.is_some_and(|to| in_force.to.is_none_or(|end| to < end)) {
                let from = to.map_or(String::new(), |to| to.to_string());
                self.error(
                    "gap-in-figure",
                    *at,
                    format!("`{name}` has no value from {from} on"),
                    "the policy is in force then; add the later value, or leave out `to`",
                );
            }
        }
    }
}
