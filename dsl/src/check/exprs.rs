//! Typed expressions from written ones.

use super::Checker;
use super::dates::date_arithmetic;
use super::symbols::Scope;
use crate::ast::{Expr as Written, ExprKind as W, Operator};
use crate::policy::{CompareOp, Expr, ExprKind as K, Quorum, Type};
use crate::{Number, Position};

/// Most nodes all expressions of a file may grow to, functions put in place.
pub(super) const MAX_NODES: usize = 200_000;

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
            // As written: the score may be declared below.
            let passes = match self.symbols.written.get(id.as_str()) {
                Some(score) => score.part("pass").is_some(),
                None => self.any_score(id).is_none_or(|score| score.pass.is_some()),
            };
            if passes {
                return Some(Expr { kind: K::Passes(id.clone()), ty: Type::YesNo, at: expr.at });
            }
            let message = format!("the score `{id}` has no pass mark");
            let help = format!("compare it: `{id} >= points(60)`, or add `pass 60`");
            self.error("not-a-condition", expr.at, message, help);
            return None;
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
            W::Imported(pack, name) => self.imported(pack, name, at, scope),
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
                return self.growth(op.mirrored(), arguments, left, at, scope);
            }
            let left = self.expr(left, scope);
            let right = self.expr(right, scope);
            return self.compare(op, left?, right?, at);
        }
        let left = self.expr(left, scope);
        let right = self.expr(right, scope);
        let (left, right) = (left?, right?);
        let ty = self.arithmetic_type(operator, &left, &right, at)?;
        if operator == Operator::Divide && matches!(&right.kind, K::Number(by) if by.is_zero()) {
            let help = "the quotient never has a value; divide by another quantity";
            self.error("zero-divisor", right.at, "a quantity is divided by nothing", help);
            return None;
        }
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
            K::Text(value) => {
                self.known_value(values, value, text.at)?;
                Some(Expr { ty, ..text })
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
            // So much for each: points for every certificate, an amount for every hand.
            (Multiply, Type::Count, b @ (Type::Money | Type::Points | Type::Duration(_))) => Some(b.clone()),
            (Multiply, a @ (Type::Money | Type::Points | Type::Duration(_)), Type::Count) => Some(a.clone()),
            (Divide, Type::Number, Type::Number) => Some(Type::Number),
            // A share of like by like has no unit of its own: it is a percentage.
            (Divide, a, b) if a == b && a.is_quantity() && *a != Type::Rank => Some(Type::Percentage),
            (Divide, a, Type::Number | Type::Count) if a.is_quantity() && *a != Type::Rank => Some(a.clone()),
            _ => None,
        };
        let found = found.or_else(|| date_arithmetic(operator, &left.ty, &right.ty));
        if found.is_none() {
            let (a, b) = (described(&left.ty), described(&right.ty));
            let help = if left.ty == Type::Date || right.ty == Type::Date {
                "a length of time is added to a date, or taken from it: `founded + years(3)`; two dates have a \
                 difference in days"
            } else {
                "amounts are added to amounts of the same unit; a quotient of two amounts is a percentage"
            };
            let message = format!("`{}` is not defined for {a} and {b}", operator.spelling());
            self.error("type-mismatch", at, message, help);
        }
        found
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

/// A type in a sentence.
pub(super) fn described(ty: &Type) -> String {
    match ty {
        Type::YesNo => "a condition (yes_no)".to_owned(),
        Type::Number => "a plain number".to_owned(),
        Type::Text => "a text".to_owned(),
        ty => format!("`{ty}`"),
    }
}
