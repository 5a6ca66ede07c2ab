//! Every function of the language, said anew for Rhai's interpreter: one row of a table each.

use super::facts::{Year, Yearly};
use super::number::{
    Day, Exact, Fallible, Growth, Quantity, dynamic, exact, fraction, teach_operators, truth,
};
use rhai::{Array, Dynamic, Engine, FnPtr, INT, NativeCallContext, OptimizationLevel, Token};

/// How one function is taught under its name.
type Teach = fn(&mut Engine, &str);

/// The functions of the language. `holders` is missing: it counts holders of a title for a target, not for a ruling.
pub(crate) const FUNCTIONS: &[(&str, Teach)] = &[
    ("percent", |engine, name| unit(engine, name, 1, 100)),
    ("per_mille", |engine, name| unit(engine, name, 1, 1_000)),
    ("yuan", |engine, name| unit(engine, name, 1, 1)),
    ("wan", |engine, name| unit(engine, name, 10_000, 1)),
    ("yi", |engine, name| unit(engine, name, 100_000_000, 1)),
    ("years", |engine, name| unit(engine, name, 1, 1)),
    ("months", |engine, name| unit(engine, name, 1, 1)),
    ("days", |engine, name| unit(engine, name, 1, 1)),
    ("points", |engine, name| unit(engine, name, 1, 1)),
    ("date", |engine, name| {
        engine.register_fn(name, |text: &str| -> Fallible<Day> {
            Ok(Day(text.parse().map_err(|error| format!("{text}: {error}"))?))
        });
    }),
    ("not", |engine, name| {
        engine.register_fn(name, |value: Dynamic| truth(&value).map(|holds| !holds));
    }),
    ("all", |engine, name| quorum(engine, name, |hold, of| hold == of)),
    ("any", |engine, name| quorum(engine, name, |hold, _| hold > 0)),
    ("at_least", |engine, name| counted(engine, name, |hold, n| hold >= n)),
    ("at_most", |engine, name| counted(engine, name, |hold, n| hold <= n)),
    ("exactly", |engine, name| counted(engine, name, |hold, n| hold == n)),
    ("count", |engine, name| {
        engine.register_fn(
            name,
            |context: NativeCallContext, records: Array, body: FnPtr| -> Fallible<INT> {
                let mut count = 0;
                for record in records {
                    count += INT::from(truth(&body.call_within_context(&context, (record,))?)?);
                }
                Ok(count)
            },
        );
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
        engine.register_fn(name, |fact: Yearly, years: INT| sum(&fact, years).map(dynamic));
    }),
    ("mean_years", |engine, name| {
        engine.register_fn(name, |fact: Yearly, years: INT| {
            sum(&fact, years).map(|sum| dynamic(sum.map(|sum| sum / fraction(years, 1))))
        });
    }),
    ("compound_growth", |engine, name| {
        engine.register_fn(name, |fact: Yearly, years: INT| -> Fallible<Growth> {
            let (last, base) = (exact(&fact.back(0)?)?, exact(&fact.back(years)?)?);
            Ok(Growth { last, base, years: u32::try_from(years).unwrap() })
        });
    }),
    ("bands", |engine, name| {
        engine.register_fn(name, |subject: Dynamic, bands: Array| -> Fallible<Quantity> {
            let mut points = fraction(0, 1);
            let Some(subject) = exact(&subject)? else { return Ok(Quantity(points)) };
            for band in bands {
                let pair = band.into_array().map_err(|found| format!("{found} where a band is expected"))?;
                if let (Some(edge), Some(worth)) = (exact(&pair[0])?, exact(&pair[1])?)
                    && subject >= edge
                {
                    points = worth;
                }
            }
            Ok(Quantity(points))
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
    engine.register_fn(super::reader::HOLDS, |value: Dynamic| truth(&value));
    engine.register_get("last", |fact: &mut Yearly| fact.back(0));
    engine.register_fn("prior", |fact: &mut Yearly, back: INT| fact.back(back));
    engine.register_indexer_get(|fact: &mut Yearly, year: Year| fact.back(year.0));
    engine
}

fn unit(engine: &mut Engine, name: &str, numerator: i64, denominator: i64) {
    let factor = fraction(numerator, denominator);
    engine.register_fn(name, move |number: Dynamic| -> Fallible<Dynamic> {
        Ok(dynamic(exact(&number)?.map(|number| number * &factor)))
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
fn sum(fact: &Yearly, years: INT) -> Fallible<Option<Exact>> {
    let mut sum = Some(fraction(0, 1));
    for back in 0..years {
        let year = exact(&fact.back(back)?)?;
        sum = sum.zip(year).map(|(sum, year)| sum + year);
    }
    Ok(sum)
}
