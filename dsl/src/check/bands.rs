//! `bands(…)`: points by the interval a quantity or a day lies in, without gap and without overlap.

use super::Checker;
use super::domain::Domain;
use super::exprs::described;
use super::intervals::is_word;
use super::symbols::Scope;
use crate::Position;
use crate::ast::{Expr as Written, ExprKind as W};
use crate::policy::{Band, End, Expr, ExprKind as K, Interval, Type};

const EXAMPLE: &str = "write `bands(share, [[percent(0), 0], [percent(10), 5]])`: lower edge and points, edges ascending; \
     or intervals: `bands(share, [[below(percent(10)), 0], [at_least(percent(10)), 5]])`";

impl Checker<'_> {
    pub(super) fn bands(
        &mut self,
        subject: &Written,
        list: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let subject = self.expr(subject, scope)?;
        if !subject.ty.is_quantity() && subject.ty != Type::Date {
            let message =
                format!("bands divide quantities and dates, and this is {}", described(&subject.ty));
            self.error("type-mismatch", subject.at, message, "write `switch` for the values of a list");
            return None;
        }
        let W::Array(items) = &list.kind else {
            self.error("bad-bands", list.at, "a list of bands is expected here", EXAMPLE);
            return None;
        };
        let mut pairs = Vec::with_capacity(items.len());
        for item in items {
            let pair = match &item.kind {
                W::Array(pair) => pair.as_slice(),
                _ => &[],
            };
            let [edge, points] = pair else {
                self.error("bad-bands", item.at, "a band is an edge or an interval, and its points", EXAMPLE);
                return None;
            };
            pairs.push((edge, points));
        }
        if pairs.is_empty() {
            self.error("bad-bands", list.at, "no band is given", EXAMPLE);
            return None;
        }
        let domain = self.domain(&subject);
        let by_edges = !pairs.iter().any(|(edge, _)| is_interval(edge));
        let mut bands: Vec<(Band, Position)> = Vec::with_capacity(pairs.len());
        for (written, points) in &pairs {
            let interval = if by_edges {
                let last = bands.last().and_then(|(band, _)| band.interval.low.clone());
                self.up_from(written, last, &domain, scope)
            } else {
                self.interval(written, &domain, scope)
            };
            bands.push((Band { interval: interval?, points: self.literal(points)? }, written.at));
        }
        if by_edges {
            closed(&mut bands);
        }
        self.overlaps(&bands, &domain)?;
        self.gaps(&bands, &domain, by_edges, at)?;
        let bands = bands.into_iter().map(|(band, _)| band).collect();
        Some(Expr { kind: K::Bands(Box::new(subject), bands), ty: Type::Points, at })
    }

    /// The short form: what begins at an edge above the last one.
    fn up_from(
        &mut self,
        written: &Written,
        last: Option<End>,
        domain: &Domain,
        scope: &Scope,
    ) -> Option<Interval> {
        let edge = self.edge(written, domain, scope)?;
        let from = self.held(Interval::at_least(edge), domain, written.at)?;
        if from.low.as_ref().zip(last).is_some_and(|(edge, last)| edge.at <= last.at) {
            let help = "the edges ascend, and each belongs to the band above it: no gap, no overlap";
            self.error("bad-bands", written.at, "this edge is not above the one before it", help);
            return None;
        }
        Some(from)
    }

    fn overlaps(&mut self, bands: &[(Band, Position)], domain: &Domain) -> Option<()> {
        let mut sorted: Vec<&(Band, Position)> = bands.iter().collect();
        sorted.sort_by(|(a, _), (b, _)| a.interval.start().cmp(&b.interval.start()));
        let mut furthest: Option<&(Band, Position)> = None;
        let mut found = None;
        for here in sorted {
            if let Some((before, line)) = furthest
                && let Some(both) = before.interval.overlap(&here.0.interval)
                && let Some(both) = both.overlap(&domain.interval)
            {
                found = Some((both, line.max(&here.1), line.min(&here.1)));
                break;
            }
            if furthest.is_none_or(|(before, _)| before.interval.end() < here.0.interval.end()) {
                furthest = Some(here);
            }
        }
        let Some((both, at, other)) = found else { return Some(()) };
        let message = format!(
            "this band and the one at line {}, column {} both hold {}",
            other.line,
            other.column,
            domain.shown(Some(&both))
        );
        let help = "each value lies in one band; `within(a, b)` leaves b to the next band, `above_up_to(a, b)` leaves a to the one before";
        self.error("overlapping-bands", *at, message, help);
        None
    }

    fn gaps(
        &mut self,
        bands: &[(Band, Position)],
        domain: &Domain,
        by_edges: bool,
        at: Position,
    ) -> Option<()> {
        let gaps = Interval::gaps(bands.iter().map(|(band, _)| &band.interval), &domain.interval);
        if gaps.is_empty() {
            return Some(());
        }
        let shown: Vec<String> = gaps.iter().take(5).map(|gap| domain.shown(Some(gap))).collect();
        let more = if gaps.len() > shown.len() { ", …" } else { "" };
        let help = match bands.first() {
            Some((first, _)) if by_edges => {
                let edge = first
                    .interval
                    .low
                    .as_ref()
                    .map_or_else(String::new, |end| super::intervals::as_written(&end.at, &domain.ty));
                format!(
                    "the first band begins at `{edge}`; say what is below it with a first band of its own, or give the fact a `min`"
                )
            }
            _ => "add a band for it, or give the fact a `min` and a `max` that leave it out".to_owned(),
        };
        self.error("gap-in-bands", at, format!("no band holds {}{more}", shown.join(", ")), help);
        None
    }
}

/// Ends each band where the next begins. A first band that gives no points takes in what lies below its edge as
/// well, since that gets none either.
fn closed(bands: &mut [(Band, Position)]) {
    let mut above: Option<End> = None;
    for (band, _) in bands.iter_mut().rev() {
        let next = band.interval.low.clone();
        band.interval.high = above.take().map(|end| End { included: false, ..end });
        above = next;
    }
    if let Some((first, _)) = bands.first_mut()
        && first.points.is_zero()
    {
        first.interval.low = None;
    }
}

/// Whether a band says itself where it ends.
fn is_interval(edge: &Written) -> bool {
    match &edge.kind {
        W::Call(name, _) => is_word(name),
        W::Name(name) => name == "any",
        _ => false,
    }
}
