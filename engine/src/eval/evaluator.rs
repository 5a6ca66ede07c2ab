//! The walk over the typed tree: one arm for each form of expression, each declaration evaluated once.

use super::truth::quorum;
use super::value::Range;
use super::{Declared, Doubt, Entry, Frame, How, Mark, Model, Need, Truth, Value};
use crate::facts::{Known, Record};
use crate::{Error, ErrorKind, FlagKind, Why};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::{Expr, ExprKind, Parameter, Quorum, Status, StatusKind, Type};
use gradus_dsl::{CriterionId, Date, FactId, Number, ParameterId, TitleId};
use std::collections::BTreeMap;

/// Deepest nesting of expressions, through the declarations they name; a limit of the language.
pub(super) const MAX_DEPTH: u32 = 128;

/// Most steps of one evaluation; a limit of the language.
const MAX_STEPS: u64 = 2_000_000;

/// What a comparison that is reported costs, so that steps bound the size of a ruling too.
pub(super) const REPORT_STEPS: u64 = 50;

/// Most binary digits of a number an evaluation makes; a limit of the language.
pub(super) const MAX_BITS: usize = 32_768;

/// What an evaluation is told by others: rulings for titles, and how many hold one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    pub(crate) eligible: BTreeMap<TitleId, Truth>,
    pub(crate) holders: BTreeMap<TitleId, Number>,
}

/// One evaluation of one policy on one set of facts.
pub(crate) struct Evaluator<'a> {
    pub(crate) model: &'a Model<'a>,
    pub(crate) known: &'a Known,
    pub(crate) answers: &'a Answers,
    /// The day years are counted back from.
    pub(crate) reference: Date,
    /// The day figures of the text itself are read on; those taken from other texts are read on `reference`.
    figures: Date,
    /// Criteria whose truth is set from outside, to see what decides.
    fixed: BTreeMap<CriterionId, Truth>,
    done: BTreeMap<Declared, (Value, Frame)>,
    frames: Vec<Frame>,
    pub(super) years: Vec<(&'a str, u8)>,
    pub(super) records: Vec<(&'a str, &'a FactId, usize, &'a Record)>,
    /// Above zero while comparisons are not reported: inside `count`, where each record would add some.
    pub(super) quiet: u32,
    /// Above zero while what is evaluated selects a branch.
    pub(super) selecting: u32,
    depth: u32,
    steps: u64,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(
        model: &'a Model<'a>,
        known: &'a Known,
        answers: &'a Answers,
        reference: Date,
        fixed: BTreeMap<CriterionId, Truth>,
    ) -> Self {
        Self {
            model,
            known,
            answers,
            reference,
            figures: reference,
            fixed,
            done: BTreeMap::new(),
            frames: Vec::new(),
            years: Vec::new(),
            records: Vec::new(),
            quiet: 0,
            selecting: 0,
            depth: 0,
            steps: 0,
        }
    }

    /// The same evaluation with the figures of the text read on a day of their own.
    pub(crate) fn figures_on(mut self, day: Date) -> Self {
        self.figures = day;
        self
    }

    /// The figure in force on the day figures are read on.
    pub(super) fn figure(&self, id: &ParameterId) -> Result<&'a Parameter, Error> {
        let of_another_text = self.model.policy.import_of(id.as_str()).is_some();
        self.model.parameter(id, if of_another_text { self.reference } else { self.figures })
    }

    /// Evaluates an expression outside any declaration, with what it left behind.
    pub(crate) fn judge(&mut self, expr: &'a Expr) -> Result<(Truth, Frame), Error> {
        self.frames.push(Frame::default());
        let truth = self.truth(expr);
        let frame = self.frames.pop().unwrap_or_default();
        Ok((truth?, frame))
    }

    /// The value of an expression outside any declaration, with what it left behind.
    pub(crate) fn read(&mut self, expr: &'a Expr) -> Result<(Value, Frame), Error> {
        self.frames.push(Frame::default());
        let value = self.value(expr);
        let frame = self.frames.pop().unwrap_or_default();
        Ok((value?, frame))
    }

    /// How many steps it took so far.
    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }

    /// What a declaration left behind, if it was asked.
    pub(crate) fn left_by(&self, declared: &Declared) -> Option<&(Value, Frame)> {
        self.done.get(declared)
    }

    pub(super) fn truth(&mut self, expr: &'a Expr) -> Result<Truth, Error> {
        let value = self.value(expr)?;
        self.as_truth(expr, value)
    }

    pub(super) fn as_truth(&self, expr: &Expr, value: Value) -> Result<Truth, Error> {
        match value {
            Value::Truth(truth) => Ok(truth),
            Value::None => Ok(Truth::No),
            Value::Undefined(doubt) | Value::TruthOrNone(doubt) => Ok(Truth::Open(doubt)),
            Value::Number(_) | Value::Text(_) => Err(self.mixed(expr)),
        }
    }

    pub(super) fn value(&mut self, expr: &'a Expr) -> Result<Value, Error> {
        self.step(1)?;
        let value = self.deeper(|this| this.form(expr))?;
        // What is in doubt is copied from part to part, so that much of it is much work.
        self.step(u64::try_from(value.doubts()).unwrap_or(u64::MAX))?;
        Ok(value)
    }

    /// Evaluates one level deeper, as far as the language goes.
    pub(super) fn deeper<T>(
        &mut self,
        evaluate: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message =
                format!("conditions of `{}` are nested more than {MAX_DEPTH} deep", self.model.policy.id);
            return Err(
                Error::new(ErrorKind::LimitExceeded, message).help("name fewer things through each other")
            );
        }
        let value = evaluate(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn form(&mut self, expr: &'a Expr) -> Result<Value, Error> {
        match &expr.kind {
            ExprKind::Number(number) => Ok(Value::number(number.clone())),
            ExprKind::YesNo(value) => Ok(Value::Truth(Truth::known(*value))),
            ExprKind::Text(text) => Ok(Value::text(text)),
            ExprKind::Date(date) => Ok(Value::number(Number::from(date.days()))),
            ExprKind::Fact(fact) => self.fact_as_condition(expr, fact, None),
            ExprKind::InYear(fact, year) => {
                let year = self.year(year)?;
                self.fact_as_condition(expr, fact, Some(year))
            }
            ExprKind::Parameter(id) => {
                let parameter = self.figure(id)?;
                self.flag(FlagKind::Parameter, id.as_str(), parameter.status.as_ref());
                self.value(&parameter.value)
            }
            ExprKind::Name(id) => {
                let name = self.model.name(id)?;
                self.declared(Declared::Name(id.clone()), |this| this.value(&name.value))
            }
            ExprKind::Criterion(id) => self.criterion(id),
            ExprKind::Score(id) => self.score(id),
            ExprKind::Group(score, group) => self.group_of(score, group),
            ExprKind::Table(id) => self.table(expr, id),
            ExprKind::Passes(id) => self.passes(expr, id).map(Value::Truth),
            ExprKind::Eligible(title) => Ok(Value::Truth(match self.answers.eligible.get(title) {
                Some(truth) => truth.clone(),
                None => Truth::Open(Doubt::missing(Need::Title(title.clone()))),
            })),
            ExprKind::Holders(title) => Ok(match self.answers.holders.get(title) {
                Some(count) => Value::number(count.clone()),
                None => {
                    let doubt = Doubt::missing(Need::Holders(title.clone()));
                    Value::Number(Range { low: Some(Number::zero()), doubt, ..Range::default() })
                }
            }),
            ExprKind::Holds(title) => self.holds(expr, title).map(Value::Truth),
            ExprKind::Field { variable, field } => self.field(expr, variable, field),
            ExprKind::Arithmetic(operator, left, right) => self.arithmetic(expr, *operator, left, right),
            ExprKind::Negate(inner) => match self.value(inner)? {
                Value::Number(range) => Ok(Value::Number(range.negated())),
                other @ (Value::None | Value::Undefined(_)) => Ok(other),
                _ => Err(self.mixed(expr)),
            },
            ExprKind::Compare(op, left, right) => self.compare(expr, *op, left, right).map(Value::Truth),
            ExprKind::CompareGrowth { fact, years, op, rate } => {
                self.compare_growth(fact, (self.year_back(0), *years), *op, rate).map(Value::Truth)
            }
            ExprKind::Not(inner) => self.denied(inner).map(Value::Truth),
            ExprKind::Quorum(rule, parts) => {
                let place = self.place();
                let truths = parts.iter().map(|part| self.truth(part)).collect::<Result<Vec<_>, _>>()?;
                let hold = truths.iter().filter(|truth| **truth == Truth::Yes).count();
                // At most so many hold: each that does not counts for it. Exactly so many: those that hold
                // speak against it where they are too many.
                let too_many = |most: u32| u32::try_from(hold).is_ok_and(|hold| hold > most);
                let deny = match rule {
                    Quorum::AtMost(_) => true,
                    Quorum::Exactly(most) => too_many(*most),
                    _ => false,
                };
                if deny {
                    self.deny_since(place)?;
                }
                Ok(Value::Truth(self.settle(quorum(*rule, truths))))
            }
            ExprKind::If(branches, last) => self.branches(expr, branches, last),
            ExprKind::Switch(subject, arms, default) => self.switch(expr, subject, arms, default.as_deref()),
            ExprKind::EachYear { years, variable, condition } => {
                self.each_year(*years, variable, condition).map(Value::Truth)
            }
            ExprKind::SumYears(fact, years) => self.sum_years(expr, fact, *years),
            ExprKind::MeanYears(fact, years) => self.mean_years(expr, fact, *years),
            ExprKind::Count { list, variable, condition } => self.count(list, variable, condition),
            ExprKind::Bands(subject, bands) => self.bands(expr, subject, bands),
            ExprKind::OverRecords { fold, list, variable, body } => {
                self.over_records(expr, *fold, (list, variable), body)
            }
            ExprKind::Includes(fact, value) => self.includes(fact, value).map(Value::Truth),
            ExprKind::SetSize(fact) => self.set_size(fact),
            ExprKind::Among(subject, values) => {
                self.text_is(subject, values, super::texts::Asked::Among).map(Value::Truth)
            }
            ExprKind::StartsWith(subject, beginnings) => {
                self.text_is(subject, beginnings, super::texts::Asked::Beginning).map(Value::Truth)
            }
            ExprKind::HowMany(conditions) => self.how_many(conditions),
            ExprKind::Extreme(end, values) => self.extreme(expr, *end, values),
            ExprKind::Round { rounding, digits, value } => self.round(expr, *rounding, *digits, value),
            ExprKind::EveryFull(amount, unit) => self.every_full(expr, amount, unit),
            ExprKind::ReferenceDate => Ok(Value::number(Number::from(self.reference.days()))),
            ExprKind::Elapsed { unit, from, to } => self.elapsed(expr, *unit, from, to),
            ExprKind::YearEnd(day) => self.year_end(expr, day),
            ExprKind::Growth(fact, year) => {
                let year = self.year(year)?;
                self.growth(expr, fact, year)
            }
            ExprKind::MeanGrowth(fact, years) => self.mean_growth(expr, fact, *years),
        }
    }

    pub(super) fn criterion(&mut self, id: &'a CriterionId) -> Result<Value, Error> {
        if let Some(truth) = self.fixed.get(id) {
            return Ok(Value::Truth(truth.clone()));
        }
        let criterion = self.model.criterion(id)?;
        self.declared(Declared::Criterion(id.clone()), |this| {
            this.flag(FlagKind::Criterion, id.as_str(), criterion.status.as_ref());
            this.with_exceptions(criterion).map(Value::Truth)
        })
    }

    /// Evaluates a declaration the first time it is asked. Variables of the place that asks do not reach into it.
    pub(super) fn declared(
        &mut self,
        key: Declared,
        evaluate: impl FnOnce(&mut Self) -> Result<Value, Error>,
    ) -> Result<Value, Error> {
        let how = How { selects: self.selecting > 0, denied: false };
        self.leave(Entry::Asked(key.clone(), how));
        if let Some((value, _)) = self.done.get(&key) {
            return Ok(value.clone());
        }
        let (years, records) = (std::mem::take(&mut self.years), std::mem::take(&mut self.records));
        let quiet = std::mem::take(&mut self.quiet);
        let selecting = std::mem::take(&mut self.selecting);
        self.frames.push(Frame::default());
        let value = evaluate(self);
        let frame = self.frames.pop().unwrap_or_default();
        (self.years, self.records, self.quiet) = (years, records, quiet);
        self.selecting = selecting;
        let value = value?;
        self.done.insert(key, (value.clone(), frame));
        Ok(value)
    }

    fn arithmetic(
        &mut self,
        expr: &'a Expr,
        operator: Operator,
        left: &'a Expr,
        right: &'a Expr,
    ) -> Result<Value, Error> {
        let (a, b) = (self.value(left)?, self.value(right)?);
        self.combine(expr, operator, (left, a), (right, b))
    }

    /// Exact arithmetic. None absorbs everything; a zero denominator is undefined.
    pub(super) fn combine(
        &mut self,
        expr: &'a Expr,
        operator: Operator,
        (left, a): (&'a Expr, Value),
        (right, b): (&'a Expr, Value),
    ) -> Result<Value, Error> {
        let (a, b) = match (a, b) {
            (Value::None, _) | (_, Value::None) => return Ok(Value::None),
            (Value::Number(a), Value::Number(b)) => (a, b),
            (Value::Undefined(a), Value::Undefined(b)) => return Ok(Value::Undefined(a.and(b))),
            (Value::Undefined(a), Value::Number(b)) | (Value::Number(b), Value::Undefined(a)) => {
                return Ok(undefined_beside(a, b));
            }
            _ => return Err(self.mixed(expr)),
        };
        self.spend(&a, &b)?;
        if let (Type::Date, Type::Duration(unit)) = (&left.ty, &right.ty) {
            return Ok(self.shift_date(operator, *unit, &a, &b, right));
        }
        Ok(match operator {
            Operator::Add => Value::Number(a.plus(&b)),
            Operator::Subtract => Value::Number(a.plus(&b.negated())),
            Operator::Multiply => Value::Number(a.times(&b)),
            Operator::Divide => self.divide(&a, &b, right),
            _ => return Err(self.mixed(expr)),
        })
    }

    fn divide(&self, a: &Range, b: &Range, denominator: &Expr) -> Value {
        if b.known().is_some_and(Number::is_zero) {
            let blocked = Doubt::blocked(Why::ZeroDenominator, self.paths(denominator));
            return if a.none { undefined_beside(blocked, a.clone()) } else { Value::Undefined(blocked) };
        }
        match b.inverted() {
            Some(inverse) => Value::Number(a.times(&inverse)),
            None => {
                let doubt = a.doubt.clone().and(b.doubt.clone());
                // Of a denominator on both sides of zero, or with an end beyond it, the bounds are lost: what is open
                // may then not matter. Of two quantities that go up from zero the quotient is anything from zero.
                let zero = Some(Number::zero());
                let anything = a.high.is_none() && b.high.is_none() && b.low == zero && a.low == zero;
                let doubt = if anything { doubt } else { doubt.loosened() };
                Value::Number(Range { none: a.none || b.none, undefined: true, doubt, ..Range::default() })
            }
        }
    }

    /// How much the present declaration has left behind so far.
    pub(super) fn place(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.entries.len())
    }

    /// What was left behind since a place must not hold.
    pub(super) fn deny_since(&mut self, place: usize) -> Result<(), Error> {
        self.step(u64::try_from(self.place().saturating_sub(place)).unwrap_or(u64::MAX))?;
        let selects = self.selecting > 0;
        if let Some(frame) = self.frames.last_mut() {
            frame.deny_since(place, selects);
        }
        Ok(())
    }

    /// Evaluates what only selects a branch.
    pub(super) fn select<T>(
        &mut self,
        evaluate: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.selecting += 1;
        let value = evaluate(self);
        self.selecting -= 1;
        value
    }

    /// Leaves behind what was undefined but does not matter, and hands on the truth.
    pub(super) fn settle(&mut self, (truth, ignored): (Truth, Option<Doubt>)) -> Truth {
        self.ignore(ignored);
        truth
    }

    pub(super) fn ignore(&mut self, ignored: Option<Doubt>) {
        for cause in ignored.into_iter().flat_map(|doubt| doubt.blocked) {
            self.leave(Entry::Ignored(cause));
        }
    }

    pub(super) fn leave(&mut self, entry: Entry) {
        if self.quiet > 0 && matches!(entry, Entry::Comparison(_)) {
            return;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.leave(entry);
        }
    }

    pub(super) fn points(&mut self, points: super::Points) {
        if let Some(frame) = self.frames.last_mut() {
            frame.points = Some(points);
        }
    }

    pub(super) fn matched(&mut self, matched: super::Matched) {
        if let Some(frame) = self.frames.last_mut() {
            frame.matched = Some(matched);
        }
    }

    pub(super) fn flag(&mut self, about: FlagKind, id: &str, status: Option<&Status>) {
        // What is confirmed is as good as what says nothing of how sure it is.
        if let Some(status) = status.filter(|status| status.kind != StatusKind::Confirmed) {
            self.leave(Entry::Flag(Mark { about, id: id.to_owned(), status: status.clone() }));
        }
    }

    /// Counts steps, so that a rule that is too much work is refused at the same point on every machine.
    pub(super) fn step(&mut self, steps: u64) -> Result<(), Error> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps <= MAX_STEPS {
            return Ok(());
        }
        let message = format!("a rule of `{}` takes more than {MAX_STEPS} steps", self.model.policy.id);
        Err(Error::new(ErrorKind::LimitExceeded, message)
            .help("count over fewer records, or simplify the rule"))
    }

    /// Refuses arithmetic whose result would have too many digits, before it is made.
    pub(super) fn spend(&mut self, a: &Range, b: &Range) -> Result<(), Error> {
        self.spend_bits(a.bits().saturating_add(b.bits()))
    }

    pub(super) fn spend_bits(&mut self, bits: usize) -> Result<(), Error> {
        if bits > MAX_BITS {
            let message = format!("a rule of `{}` makes a number of too many digits", self.model.policy.id);
            return Err(Error::new(ErrorKind::LimitExceeded, message).help("multiply fewer quantities"));
        }
        self.step(u64::try_from(bits / 64).unwrap_or(u64::MAX))
    }

    /// The checker lets no mixed types through; a policy made by hand may have them.
    pub(super) fn mixed(&self, expr: &Expr) -> Error {
        let policy = &self.model.policy.id;
        let message = format!("policy `{policy}` mixes types in line {}", expr.at.line);
        Error::new(ErrorKind::Unchecked, message).help("load policies that passed `gradus check`")
    }
}

/// Something undefined beside a quantity: undefined, unless the quantity may turn out to be none, which absorbs.
pub(super) fn undefined_beside(undefined: Doubt, quantity: Range) -> Value {
    if !quantity.none {
        return Value::Undefined(undefined);
    }
    let doubt = undefined.and(quantity.doubt);
    Value::Number(Range { none: true, undefined: true, doubt, ..Range::default() })
}
