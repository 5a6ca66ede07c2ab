//! The values of the second opinion: exact rationals of another crate, taught to Rhai with every operator.

use super::calendar;
use num_bigint::BigInt;
use num_rational::BigRational;
use rhai::{Dynamic, Engine, EvalAltResult, INT, ImmutableString, Position};
use std::any::TypeId;
use std::cmp::Ordering;
use std::collections::BTreeMap;

pub(crate) type Exact = BigRational;

/// What a function of the second opinion gives; an error is either "undefined", "missing", or a fault of the test.
pub(crate) type Fallible<T> = Result<T, Box<EvalAltResult>>;

/// A quantity in base units: yuan, a share of one, a length of time in its own unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantity(pub(crate) Exact, pub(crate) Kind);

/// What a quantity is of, as far as it matters to rounding and to the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number, a count, a rank or points.
    Plain,
    /// Written in percent.
    Share,
    Money,
    Years,
    Months,
    Days,
}

/// The points of a score, with the mark that passes, and those of each of its groups.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    pub(crate) total: Exact,
    pub(crate) pass: Option<Exact>,
    pub(crate) groups: BTreeMap<String, (Exact, Option<Exact>)>,
}

/// Growth over some years, which is only ever compared: `last OP base * (1 + rate)^years`.
#[derive(Clone, Debug)]
pub(crate) struct Growth {
    pub(crate) last: Option<Exact>,
    pub(crate) base: Option<Exact>,
    pub(crate) years: u32,
}

/// A day, by another calendar than ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) jiff::civil::Date);

const UNDEFINED: &str = "undefined";
const MISSING: &str = "missing";

/// There is no such value, whatever else is known.
pub(crate) fn undefined<T>() -> Fallible<T> {
    Err(EvalAltResult::ErrorRuntime(UNDEFINED.into(), Position::NONE).into())
}

/// Something was not supplied.
pub(crate) fn missing<T>() -> Fallible<T> {
    Err(EvalAltResult::ErrorRuntime(MISSING.into(), Position::NONE).into())
}

/// Whether an evaluation ended because there is no answer, rather than because of a fault.
pub(crate) fn is_no_answer(error: &EvalAltResult) -> bool {
    match error {
        EvalAltResult::ErrorInFunctionCall(.., inner, _) => is_no_answer(inner),
        EvalAltResult::ErrorRuntime(what, _) => {
            what.clone().into_string().is_ok_and(|what| what == UNDEFINED || what == MISSING)
        }
        _ => false,
    }
}

/// A fraction of whole numbers.
pub(crate) fn fraction(numerator: i64, denominator: i64) -> Exact {
    Exact::new(numerator.into(), denominator.into())
}

/// Reads `12`, `-12.5` or `1/3`, independently of how Gradus reads numbers.
pub(crate) fn read(text: &str) -> Exact {
    let whole = |digits: &str| digits.parse::<BigInt>().unwrap_or_else(|_| panic!("`{text}` is no number"));
    if let Some((numerator, denominator)) = text.split_once('/') {
        return Exact::new(whole(numerator), whole(denominator));
    }
    match text.split_once('.') {
        None => Exact::from(whole(text)),
        Some((before, after)) => {
            let places = u32::try_from(after.len()).unwrap();
            Exact::new(whole(&format!("{before}{after}")), BigInt::from(10).pow(places))
        }
    }
}

/// The number a value is; none where it is none.
pub(crate) fn exact(value: &Dynamic) -> Fallible<Option<Exact>> {
    Ok(quantity(value)?.map(|quantity| quantity.0))
}

/// The quantity a value is; none where it is none. Whole and decimal literals are Rhai's own, and exact.
pub(crate) fn quantity(value: &Dynamic) -> Fallible<Option<Quantity>> {
    if value.is_unit() {
        return Ok(None);
    }
    if value.is_int() || value.is_decimal() {
        return Ok(Some(Quantity(read(&value.to_string()), Kind::Plain)));
    }
    if let Some(quantity) = value.read_lock::<Quantity>() {
        return Ok(Some(quantity.clone()));
    }
    if let Some(points) = value.read_lock::<Points>() {
        return Ok(Some(Quantity(points.total.clone(), Kind::Plain)));
    }
    Err(format!("{} where a number is expected", value.type_name()).into())
}

/// The order of two values of one kind; none where one of them is none.
pub(crate) fn order(a: &Dynamic, b: &Dynamic) -> Fallible<Option<Ordering>> {
    if a.is_unit() || b.is_unit() {
        return Ok(None);
    }
    if let (Some(a), Some(b)) = (a.read_lock::<Day>(), b.read_lock::<Day>()) {
        return Ok(Some(a.cmp(&*b)));
    }
    if let (Some(a), Some(b)) = (a.read_lock::<ImmutableString>(), b.read_lock::<ImmutableString>()) {
        return Ok(Some(a.as_str().cmp(b.as_str())));
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return Ok(Some(a.cmp(&b)));
    }
    Ok(exact(a)?.zip(exact(b)?).map(|(a, b)| a.cmp(&b)))
}

/// Whether a condition holds: none does not, and a score stands for reaching its pass mark.
pub(crate) fn truth(value: &Dynamic) -> Fallible<bool> {
    if value.is_unit() {
        return Ok(false);
    }
    if let Some(points) = value.read_lock::<Points>() {
        let groups =
            points.groups.values().all(|(points, pass)| pass.as_ref().is_none_or(|pass| points >= pass));
        return match &points.pass {
            Some(pass) => Ok(points.total >= *pass && groups),
            None => undefined(),
        };
    }
    value.as_bool().map_err(|found| format!("{found} where a condition is expected").into())
}

/// A plain number, or none, as a value of Rhai.
pub(crate) fn dynamic(value: Option<Exact>) -> Dynamic {
    of_kind(value, Kind::Plain)
}

/// A quantity, or none, as a value of Rhai.
pub(crate) fn of_kind(value: Option<Exact>, kind: Kind) -> Dynamic {
    value.map_or(Dynamic::UNIT, |value| Dynamic::from(Quantity(value, kind)))
}

type Holds = fn(Ordering) -> bool;

const COMPARISONS: [(&str, &str, Holds); 6] = [
    (">=", "<=", Ordering::is_ge),
    (">", "<", Ordering::is_gt),
    ("<=", ">=", Ordering::is_le),
    ("<", ">", Ordering::is_lt),
    ("==", "==", Ordering::is_eq),
    ("!=", "!=", Ordering::is_ne),
];

type Calculates = fn(Quantity, Quantity) -> Fallible<Quantity>;

const ARITHMETIC: [(&str, Calculates); 4] = [
    ("+", |a, b| Ok(Quantity(a.0 + b.0, a.1.or(b.1)))),
    ("-", |a, b| Ok(Quantity(a.0 - b.0, a.1.or(b.1)))),
    ("*", |a, b| {
        let kind = if a.1 == Kind::Share { b.1.or(a.1) } else { a.1.or(b.1) };
        Ok(Quantity(a.0 * b.0, kind))
    }),
    ("/", |a, b| {
        // Like by like is a share; of plain numbers nothing is asked that would tell.
        let kind = if b.1 == Kind::Plain { a.1 } else { Kind::Share };
        if b.0 == fraction(0, 1) { undefined() } else { Ok(Quantity(a.0 / b.0, kind)) }
    }),
];

impl Kind {
    /// What it is beside another: whichever is not plain.
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::Plain { other } else { self }
    }
}

/// Teaches Rhai every operator between every two kinds of number, and what none does to each.
pub(crate) fn teach_operators(engine: &mut Engine) {
    let decimal = engine.eval::<Dynamic>("0.5").unwrap().type_id();
    let none = TypeId::of::<()>();
    let numbers = [TypeId::of::<INT>(), decimal, TypeId::of::<Quantity>(), TypeId::of::<Points>(), none];
    for left in numbers {
        for right in numbers {
            for (name, calculate) in ARITHMETIC {
                engine.register_raw_fn(name, [left, right], move |_, values| {
                    let (left, right) = (quantity(values[0])?, quantity(values[1])?);
                    let result = left.zip(right).map(|(a, b)| calculate(a, b)).transpose()?;
                    Ok(result.map_or(Dynamic::UNIT, Dynamic::from))
                });
            }
            for (name, _, holds) in COMPARISONS {
                engine.register_raw_fn(name, [left, right], move |_, values| {
                    let (left, right) = (exact(values[0])?, exact(values[1])?);
                    // A comparison with what exists not is false, `!=` too.
                    Ok(left.zip(right).is_some_and(|(a, b)| holds(a.cmp(&b))))
                });
            }
        }
        engine.register_raw_fn("-", [left], |_, values| {
            let value = quantity(values[0])?;
            Ok(value.map_or(Dynamic::UNIT, |value| Dynamic::from(Quantity(-value.0, value.1))))
        });
    }
    for number in numbers {
        for (name, mirrored, holds) in COMPARISONS {
            let growth = TypeId::of::<Growth>();
            engine
                .register_raw_fn(name, [growth, number], move |_, values| grows(values[0], values[1], holds));
            engine.register_raw_fn(mirrored, [number, growth], move |_, values| {
                grows(values[1], values[0], holds)
            });
        }
    }
    for (name, _, holds) in COMPARISONS {
        engine.register_fn(name, move |a: Day, b: Day| holds(a.cmp(&b)));
        for other in [TypeId::of::<bool>(), TypeId::of::<ImmutableString>(), TypeId::of::<Day>()] {
            engine.register_raw_fn(name, [none, other], |_, _| Ok(false));
            engine.register_raw_fn(name, [other, none], |_, _| Ok(false));
        }
    }
    teach_calendar(engine);
}

fn teach_calendar(engine: &mut Engine) {
    let (day, none) = (TypeId::of::<Day>(), TypeId::of::<()>());
    for (name, sign) in [("+", 1), ("-", -1)] {
        engine.register_fn(name, move |day: Day, length: Quantity| {
            calendar::moved(day, &Quantity(length.0 * fraction(sign, 1), length.1))
        });
        engine.register_raw_fn(name, [day, none], |_, _| Ok(()));
    }
    engine.register_raw_fn("-", [none, day], |_, _| Ok(()));
    engine.register_fn("-", |a: Day, b: Day| of_kind(Some(fraction(calendar::days(b, a), 1)), Kind::Days));
}

/// Growth against a rate, without a root: the last year against what the base would have grown to.
fn grows(growth: &Dynamic, rate: &Dynamic, holds: Holds) -> Fallible<bool> {
    let growth = growth.clone_cast::<Growth>();
    let (Some(last), Some(base), Some(rate)) = (growth.last, growth.base, exact(rate)?) else {
        return Ok(false);
    };
    if base <= fraction(0, 1) {
        return undefined();
    }
    let yearly = fraction(1, 1) + rate;
    let required = (0..growth.years).fold(base, |amount, _| amount * &yearly);
    // Nothing shrinks by more than all of it: a rate below -100 % is below every growth, whatever the power.
    let turned = yearly < fraction(0, 1) && required > fraction(0, 1);
    let required = if turned { -required } else { required };
    Ok(holds(last.cmp(&required)))
}
