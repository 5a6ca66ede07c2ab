//! Typed expressions from written ones.

use super::Checker;
use super::calls::size;
use super::symbols::{Place, Scope, Symbol, Variable};
use crate::ast::{Expr as Written, ExprKind as W, Operator};
use crate::policy::{CompareOp, Expr, ExprKind as K, Quorum, Type, Year};
use crate::{CriterionId, FactId, NameId, Number, ParameterId, Position, ScoreId, TitleId, did_you_mean};

/// Most nodes all expressions of a file may grow to, functions put in place.
const MAX_NODES: usize = 200_000;

impl Checker<'_> {
    /// A condition: yes or no. A score stands for reaching its pass mark.
    pub(super) fn condition(&mut self, written: &Written, scope: &Scope) -> Option<Expr> {
        let expr = self.expr(written, scope)?;
        self.as_condition(expr)
    }

    pub(super) fn as_condition(&mut self, expr: Expr) -> Option<Expr> {
        if expr.ty == Type::YesNo {
            return Some(expr);
        }
        if let K::Score(id) = &expr.kind {
            let passes = self.policy.score(id).is_none_or(|score| score.pass.is_some());
            if passes {
                return Some(Expr { kind: K::Passes(id.clone()), ty: Type::YesNo, at: expr.at });
            }
        }
        let message = format!("a condition is expected here, and this is {}", described(&expr.ty));
        self.error("not-a-condition", expr.at, message, "compare it: `x >= wan(100)`, or name a criterion");
        None
    }

    /// Any expression. What is wrong is reported once, at the innermost place; none is returned then.
    pub(super) fn expr(&mut self, written: &Written, scope: &Scope) -> Option<Expr> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.error(
                "too-complex",
                written.at,
                format!("with functions put in place, the rules of this file grow past {MAX_NODES} parts"),
                "call fewer functions inside functions; name common parts with `let`",
            );
            return None;
        }
        let at = written.at;
        let made = |kind, ty| Some(Expr { kind, ty, at });
        match &written.kind {
            W::Number(number) => made(K::Number(number.clone()), Type::Number),
            W::Text(text) => made(K::Text(text.clone()), Type::Text),
            W::YesNo(value) => made(K::YesNo(*value), Type::YesNo),
            W::Name(name) => self.name(name, at, scope),
            W::Imported(pack, name) => self.imported(pack, name, at),
            W::Field(base, field) => self.field(base, field, at, scope),
            W::Index(base, index) => self.index(base, index, at, scope),
            W::Method(base, method, arguments) => self.method(base, method, arguments, at, scope),
            W::Call(name, arguments) => self.call(name, arguments, at, scope),
            W::Binary(operator, left, right) => self.binary(*operator, left, right, at, scope),
            W::Negate(inner) => {
                let inner = self.expr(inner, scope)?;
                if !inner.ty.is_quantity() {
                    let message = format!("{} has no negative", described(&inner.ty));
                    self.error(
                        "type-mismatch",
                        at,
                        message,
                        "only quantities have a sign; write `not(x)` for conditions",
                    );
                    return None;
                }
                let ty = inner.ty.clone();
                made(K::Negate(Box::new(inner)), ty)
            }
            W::And(parts) => self.quorum(Quorum::All, parts, at, scope),
            W::Or(parts) => self.quorum(Quorum::Any, parts, at, scope),
            W::If(branches, otherwise) => self.branches(branches, otherwise.as_deref(), at, scope),
            W::Switch(subject, cases) => self.switch(subject, cases, at, scope),
            W::Array(_) | W::Map(_) | W::Lambda(..) => {
                self.error(
                    "misplaced",
                    at,
                    "a list, a map or a closure cannot stand here",
                    "lists stand in `all([...])`, closures in `count(list, |p| …)` and `each_year(n, |y| …)`",
                );
                None
            }
        }
    }

    pub(super) fn quorum(
        &mut self,
        quorum: Quorum,
        parts: &[Written],
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let mut conditions = Vec::with_capacity(parts.len());
        let mut complete = true;
        for part in parts {
            match self.condition(part, scope) {
                Some(condition) => conditions.push(condition),
                None => complete = false,
            }
        }
        complete.then_some(Expr { kind: K::Quorum(quorum, conditions), ty: Type::YesNo, at })
    }

    fn name(&mut self, name: &str, at: Position, scope: &Scope) -> Option<Expr> {
        match scope.variables.get(name) {
            Some(Variable::Argument(expr)) => {
                self.nodes += size(expr);
                return Some(Expr { at, ..expr.clone() });
            }
            Some(Variable::Year | Variable::Record(_)) => {
                let message = format!("`{name}` stands for a year or a record, not for a value");
                self.error(
                    "misplaced",
                    at,
                    message,
                    format!("write `fact[{name}]` for a year, `{name}.field` for a record"),
                );
                return None;
            }
            None => {}
        }
        let symbol = self.symbols.names.get(name).map(|(symbol, _)| *symbol).filter(|_| !scope.closed);
        let Some(symbol) = symbol else {
            self.unknown_name(name, at, scope);
            return None;
        };
        self.used.insert(name.to_owned());
        let (kind, ty) = match symbol {
            Symbol::Fact => {
                match self.fact_type(name)?.clone() {
                    Type::Yearly(_) => {
                        self.error(
                        "year-missing",
                        at,
                        format!("`{name}` has a value for each year"),
                        format!("say which: `{name}.last`, `{name}.prior(1)`, or `each_year(2, |y| {name}[y] …)`"),
                    );
                        return None;
                    }
                    Type::List(_) => {
                        let help = format!("count its records: `count({name}, |p| …) >= 2`");
                        self.error("misplaced", at, format!("`{name}` is a list"), help);
                        return None;
                    }
                    ty => (K::Fact(FactId::new(name)), ty),
                }
            }
            Symbol::Parameter => {
                let ty = self.policy.parameters.iter().find(|p| p.id.as_str() == name)?.value.ty.clone();
                (K::Parameter(ParameterId::new(name)), ty)
            }
            Symbol::Let => {
                let ty = self.let_value(name, at)?.ty;
                (K::Name(NameId::new(name)), ty)
            }
            Symbol::Criterion => (K::Criterion(CriterionId::new(name)), Type::YesNo),
            Symbol::Score => (K::Score(ScoreId::new(name)), Type::Points),
            Symbol::Title if scope.place == Place::Guard => (K::Eligible(TitleId::new(name)), Type::YesNo),
            Symbol::Title => {
                self.error(
                    "wrong-kind",
                    at,
                    format!("`{name}` is a title, and a title is no value here"),
                    "a title that must be held already goes into the options: `#{ requires: … }`",
                );
                return None;
            }
            Symbol::Function => {
                let help = format!("call it: `{name}(…)`");
                self.error("wrong-kind", at, format!("`{name}` is a function"), help);
                return None;
            }
            Symbol::Table => {
                self.error(
                    "wrong-kind",
                    at,
                    format!("`{name}` is a table"),
                    "tables are not evaluated in this version",
                );
                return None;
            }
        };
        Some(Expr { kind, ty, at })
    }

    fn imported(&mut self, pack: &str, name: &str, at: Position) -> Option<Expr> {
        if !self.symbols.aliases.contains_key(pack) {
            let help = match did_you_mean(pack, self.symbols.aliases.keys().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare it: `use \"PACK\" as {pack};`"),
            };
            self.error("unknown-pack", at, format!("no pack is used as `{pack}`"), help);
            return None;
        }
        self.not_evaluated(at, &format!("`{pack}::{name}`, a rule of another pack,"));
        None
    }

    /// `fact.last` of a yearly fact, or a field of the record a variable stands for.
    fn field(&mut self, base: &Written, field: &str, at: Position, scope: &Scope) -> Option<Expr> {
        let W::Name(name) = &base.kind else {
            self.error(
                "misplaced",
                at,
                "only facts and records have parts",
                "write `revenue.last` or `p.class`",
            );
            return None;
        };
        if let Some(Variable::Record(fields)) = scope.variables.get(name) {
            let Some(found) = fields.iter().find(|known| known.name == field) else {
                let known = fields.iter().map(|field| field.name.as_str());
                let help = match did_you_mean(field, known.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the fields are: {}", known.collect::<Vec<_>>().join(", ")),
                };
                self.error("unknown-field", at, format!("the records have no field `{field}`"), help);
                return None;
            };
            let kind = K::Field { variable: name.clone(), field: field.to_owned() };
            return Some(Expr { kind, ty: found.ty.clone(), at });
        }
        let inner = self.yearly(name, at, scope)?;
        if field != "last" {
            let help = "a yearly fact has `.last` and `.prior(n)`";
            self.error("unknown-field", at, format!("`{name}` has no part `{field}`"), help);
            return None;
        }
        Some(Expr { kind: K::InYear(FactId::new(name), Year::Prior(0)), ty: inner, at })
    }

    fn method(
        &mut self,
        base: &Written,
        method: &str,
        arguments: &[Written],
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let W::Name(name) = &base.kind else {
            self.error("misplaced", at, "only yearly facts have years", "write `revenue.prior(1)`");
            return None;
        };
        let inner = self.yearly(name, at, scope)?;
        let ("prior", [argument]) = (method, arguments) else {
            let help = "a yearly fact has `.last` and `.prior(n)`";
            self.error("unknown-field", at, format!("`{name}` has no part `{method}`"), help);
            return None;
        };
        let years = self.years(argument)?;
        Some(Expr { kind: K::InYear(FactId::new(name), Year::Prior(years)), ty: inner, at })
    }

    fn index(&mut self, base: &Written, index: &Written, at: Position, scope: &Scope) -> Option<Expr> {
        let (W::Name(name), W::Name(variable)) = (&base.kind, &index.kind) else {
            self.error(
                "misplaced",
                at,
                "`[…]` takes a yearly fact and the year of `each_year`",
                "write `each_year(2, |y| rd_expense[y] / revenue[y] >= percent(3))`",
            );
            return None;
        };
        let inner = self.yearly(name, at, scope)?;
        if !matches!(scope.variables.get(variable), Some(Variable::Year)) {
            let help = "the variable of `each_year(n, |y| …)` stands here";
            self.error("unknown-name", index.at, format!("`{variable}` is not a year"), help);
            return None;
        }
        Some(Expr { kind: K::InYear(FactId::new(name), Year::Variable(variable.clone())), ty: inner, at })
    }

    /// The type of a yearly fact in one year.
    pub(super) fn yearly(&mut self, name: &str, at: Position, scope: &Scope) -> Option<Type> {
        let ty = if scope.closed { None } else { self.fact_type(name).cloned() };
        match ty {
            Some(Type::Yearly(inner)) => {
                self.used.insert(name.to_owned());
                Some(*inner)
            }
            Some(ty) => {
                let message = format!("`{name}` is {}, with one value for all years", described(&ty));
                self.error("not-yearly", at, message, "declare it as `yearly(…)`, or use it without a year");
                None
            }
            None => {
                if self.symbols.names.contains_key(name) && !scope.closed {
                    let message = format!("`{name}` is not a yearly fact");
                    self.error("not-yearly", at, message, "only facts declared as `yearly(…)` have years");
                } else {
                    self.unknown_name(name, at, scope);
                }
                None
            }
        }
    }

    fn binary(
        &mut self,
        operator: Operator,
        left: &Written,
        right: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        if let Some(op) = comparison(operator) {
            if let W::Call(name, arguments) = &left.kind
                && name == "compound_growth"
            {
                return self.growth(op, arguments, right, at, scope);
            }
            if let W::Call(name, arguments) = &right.kind
                && name == "compound_growth"
            {
                return self.growth(mirrored(op), arguments, left, at, scope);
            }
            let left = self.expr(left, scope);
            let right = self.expr(right, scope);
            return self.compare(op, left?, right?, at);
        }
        let left = self.expr(left, scope);
        let right = self.expr(right, scope);
        let (left, right) = (left?, right?);
        let ty = self.arithmetic_type(operator, &left, &right, at)?;
        Some(Expr { kind: K::Arithmetic(operator, Box::new(left), Box::new(right)), ty, at })
    }

    pub(super) fn compare(&mut self, op: CompareOp, left: Expr, right: Expr, at: Position) -> Option<Expr> {
        let (left, right) = self.alike(left, right, at)?;
        let ordered = left.ty.is_quantity() || left.ty == Type::Date;
        if !ordered && !matches!(op, CompareOp::Equal | CompareOp::NotEqual) {
            let message = format!("{} has no order", described(&left.ty));
            self.error("type-mismatch", at, message, "texts and yes_no are compared with `==` and `!=` only");
            return None;
        }
        Some(Expr { kind: K::Compare(op, Box::new(left), Box::new(right)), ty: Type::YesNo, at })
    }

    /// Two values that are to be compared or to stand for one another, brought to one type.
    pub(super) fn alike(&mut self, left: Expr, right: Expr, at: Position) -> Option<(Expr, Expr)> {
        if left.ty == right.ty {
            return Some((left, right));
        }
        let plain = |ty: &Type| matches!(ty, Type::Count | Type::Rank | Type::Points);
        match (&left.ty, &right.ty) {
            (Type::Number, ty) if plain(ty) => {
                let ty = ty.clone();
                return Some((Expr { ty, ..left }, right));
            }
            (ty, Type::Number) if plain(ty) => {
                let ty = ty.clone();
                return Some((left, Expr { ty, ..right }));
            }
            (Type::OneOf(values), Type::Text) => {
                let right = self.one_value(values, right)?;
                return Some((left, right));
            }
            (Type::Text, Type::OneOf(values)) => {
                let left = self.one_value(values, left)?;
                return Some((left, right));
            }
            _ => {}
        }
        let (a, b) = (described(&left.ty), described(&right.ty));
        let help = match (&left.ty, &right.ty) {
            (Type::Number, ty) | (ty, Type::Number) => match ty {
                Type::Money => "give the number its unit: `wan(5000)`, `yi(1)` or `yuan(100)`",
                Type::Percentage => {
                    "give the number its unit: `percent(3)`; a quotient of two amounts is a percentage"
                }
                Type::Duration(_) => "give the number its unit: `years(3)`, `months(6)` or `days(30)`",
                _ => "both sides need the same type and unit",
            },
            _ => "both sides need the same type and unit",
        };
        self.error("type-mismatch", at, format!("{a} and {b} cannot stand against each other"), help);
        None
    }

    /// A text that must be one of the values of a `one_of`.
    fn one_value(&mut self, values: &[String], text: Expr) -> Option<Expr> {
        let ty = Type::OneOf(values.to_vec());
        match &text.kind {
            K::Text(value) if values.contains(value) => Some(Expr { ty, ..text }),
            K::Text(value) => {
                let help = match did_you_mean(value, values.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the values are: {}", values.join(", ")),
                };
                self.error("not-a-value", text.at, format!("`{value}` is not one of the values"), help);
                None
            }
            _ => {
                self.error(
                    "type-mismatch",
                    text.at,
                    "free text against a fixed list",
                    "compare with one of the values",
                );
                None
            }
        }
    }

    fn arithmetic_type(
        &mut self,
        operator: Operator,
        left: &Expr,
        right: &Expr,
        at: Position,
    ) -> Option<Type> {
        use Operator::{Add, Divide, Multiply, Subtract};
        let found = match (operator, &left.ty, &right.ty) {
            (Add | Subtract, a, b) if a == b && a.is_quantity() && *a != Type::Rank => Some(a.clone()),
            (Add | Subtract, a @ (Type::Count | Type::Points), Type::Number)
            | (Add | Subtract, Type::Number, a @ (Type::Count | Type::Points)) => Some(a.clone()),
            (Multiply, Type::Number | Type::Percentage, b) if b.is_quantity() && *b != Type::Rank => {
                Some(b.clone())
            }
            (Multiply, a, Type::Number | Type::Percentage) if a.is_quantity() && *a != Type::Rank => {
                Some(a.clone())
            }
            (Divide, Type::Number, Type::Number) => Some(Type::Number),
            // A share of like by like has no unit of its own: it is a percentage.
            (Divide, a, b) if a == b && a.is_quantity() && *a != Type::Rank => Some(Type::Percentage),
            (Divide, a, Type::Number | Type::Count) if a.is_quantity() && *a != Type::Rank => Some(a.clone()),
            _ => None,
        };
        if found.is_none() {
            let (a, b) = (described(&left.ty), described(&right.ty));
            self.error(
                "type-mismatch",
                at,
                format!("`{}` is not defined for {a} and {b}", operator.spelling()),
                "amounts are added to amounts of the same unit; a quotient of two amounts is a percentage",
            );
        }
        found
    }

    fn branches(
        &mut self,
        branches: &[(Written, Written)],
        otherwise: Option<&Written>,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let Some(otherwise) = otherwise else {
            self.error(
                "missing-else",
                at,
                "an `if` without `else` leaves a case open",
                "add `else { … }`; write `else { false }` if nothing else meets the condition",
            );
            return None;
        };
        let conditions: Vec<Option<Expr>> =
            branches.iter().map(|(condition, _)| self.condition(condition, scope)).collect();
        let results = self.same_type(branches.iter().map(|(_, result)| result).chain([otherwise]), at, scope);
        let mut results = results?;
        let last = results.pop()?;
        let ty = last.ty.clone();
        let conditions: Option<Vec<Expr>> = conditions.into_iter().collect();
        let pairs = conditions?.into_iter().zip(results).collect();
        Some(Expr { kind: K::If(pairs, Box::new(last)), ty, at })
    }

    /// Results that stand for one another, brought to one type.
    fn same_type<'w>(
        &mut self,
        results: impl Iterator<Item = &'w Written>,
        at: Position,
        scope: &Scope,
    ) -> Option<Vec<Expr>> {
        let checked: Vec<Option<Expr>> = results.map(|result| self.expr(result, scope)).collect();
        let mut checked: Vec<Expr> = checked.into_iter().collect::<Option<_>>()?;
        // The first result that has a unit gives the type; plain numbers follow it.
        let model = checked.iter().find(|expr| expr.ty != Type::Number).or(checked.first())?.clone();
        for expr in &mut checked {
            let (_, alike) =
                self.alike(model.clone(), expr.clone(), if expr.at.line == 0 { at } else { expr.at })?;
            *expr = alike;
        }
        Some(checked)
    }

    fn switch(
        &mut self,
        subject: &Written,
        cases: &[(Option<Vec<Written>>, Written)],
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let subject = self.expr(subject, scope)?;
        if !matches!(subject.ty, Type::OneOf(_) | Type::YesNo | Type::Text) {
            let message = format!(
                "`switch` looks at a value of a list, a text or yes_no, and this is {}",
                described(&subject.ty)
            );
            self.error("type-mismatch", subject.at, message, "write `if … else if … else …` for quantities");
            return None;
        }
        let mut seen: Vec<K> = Vec::new();
        let mut arms: Vec<Option<Vec<Expr>>> = Vec::new();
        let mut default = false;
        for (values, result) in cases {
            if default {
                self.error("switch-order", result.at, "nothing can follow `_`", "put `_ => …` last");
                return None;
            }
            let Some(values) = values else {
                default = true;
                arms.push(None);
                continue;
            };
            let mut arm = Vec::new();
            for value in values {
                let value = self.expr(value, scope)?;
                let place = value.at;
                let (_, value) = self.alike(subject.clone(), value, place)?;
                if !matches!(value.kind, K::Text(_) | K::YesNo(_)) {
                    self.error(
                        "not-a-literal",
                        place,
                        "an arm names a value",
                        "write the value itself: `\"A\" => 1`",
                    );
                    return None;
                }
                if seen.contains(&value.kind) {
                    self.error(
                        "switch-duplicate",
                        place,
                        "this value has an arm already",
                        "keep one arm a value",
                    );
                    return None;
                }
                seen.push(value.kind.clone());
                arm.push(value);
            }
            arms.push(Some(arm));
        }
        if !default {
            self.covered(&subject.ty, &seen, at)?;
        }
        let mut results = self.same_type(cases.iter().map(|(_, result)| result), at, scope)?;
        let ty = results.first()?.ty.clone();
        let otherwise = if default { results.pop().map(Box::new) } else { None };
        let arms = arms.into_iter().flatten().zip(results).collect();
        Some(Expr { kind: K::Switch(Box::new(subject), arms, otherwise), ty, at })
    }

    /// Every value of the subject has an arm, where there is no default.
    fn covered(&mut self, ty: &Type, seen: &[K], at: Position) -> Option<()> {
        let missing: Vec<String> = match ty {
            Type::OneOf(values) => {
                values.iter().filter(|value| !seen.contains(&K::Text((*value).clone()))).cloned().collect()
            }
            Type::YesNo => [true, false]
                .into_iter()
                .filter(|v| !seen.contains(&K::YesNo(*v)))
                .map(|v| v.to_string())
                .collect(),
            _ => vec!["any other text".to_owned()],
        };
        if missing.is_empty() {
            return Some(());
        }
        self.error(
            "switch-not-covered",
            at,
            format!("no arm for: {}", missing.join(", ")),
            "add an arm for each, or `_ => …` for all others",
        );
        None
    }

    /// A small whole number written out, such as a number of years.
    pub(super) fn years(&mut self, written: &Written) -> Option<u8> {
        let number = match &written.kind {
            W::Number(number) => number.to_i64(),
            _ => None,
        };
        match number.and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=50).contains(n)) {
            Some(years) => Some(years),
            None => {
                let help = "write a whole number from 1 to 50";
                self.error("bad-count", written.at, "a number of years is expected here", help);
                None
            }
        }
    }

    /// A number written out.
    pub(super) fn literal(&mut self, written: &Written) -> Option<Number> {
        match &written.kind {
            W::Number(number) => Some(number.clone()),
            _ => {
                self.error(
                    "not-a-literal",
                    written.at,
                    "a number is expected here",
                    "write the figure itself: `percent(3)`",
                );
                None
            }
        }
    }
}

fn comparison(operator: Operator) -> Option<CompareOp> {
    Some(match operator {
        Operator::AtLeast => CompareOp::AtLeast,
        Operator::Above => CompareOp::Above,
        Operator::AtMost => CompareOp::AtMost,
        Operator::Below => CompareOp::Below,
        Operator::Equal => CompareOp::Equal,
        Operator::NotEqual => CompareOp::NotEqual,
        _ => return None,
    })
}

/// The comparison with its sides exchanged.
fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::AtLeast => CompareOp::AtMost,
        CompareOp::Above => CompareOp::Below,
        CompareOp::AtMost => CompareOp::AtLeast,
        CompareOp::Below => CompareOp::Above,
        same => same,
    }
}

/// A type in a sentence.
pub(super) fn described(ty: &Type) -> String {
    match ty {
        Type::YesNo => "a condition (yes_no)".to_owned(),
        Type::Number => "a plain number".to_owned(),
        Type::Text => "a text".to_owned(),
        ty => format!("`{ty}`"),
    }
}
