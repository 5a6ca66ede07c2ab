//! Every function of the language, said anew for Rhai's interpreter: one row of a table each.

use super::cells::{Cell, teach_cells};
use super::facts::{Set, Year, Yearly};
use super::number::{
    Day, Exact, Fallible, Growth, Kind, Points, Quantity, dynamic, exact, fraction, missing, of_kind, order,
    quantity, teach_operators, truth, undefined,
};
use super::reader::held;
use super::{calendar, conditions};
use rhai::{
    Array, Dynamic, Engine, EvalAltResult, FnPtr, INT, ImmutableString, NativeCallContext, OptimizationLevel,
    Token,
};
use serde_json::Value;
use std::cmp::Ordering;

thread_local! {
    /// The day figures are read on; each test asks in a thread of its own.
    pub(crate) static ASKED_ON: std::cell::Cell<Option<Day>> = const { std::cell::Cell::new(None) };
    /// The register of the enterprise asked about, and the day titles are held on.
    pub(crate) static REGISTER: std::cell::RefCell<(Value, String)> = std::cell::RefCell::default();
}

/// How one function is taught under its name.
type Teach = fn(&mut Engine, &str);

/// The functions of the language. `holders` is missing: it counts holders of a title for a target, not for a ruling.
pub(crate) const FUNCTIONS: &[(&str, Teach)] = &[
    ("percent", |engine, name| unit(engine, name, 1, 100, Kind::Share)),
    ("per_mille", |engine, name| unit(engine, name, 1, 1_000, Kind::Share)),
    ("yuan", |engine, name| unit(engine, name, 1, 1, Kind::Money)),
    ("wan", |engine, name| unit(engine, name, 10_000, 1, Kind::Money)),
    ("yi", |engine, name| unit(engine, name, 100_000_000, 1, Kind::Money)),
    ("years", |engine, name| unit(engine, name, 1, 1, Kind::Years)),
    ("months", |engine, name| unit(engine, name, 1, 1, Kind::Months)),
    ("days", |engine, name| unit(engine, name, 1, 1, Kind::Days)),
    ("points", |engine, name| unit(engine, name, 1, 1, Kind::Plain)),
    ("date", |engine, name| {
        engine.register_fn(name, |text: &str| -> Fallible<Day> {
            Ok(Day(text.parse().map_err(|error| format!("{text}: {error}"))?))
        });
    }),
    ("not", |engine, name| {
        engine.register_fn(name, |value: Dynamic| truth(&value).map(|holds| !holds));
    }),
    ("all", |engine, name| {
        quorum(engine, name, |hold, of| hold == of);
        of_records(engine, name, |values| Ok(holding(&values)? == values.len()));
    }),
    ("any", |engine, name| {
        quorum(engine, name, |hold, _| hold > 0);
        of_records(engine, name, |values| Ok(holding(&values)? > 0));
    }),
    ("at_least", |engine, name| counted(engine, name, |hold, n| hold >= n)),
    ("at_most", |engine, name| counted(engine, name, |hold, n| hold <= n)),
    ("exactly", |engine, name| counted(engine, name, |hold, n| hold == n)),
    ("count", |engine, name| {
        of_records(engine, name, |values| Ok(whole(holding(&values)?)));
        engine.register_fn(name, |set: Set| whole(set.0.len()));
    }),
    ("each_year", |engine, name| {
        engine.register_fn(name, |context: NativeCallContext, years: INT, body: FnPtr| -> Fallible<bool> {
            let mut every = true;
            for back in 0..years {
                every &= truth(&body.call_within_context(&context, (Year(back),))?)?;
            }
            Ok(every)
        });
    }),
    ("sum_years", |engine, name| {
        engine.register_fn(name, |fact: Yearly, years: INT| sum_of_years(&fact, years));
    }),
    ("mean_years", |engine, name| {
        engine.register_fn(name, |fact: Yearly, years: INT| {
            let sum = quantity(&sum_of_years(&fact, years)?)?;
            Ok::<_, Box<EvalAltResult>>(match sum {
                Some(sum) => of_kind(Some(sum.0 / fraction(years, 1)), sum.1),
                None => Dynamic::UNIT,
            })
        });
    }),
    ("compound_growth", |engine, name| {
        engine.register_fn(name, |fact: Yearly, years: INT| -> Fallible<Growth> {
            let (last, base) = (exact(&fact.back(0)?)?, exact(&fact.back(years)?)?);
            Ok(Growth { last, base, years: u32::try_from(years).unwrap() })
        });
    }),
    ("bands", |engine, name| {
        engine.register_fn(name, |subject: Dynamic, bands: Array| -> Fallible<Dynamic> {
            let mut pairs = Vec::new();
            for band in bands {
                let pair = band.into_array().map_err(|found| format!("{found} where a band is expected"))?;
                pairs.push(pair);
            }
            let intervals = pairs.iter().any(|pair| pair[0].read_lock::<Cell>().is_some());
            let mut found = Vec::new();
            for pair in pairs {
                let holds = if intervals {
                    Cell::of(&pair[0])?.holds(&subject)?
                } else {
                    // The last edge that is reached.
                    let reached = order(&subject, &pair[0])?.is_some_and(Ordering::is_ge);
                    if reached {
                        found.clear();
                    }
                    reached
                };
                if holds {
                    found.push(pair[1].clone());
                }
            }
            match found.as_slice() {
                [] => Ok(dynamic(Some(fraction(0, 1)))),
                [points] => Ok(dynamic(exact(points)?)),
                _ => Err("bands overlap".into()),
            }
        });
    }),
    ("sum", |engine, name| of_records(engine, name, |values| added(values.iter()))),
    ("min", |engine, name| of_records(engine, name, |values| outermost(&values, Ordering::is_lt))),
    ("max", |engine, name| of_records(engine, name, |values| outermost(&values, Ordering::is_gt))),
    ("includes", |engine, name| {
        engine.register_fn(name, |set: Set, value: ImmutableString| set.0.contains(value.as_str()));
    }),
    ("among", |engine, name| {
        engine.register_fn(name, |text: Dynamic, wanted: Array| some_text(&text, &wanted, |a, b| a == b));
    }),
    ("starts_with", |engine, name| {
        engine.register_fn(name, |text: Dynamic, wanted: Dynamic| {
            let wanted = wanted.clone().into_array().unwrap_or_else(|_| vec![wanted]);
            some_text(&text, &wanted, |a, b| a.get(..b.len()) == Some(b))
        });
    }),
    ("how_many", |engine, name| {
        engine.register_fn(name, |conditions: Array| holding(&conditions).map(whole));
    }),
    ("least", |engine, name| {
        engine.register_fn(name, |values: Array| outermost(&values, Ordering::is_lt));
    }),
    ("greatest", |engine, name| {
        engine.register_fn(name, |values: Array| outermost(&values, Ordering::is_gt));
    }),
    // The step at or below in size; of zero and half steps the sign says the rest.
    ("round_down", |engine, name| rounded(engine, name, |steps| steps.trunc())),
    ("round_up", |engine, name| {
        rounded(engine, name, |steps| if *steps < fraction(0, 1) { steps.floor() } else { steps.ceil() });
    }),
    ("round_half_up", |engine, name| rounded(engine, name, Exact::round)),
    ("round_half_even", |engine, name| {
        rounded(engine, name, |steps| {
            let half = fraction(1, 2);
            let lower = (steps - &half).ceil();
            let upper = (steps + &half).floor();
            // They differ half way between two steps only, and then one of them is even.
            if (lower.clone() / fraction(2, 1)).is_integer() { lower } else { upper }
        });
    }),
    ("every_full", |engine, name| {
        engine.register_fn(name, |amount: Dynamic, unit: Dynamic| -> Fallible<Dynamic> {
            let times = exact(&amount)?.zip(exact(&unit)?).map(|(amount, unit)| (amount / unit).floor());
            Ok(dynamic(times.map(|times| times.max(fraction(0, 1)))))
        });
    }),
    ("holds", |engine, name| {
        engine.register_fn(name, |title: ImmutableString| -> Fallible<bool> {
            let held = REGISTER.with_borrow(|(register, on)| held(register, &title, on));
            held.map_or_else(missing, Ok)
        });
    }),
    ("reference_date", |engine, name| {
        engine.register_fn(name, || {
            ASKED_ON.get().ok_or("no day is asked about").map_err(Into::<Box<EvalAltResult>>::into)
        });
    }),
    ("years_between", |engine, name| between(engine, name, Kind::Years)),
    ("months_between", |engine, name| between(engine, name, Kind::Months)),
    ("year_end", |engine, name| {
        engine.register_fn(name, calendar::year_end);
        engine.register_fn(name, |(): ()| ());
    }),
    // The reader writes `growth(x.prior(1))` as `growth(x, 1)`, and `growth(x[y])` as `growth(x, y)`.
    ("growth", |engine, name| {
        engine.register_fn(name, |fact: Yearly, back: INT| growth(&fact, back));
        engine.register_fn(name, |fact: Yearly, year: Year| growth(&fact, year.0));
    }),
    ("mean_growth", |engine, name| {
        engine.register_fn(name, |fact: Yearly, years: INT| -> Fallible<Dynamic> {
            let rates = (0..years).map(|back| growth(&fact, back)).collect::<Fallible<Vec<Dynamic>>>()?;
            let sum = exact(&added(rates.iter())?)?;
            Ok(of_kind(sum.map(|sum| sum / fraction(years, 1)), Kind::Share))
        });
    }),
];

/// Rhai's interpreter, knowing the functions of the language.
pub(crate) fn interpreter() -> Engine {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_fast_operators(false);
    engine.set_max_expr_depths(128, 64);
    // Rhai would take a field that a record lacks for none.
    engine.set_fail_on_invalid_map_property(true);
    engine.set_max_call_levels(64);
    #[allow(deprecated, reason = "marked volatile by Rhai, not obsolete; the version is pinned")]
    engine.on_parse_token(|token, _, _| match token {
        Token::Identifier(word) if *word == "and" => Token::And,
        Token::Identifier(word) if *word == "or" => Token::Or,
        token => token,
    });
    teach_operators(&mut engine);
    for (name, teach) in FUNCTIONS {
        teach(&mut engine, name);
    }
    // What the reader puts around operands that must be yes or no.
    engine.register_fn(conditions::HOLDS, |value: Dynamic| truth(&value));
    teach_cells(&mut engine);
    // `score.group`
    engine.register_indexer_get(|score: &mut Points, group: &str| -> Fallible<Quantity> {
        let (points, _) = score.groups.get(group).ok_or_else(|| format!("no group {group}"))?;
        Ok(Quantity(points.clone(), Kind::Plain))
    });
    engine.register_get("last", |fact: &mut Yearly| fact.back(0));
    engine.register_fn("prior", |fact: &mut Yearly, back: INT| fact.back(back));
    engine.register_indexer_get(|fact: &mut Yearly, year: Year| fact.back(year.0));
    engine
}

fn unit(engine: &mut Engine, name: &str, numerator: i64, denominator: i64, kind: Kind) {
    let factor = fraction(numerator, denominator);
    engine.register_fn(name, move |number: Dynamic| -> Fallible<Dynamic> {
        Ok(of_kind(exact(&number)?.map(|number| number * &factor), kind))
    });
}

fn holding(conditions: &Array) -> Fallible<usize> {
    let truths = conditions.iter().map(truth).collect::<Fallible<Vec<bool>>>()?;
    Ok(truths.into_iter().filter(|holds| *holds).count())
}

fn quorum(engine: &mut Engine, name: &str, enough: fn(usize, usize) -> bool) {
    engine.register_fn(name, move |conditions: Array| -> Fallible<bool> {
        Ok(enough(holding(&conditions)?, conditions.len()))
    });
}

fn counted(engine: &mut Engine, name: &str, enough: fn(usize, usize) -> bool) {
    engine.register_fn(name, move |n: INT, conditions: Array| -> Fallible<bool> {
        Ok(enough(holding(&conditions)?, usize::try_from(n).unwrap()))
    });
}

/// The sum of a yearly fact; none where it does not exist in one of the years.
fn sum_of_years(fact: &Yearly, years: INT) -> Fallible<Dynamic> {
    let years = (0..years).map(|back| fact.back(back)).collect::<Fallible<Vec<Dynamic>>>()?;
    added(years.iter())
}

/// Teaches a function over what a closure says of each record.
fn of_records<T: rhai::Variant + Clone>(engine: &mut Engine, name: &str, together: fn(Array) -> Fallible<T>) {
    engine.register_fn(name, move |context: NativeCallContext, records: Array, body: FnPtr| -> Fallible<T> {
        let mut values = Array::new();
        for record in records {
            values.push(body.call_within_context(&context, (record,))?);
        }
        together(values)
    });
}

/// The sum of quantities; none where one is none.
pub(crate) fn added<'v>(values: impl Iterator<Item = &'v Dynamic>) -> Fallible<Dynamic> {
    let mut sum = Some(Quantity(fraction(0, 1), Kind::Plain));
    for value in values {
        sum = sum.zip(quantity(value)?).map(|(sum, value)| Quantity(sum.0 + value.0, sum.1.or(value.1)));
    }
    Ok(sum.map_or(Dynamic::UNIT, Dynamic::from))
}

/// The value that lies furthest; none where one is none, or there are none.
fn outermost(values: &Array, further: fn(Ordering) -> bool) -> Fallible<Dynamic> {
    let mut found: Option<&Dynamic> = None;
    for value in values {
        if value.is_unit() {
            return Ok(Dynamic::UNIT);
        }
        let better = match found {
            None => true,
            Some(found) => order(value, found)?.is_some_and(further),
        };
        if better {
            found = Some(value);
        }
    }
    Ok(found.cloned().unwrap_or(Dynamic::UNIT))
}

fn some_text(text: &Dynamic, wanted: &Array, fits: fn(&str, &str) -> bool) -> Fallible<bool> {
    if text.is_unit() {
        return Ok(false);
    }
    let text =
        text.clone().into_immutable_string().map_err(|found| format!("{found} where a text is expected"))?;
    let one = |one: &Dynamic| one.clone().into_immutable_string().is_ok_and(|one| fits(&text, &one));
    Ok(wanted.iter().any(one))
}

/// Teaches a rounding: to digits after the point in the unit written, which is percent for shares.
fn rounded(engine: &mut Engine, name: &str, to_whole: fn(&Exact) -> Exact) {
    engine.register_fn(name, move |value: Dynamic, digits: INT| -> Fallible<Dynamic> {
        let Some(Quantity(amount, kind)) = quantity(&value)? else { return Ok(Dynamic::UNIT) };
        let digits = u32::try_from(digits).unwrap();
        let step = fraction(1, 10_i64.pow(digits) * if kind == Kind::Share { 100 } else { 1 });
        Ok(of_kind(Some(to_whole(&(amount / &step)) * step), kind))
    });
}

fn between(engine: &mut Engine, name: &str, kind: Kind) {
    engine.register_fn(name, move |from: Dynamic, to: Dynamic| -> Fallible<Dynamic> {
        if from.is_unit() || to.is_unit() {
            return Ok(Dynamic::UNIT);
        }
        let (from, to) = (from.clone_cast::<Day>(), to.clone_cast::<Day>());
        Ok(of_kind(Some(calendar::elapsed(from, to, kind)), kind))
    });
}

/// The growth of the year so many back over the year before it.
fn growth(fact: &Yearly, back: INT) -> Fallible<Dynamic> {
    let (this, before) = (exact(&fact.back(back)?)?, exact(&fact.back(back + 1)?)?);
    let Some((this, before)) = this.zip(before) else { return Ok(Dynamic::UNIT) };
    if before <= fraction(0, 1) {
        return undefined();
    }
    Ok(of_kind(Some((this - &before) / before), Kind::Share))
}

fn whole(size: usize) -> INT {
    INT::try_from(size).unwrap()
}
