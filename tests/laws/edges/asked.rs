//! One figure met by three enterprises, and what the rulings on them say of it.

use gradus::{FindingKind, Number, Outcome, Ruling, Shown};
use gradus_dsl::Date;
use gradus_dsl::policy::{Band, Cell, CompareOp, Expr, ExprKind, Hit, Interval, Table, Type};
use gradus_tests::engine;
use gradus_tests::enterprise::{Asks, Base, Rule, Threshold, World, drawn, holds, inside};
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// How many bases are tried for one figure.
const BASES: usize = 60;

/// How many enterprises are drawn to meet a figure of points, which follow from many facts.
const DRAWN: u64 = 4_000;

/// How many enterprises met a figure.
pub(super) struct Seen {
    pub(super) enterprises: usize,
}

/// Meets the figure so many smallest units beside it, as far as the facts admit that; none where no base leads to it.
pub(super) fn seen(rule: &Rule, threshold: &Threshold, units: &[i64]) -> Option<Seen> {
    if points(rule, threshold.subject) {
        return by_drawing(rule, threshold);
    }
    let bases = rule.bases.iter().take(BASES);
    let mut ways = bases.flat_map(|base| [true, false].map(|reach| (base, reach)));
    ways.find_map(|(base, reach)| {
        let mut world = World::new(rule.policy, &base.file, base.on, base.figures);
        if reach {
            world.reach(threshold);
        }
        let way = Way { rule, base, world, units };
        match &threshold.asks {
            Asks::Comparison(op, left) => comparison(&way, threshold, (*op, *left)),
            Asks::Bands(bands) => band(&way, threshold, bands),
            Asks::Cell(table, row, column) => cell(&way, threshold, (table, *row, *column)),
        }
    })
}

/// A base with the facts that lead to a figure, and where the figure is to be met.
struct Way<'a> {
    rule: &'a Rule,
    base: &'a Base,
    world: World,
    units: &'a [i64],
}

impl Way<'_> {
    fn ruled(&self, world: &World) -> Ruling {
        let mut file = self.base.file.clone();
        file["facts"] = Value::Object(world.facts());
        asked(self.rule, self.base, &file)
    }

    /// The worlds with the subject beside the figure, with how far it is from it.
    fn beside(&self, threshold: &Threshold) -> Option<Vec<(i64, World, Number)>> {
        let positions = self.units.iter().filter_map(|units| {
            let mut moved = self.world.clone();
            moved.beside(threshold, *units).map(|margin| (*units, moved, margin))
        });
        let positions: Vec<_> = positions.collect();
        // Only the end of what a fact admits may lie beside a figure.
        let enough = positions.len() * 2 > self.units.len()
            && (!self.units.contains(&0) || positions.iter().any(|(units, ..)| *units == 0));
        enough.then_some(positions)
    }
}

fn asked(rule: &Rule, base: &Base, file: &Value) -> Ruling {
    engine()
        .rule(&rule.question(base, file))
        .unwrap_or_else(|error| panic!("{}: {error}\n{file}", rule.name()))
}

fn comparison(way: &Way<'_>, threshold: &Threshold, (op, left): (CompareOp, bool)) -> Option<Seen> {
    if let Some(records) = threshold.site.records {
        return of_records(way, threshold, op, records);
    }
    if let Some(points) = points_of_branch(threshold) {
        return branch(way, threshold, op, points);
    }
    let mut enterprises = 0;
    for (units, world, margin) in way.beside(threshold)? {
        // A unit more of time is not always a whole one more, so it is the margin that says on which side it lies.
        let side = margin.cmp(&Number::zero());
        let expected = if holds(op, side) { Outcome::Holds } else { Outcome::Fails };
        let ruling = way.ruled(&world);
        let (operator, margin) = if left { (op, margin) } else { (op.mirrored(), -margin) };
        let figure = shown(threshold);
        let mut decides = false;
        for finding in &ruling.findings {
            for one in &finding.comparisons {
                let side = if left { &one.right.value } else { &one.left.value };
                let growth =
                    one.growth.as_ref().is_some_and(|growth| Shown::Number(growth.rate.clone()) == figure);
                if one.operator != operator
                    || (*side != figure && !growth)
                    || one.margin.as_ref() != Some(&margin)
                {
                    continue;
                }
                assert_eq!(one.outcome, expected, "{}: {} at {units:+}", way.rule.name(), threshold.name());
                // What only selects a branch, or counts for points, is no requirement of the finding.
                let counts =
                    one.selects || finding.kind != FindingKind::Criterion || threshold.site.line.is_some();
                decides |= counts || finding.outcome == expected;
            }
        }
        if !decides {
            return None;
        }
        enterprises += 1;
    }
    Some(Seen { enterprises })
}

/// The points a line gives where a comparison holds, if that is what it decides.
fn points_of_branch(threshold: &Threshold) -> Option<&'static Number> {
    threshold.site.line?;
    let [.., around, asked] = threshold.site.path.as_slice() else { return None };
    let ExprKind::If(branches, _) = &around.kind else { return None };
    match &branches.iter().find(|(condition, _)| std::ptr::eq(condition, *asked))?.1.kind {
        ExprKind::Number(points) => Some(points),
        _ => None,
    }
}

/// The points of a line are those of a branch where its comparison holds, and others where it does not.
fn branch(way: &Way<'_>, threshold: &Threshold, op: CompareOp, points: &Number) -> Option<Seen> {
    let mut enterprises = 0;
    for (units, world, _) in way.beside(threshold)? {
        let given = given(threshold, &way.ruled(&world))?;
        if (given == Shown::Number(points.clone())) != holds(op, units.cmp(&0)) {
            return None;
        }
        enterprises += 1;
    }
    Some(Seen { enterprises })
}

/// The points of the line a figure stands in.
fn given(threshold: &Threshold, ruling: &Ruling) -> Option<Shown> {
    let (score, line) = threshold.site.line?;
    let found = ruling.scores.iter().find(|one| one.id == *score)?;
    let mut lines = found.indicators.iter().chain(found.groups.iter().flat_map(|group| &group.indicators));
    Some(lines.find(|one| one.id == *line)?.points.clone())
}

/// A figure that is asked of each record: of one record beside it, as many count as the figure says.
fn of_records(way: &Way<'_>, threshold: &Threshold, op: CompareOp, records: &Expr) -> Option<Seen> {
    let ExprKind::Count { .. } = records.kind else { return None };
    let mut enterprises = 0;
    for (units, world, _) in way.beside(threshold)? {
        let counted = if holds(op, units.cmp(&0)) { 1 } else { 0 };
        let comparisons = way.ruled(&world).findings.into_iter().flat_map(|one| one.comparisons);
        let counts: BTreeSet<String> = comparisons
            .filter(|one| {
                one.unit == Type::Count.to_string() && is_count(way.rule, threshold, &one.right.value)
            })
            .map(|one| format!("{:?}", one.left.value))
            .collect();
        if !counts.contains(&format!("{:?}", Shown::Number(Number::from(counted)))) {
            return None;
        }
        enterprises += 1;
    }
    Some(Seen { enterprises })
}

/// Whether the number of the records is compared with a value.
fn is_count(rule: &Rule, threshold: &Threshold, value: &Shown) -> bool {
    rule.thresholds.iter().any(|one| {
        let mut subject = one.subject;
        while let ExprKind::Name(id) = &subject.kind {
            subject = &rule.policy.name(id).unwrap().value;
        }
        threshold.site.records.is_some_and(|records| std::ptr::eq(records, subject)) && *value == shown(one)
    })
}

fn shown(threshold: &Threshold) -> Shown {
    match (&threshold.subject.ty, threshold.figure.to_i64().and_then(Date::from_days)) {
        (Type::Date, Some(day)) => Shown::Date(day),
        _ => Shown::Number(threshold.figure.clone()),
    }
}

/// The points of a line are those of the band the subject lies in.
fn band(way: &Way<'_>, threshold: &Threshold, bands: &[Band]) -> Option<Seen> {
    let positions = way.beside(threshold)?;
    let mut different = BTreeSet::new();
    let enterprises = positions.len();
    let below = positions.len() == 3;
    for (_, world, margin) in positions {
        let value = threshold.figure.clone() + margin;
        let band = bands.iter().find(|band| inside(&band.interval, &value));
        let expected = band.map_or_else(Number::zero, |band| band.points.clone());
        if given(threshold, &way.ruled(&world))? != Shown::Number(expected.clone()) {
            return None;
        }
        different.insert(expected);
    }
    // Where both sides exist, the points change at the edge; without that nothing was seen.
    (different.len() > 1 || !below).then_some(Seen { enterprises })
}

/// The rows of a table that match are those whose cells hold the columns.
fn cell(
    way: &Way<'_>,
    threshold: &Threshold,
    (table, row, column): (&'static Table, usize, usize),
) -> Option<Seen> {
    let others: Vec<usize> = (0..table.columns.len()).filter(|other| *other != column).collect();
    let candidates: Vec<Vec<Held>> = others.iter().map(|other| held(table, row, *other)).collect();
    let all: usize = candidates.iter().map(Vec::len).product();
    (0..all.min(2_000)).find_map(|choice| {
        let (mut world, mut choice) = (way.world.clone(), choice);
        let mut values = vec![Held::Anything; table.columns.len()];
        for (other, candidates) in others.iter().zip(&candidates) {
            let value = &candidates[choice % candidates.len()];
            choice /= candidates.len();
            match value {
                Held::Number(number) => world.at(&table.columns[*other], number)?,
                Held::Text(text) => world.say(&table.columns[*other], text)?,
                Held::Anything => {}
            }
            values[*other] = value.clone();
        }
        let way = Way { world, ..*way };
        let positions = way.beside(threshold)?;
        let expected: Vec<Vec<usize>> = positions
            .iter()
            .map(|(.., margin)| {
                values[column] = Held::Number(threshold.figure.clone() + margin.clone());
                matching(table, &values)
            })
            .collect();
        let hit = |rows: &&Vec<usize>| rows.contains(&(row + 1));
        let hits = expected.iter().filter(hit).count();
        if hits == 0 || hits == expected.len() {
            return None;
        }
        let enterprises = positions.len();
        for ((_, world, _), expected) in positions.into_iter().zip(expected) {
            let ruling = way.ruled(&world);
            let found = ruling.tables.iter().find(|one| one.id == table.id)?;
            let place = format!("{}: {} by {}", way.rule.name(), threshold.name(), way.base.id);
            assert_eq!(found.rows, expected, "{place}");
        }
        Some(Seen { enterprises })
    })
}

/// What a column is made to be.
#[derive(Clone, Debug, PartialEq)]
enum Held {
    Number(Number),
    Text(String),
    /// Whatever it is: no cell asks.
    Anything,
}

/// The rows that count, from 1.
fn matching(table: &Table, values: &[Held]) -> Vec<usize> {
    let holds = |cell: &Cell, value: &Held| match (cell, value) {
        (Cell::Any, _) => true,
        (Cell::Within(intervals), Held::Number(value)) => intervals.iter().any(|one| inside(one, value)),
        (Cell::Among(texts), Held::Text(text)) => texts.contains(text),
        _ => false,
    };
    let rows = table.rows.iter().enumerate();
    let matching =
        rows.filter(|(_, row)| row.cells.iter().zip(values).all(|(cell, value)| holds(cell, value)));
    let matching = matching.map(|(index, _)| index + 1);
    if table.hit == Hit::CollectSum { matching.collect() } else { matching.take(1).collect() }
}

/// What a column may be made to be: what the cell of a row names, and then what those of the others do.
fn held(table: &Table, row: usize, column: usize) -> Vec<Held> {
    let own = [&table.rows[row]].into_iter();
    let mut found: Vec<Held> = Vec::new();
    for cell in own.chain(&table.rows).map(|row| &row.cells[column]) {
        let named: Vec<Held> = match cell {
            Cell::Any => Vec::new(),
            Cell::Among(texts) => texts.iter().cloned().map(Held::Text).collect(),
            Cell::Within(intervals) => {
                let ends = intervals.iter().flat_map(|one: &Interval| [&one.low, &one.high]).flatten();
                ends.map(|end| Held::Number(end.at.clone())).collect()
            }
        };
        found.extend(named);
    }
    let mut once: Vec<Held> = Vec::new();
    found.into_iter().for_each(|one| {
        if !once.contains(&one) {
            once.push(one)
        }
    });
    if once.is_empty() { vec![Held::Anything] } else { once }
}

/// Whether a subject is the points of a score or of a group of one.
fn points(rule: &Rule, subject: &Expr) -> bool {
    match &subject.kind {
        ExprKind::Score(_) | ExprKind::Group(..) => true,
        ExprKind::Name(id) => points(rule, &rule.policy.name(id).unwrap().value),
        _ => false,
    }
}

/// The points of every line are multiples of a step, so that one step beside a figure is the nearest there is. Many
/// enterprises are drawn until each of the three was met; every comparison on the way must be right.
fn by_drawing(rule: &Rule, threshold: &Threshold) -> Option<Seen> {
    let Asks::Comparison(op, true) = threshold.asks else { return None };
    let (step, most) = step_of_points(rule, threshold.subject)?;
    let wanted = [-step.clone(), Number::zero(), step].into_iter().filter(|margin| {
        let at = threshold.figure.clone() + margin.clone();
        !at.is_negative() && at <= most
    });
    let mut wanted: BTreeSet<Number> = wanted.collect();
    for choice in 0..DRAWN {
        let mut dice = gradus_tests::enterprise::Dice(choice);
        let mut move_ = || (dice.below(5) as u16, dice.below(60_000) as u16, dice.below(60_000) as u16);
        let moves = [move_(), move_(), move_(), move_()];
        let base = rule.start(u16::try_from(choice).unwrap());
        let ruling = asked(rule, base, &drawn(rule, base, choice, &moves));
        for one in ruling.findings.iter().flat_map(|finding| &finding.comparisons) {
            let Some(margin) = &one.margin else { continue };
            if one.operator != op
                || one.right.value != shown(threshold)
                || one.unit != Type::Points.to_string()
            {
                continue;
            }
            let expected = holds(op, margin.cmp(&Number::zero())) == (one.outcome == Outcome::Holds);
            assert!(expected, "{}: {} at {margin}", rule.name(), threshold.name());
            wanted.remove(margin);
        }
        if wanted.is_empty() {
            return Some(Seen { enterprises: 3 });
        }
    }
    println!("{}: {} was never missed by {wanted:?}", rule.name(), threshold.name());
    None
}

/// The greatest number all points of a score or a group are whole multiples of, and the most there are.
fn step_of_points(rule: &Rule, subject: &Expr) -> Option<(Number, Number)> {
    let (lines, most): (Vec<_>, Number) = match &subject.kind {
        ExprKind::Name(id) => return step_of_points(rule, &rule.policy.name(id)?.value),
        ExprKind::Score(id) => {
            let score = rule.policy.score(id)?;
            (score.lines().collect(), score.of.clone())
        }
        ExprKind::Group(score, id) => {
            let group = rule.policy.score(score)?.group(id)?;
            (group.indicators.iter().collect(), group.of.clone())
        }
        _ => return None,
    };
    let mut step = Number::zero();
    let mut take = |points: &Number| step = common(step.clone(), points.clone());
    let mut waiting: Vec<&Expr> = lines.iter().map(|line| &line.points).collect();
    while let Some(expr) = waiting.pop() {
        match &expr.kind {
            ExprKind::Bands(_, bands) => bands.iter().for_each(|band| take(&band.points)),
            ExprKind::Number(number) => take(number),
            ExprKind::Name(id) => waiting.extend(rule.policy.name(id).map(|name| &name.value)),
            ExprKind::If(branches, last) => {
                waiting.extend(branches.iter().map(|(_, result)| result).chain([&**last]));
            }
            ExprKind::Switch(_, arms, last) => {
                waiting.extend(arms.iter().map(|(_, result)| result).chain(last.as_deref()));
            }
            _ => waiting.extend(expr.parts()),
        }
    }
    Some((step, most))
}

/// The greatest common divisor.
fn common(a: Number, b: Number) -> Number {
    let (mut a, mut b) = (a, b);
    while let Some(times) = a.divided_by(&b) {
        let rest = a - times.floor() * b.clone();
        (a, b) = (b, rest);
    }
    a
}

/// The ends and the operators are read as written.
#[test]
fn an_end_belongs_to_its_interval_or_not() {
    let at = |value: i64| Number::from(value);
    let cases = [
        (Interval::within(at(1), at(3)), [false, true, true, false, false]),
        (Interval::above_up_to(at(1), at(3)), [false, false, true, true, false]),
        (Interval::at_least(at(1)), [false, true, true, true, true]),
        (Interval::above(at(1)), [false, false, true, true, true]),
        (Interval::at_most(at(3)), [true, true, true, true, false]),
        (Interval::below(at(3)), [true, true, true, false, false]),
    ];
    for (interval, expected) in cases {
        let found = [0, 1, 2, 3, 4].map(|value| inside(&interval, &at(value)));
        assert_eq!(found, expected, "{interval:?}");
    }
    assert!(holds(CompareOp::AtLeast, Ordering::Equal) && !holds(CompareOp::Above, Ordering::Equal));
}
