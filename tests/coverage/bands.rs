//! The scoring bands that were collected, looked for in the scores of a pack: edges and points.

use gradus::{Number, Policy};
use gradus_dsl::policy::{Expr, ExprKind, Interval};

/// What an indicator gives: its bands, and the points that stand by themselves.
#[derive(Default)]
struct Given {
    bands: Vec<(Interval, Number)>,
    points: Vec<Number>,
}

/// The first of the bands that no declaration of these names gives; none where one gives them all.
pub(crate) fn missing(policy: &Policy, names: &[String], bands: &[String]) -> Option<String> {
    let lines = policy.scores.iter().flat_map(|score| score.lines());
    let lines =
        lines.filter(|line| names.iter().any(|name| line.id.as_str() == name)).map(|line| &line.points);
    let named = policy.names.iter().filter(|named| names.iter().any(|name| named.id.as_str() == name));
    let mut first = Some("no score of this name".to_owned());
    for expr in lines.chain(named.map(|named| &named.value)) {
        let mut given = Given::default();
        given.look(policy, expr);
        match bands.iter().find(|band| !given.has(band)) {
            None => return None,
            Some(band) => first = Some(format!("no band `{band}`")),
        }
    }
    first
}

impl Given {
    fn look(&mut self, policy: &Policy, expr: &Expr) {
        expr.visit(&mut |part| match &part.kind {
            ExprKind::Bands(_, bands) => {
                for band in bands {
                    self.bands.push((band.interval.clone(), band.points.clone()));
                    self.points.push(band.points.clone());
                }
            }
            ExprKind::Number(number) => self.points.push(number.clone()),
            ExprKind::Name(id) => {
                if let Some(named) = policy.name(id) {
                    self.look(policy, &named.value);
                }
            }
            _ => {}
        });
    }

    /// `5%..10% 20`, `..5% 0`, `20`.
    fn has(&self, band: &str) -> bool {
        let Some((edges, points)) = band.split_once(' ') else {
            return self.points.contains(&number(band));
        };
        let (from, below) = edges.split_once("..").unwrap_or_else(|| panic!("no band: {band}"));
        let points = number(points);
        // The lowest band may begin at zero, and the highest end nowhere, whatever the text prints.
        let same = |edge: &str, end: Option<&Number>| edge.is_empty() || end == Some(&quantity(edge));
        self.bands.iter().any(|(interval, given)| {
            *given == points
                && same(from, interval.low.as_ref().map(|end| &end.at))
                && same(below, interval.high.as_ref().map(|end| &end.at))
        })
    }
}

fn number(text: &str) -> Number {
    text.parse().unwrap_or_else(|_| panic!("no number: {text}"))
}

/// A figure as it is written: `5%`, `2000万`, `3`.
pub(crate) fn quantity(text: &str) -> Number {
    let scaled = |digits: &str, by: i64, over: i64| {
        let scaled = (number(digits) * Number::from(by)).divided_by(&Number::from(over));
        scaled.unwrap_or_else(|| panic!("no number: {text}"))
    };
    match (text.strip_suffix('%'), text.strip_suffix('万')) {
        (Some(percent), _) => scaled(percent, 1, 100),
        (_, Some(wan)) => scaled(wan, 10_000, 1),
        _ => number(text),
    }
}
