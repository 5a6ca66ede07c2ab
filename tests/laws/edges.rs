//! P7 on the real pack: at every figure of the text, and one smallest unit to each side, a criterion is as its operator
//! says. The facts are worked out from the eligible sample, so that the comparison is reached and decides.

use crate::given::{bounded, measures, read};
use gradus::{Number, Outcome, Question, Shown};
use gradus_dsl::ParameterId;
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::{CompareOp, Criterion, Expr, ExprKind, Fact, Parameter, Quorum, Type, Year};
use gradus_tests::{engine, sample_day, sample_text};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The year before the day of the question.
const LAST: i32 = 2024;

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

/// The smallest unit of a quantity, in base units: a fen, a hundredth of a percent, a hundredth of a year.
fn unit(ty: &Type) -> Option<Number> {
    match ty {
        Type::Money | Type::Duration(_) => Some(number("0.01")),
        Type::Percentage => Some(number("0.0001")),
        _ => None,
    }
}

/// What an operator says of a left side that is less, equal or more; said here anew, so that the law does not ask the
/// code it is about.
fn holds(op: CompareOp, left: Ordering) -> bool {
    match op {
        CompareOp::AtLeast => left != Ordering::Less,
        CompareOp::Above => left == Ordering::Greater,
        CompareOp::AtMost => left != Ordering::Greater,
        CompareOp::Below => left == Ordering::Less,
        CompareOp::Equal => left == Ordering::Equal,
        CompareOp::NotEqual => left != Ordering::Equal,
    }
}

/// The facts as they are worked out.
struct World(Map<String, Value>);

impl World {
    fn eligible() -> Self {
        let file: Value = serde_json::from_str(&sample_text("eligible")).unwrap();
        Self(file["facts"].as_object().unwrap().clone())
    }

    fn fact(id: &str) -> &'static Fact {
        measures().facts.iter().find(|fact| fact.id.as_str() == id).unwrap()
    }

    fn put(&mut self, id: &str, year: Option<i32>, value: &Number) {
        let fact = Self::fact(id);
        let inner = if let Type::Yearly(of) = &fact.ty { of } else { &fact.ty };
        let shown = match inner {
            Type::Percentage => value.clone() * number("100"),
            _ => value.divided_by(&fact.scale).unwrap(),
        };
        match year {
            Some(year) => {
                self.0.entry(id).or_insert_with(|| json!({}))[year.to_string()] = shown.to_string().into();
            }
            None => {
                self.0.insert(id.to_owned(), shown.to_string().into());
            }
        }
    }

    /// What a yearly fact of money is in a year.
    fn get(&self, id: &str, year: i32) -> Number {
        number(self.0[id][year.to_string()].as_str().unwrap())
    }

    /// Sets the left side of a comparison to the figure and a difference, `back` years before the last. The
    /// difference counts in units of the fact that is changed: of a quotient, its numerator. Returns the margin.
    fn set(&mut self, left: &Expr, figure: &Number, difference: &Number, back: u8) -> Number {
        let year = |year: &Year| match year {
            Year::Prior(back) => LAST - i32::from(*back),
            Year::Variable(_) => LAST - i32::from(back),
        };
        match &left.kind {
            ExprKind::Fact(fact) => self.put(fact.as_str(), None, &(figure.clone() + difference.clone())),
            ExprKind::InYear(fact, at) => {
                self.put(fact.as_str(), Some(year(at)), &(figure.clone() + difference.clone()));
            }
            ExprKind::SumYears(fact, years) => {
                for back in 1..*years {
                    self.put(fact.as_str(), Some(LAST - i32::from(back)), &number("0"));
                }
                self.put(fact.as_str(), Some(LAST), &(figure.clone() + difference.clone()));
            }
            ExprKind::MeanYears(fact, years) => {
                for back in 1..*years {
                    self.put(fact.as_str(), Some(LAST - i32::from(back)), &number("0"));
                }
                let years = Number::from(i64::from(*years));
                let whole = figure.clone() * years.clone() + difference.clone();
                self.put(fact.as_str(), Some(LAST), &whole);
                return difference.divided_by(&years).unwrap();
            }
            ExprKind::Arithmetic(Operator::Divide, above, below) => {
                let ExprKind::InYear(fact, at) = &below.kind else { panic!("a quotient by {below:?}") };
                let below = self.get(fact.as_str(), year(at));
                self.set(above, &(figure.clone() * below.clone()), difference, back);
                return difference.divided_by(&below).unwrap();
            }
            other => panic!("a comparison of {other:?} is not worked out here"),
        }
        difference.clone()
    }

    /// Works the facts out so that a condition holds or fails.
    fn make(&mut self, condition: &Expr, wanted: bool, back: u8) {
        match &condition.kind {
            ExprKind::Compare(op, left, right) => {
                let figure = figure(right).unwrap().1;
                let step = unit(&right.ty).unwrap();
                let zero = number("0");
                let tried = [zero.clone() - step.clone(), zero.clone(), step];
                let found =
                    tried.iter().find(|difference| holds(*op, (*difference).cmp(&zero)) == wanted).unwrap();
                self.set(left, &figure, found, back);
            }
            ExprKind::EachYear { years, condition, .. } => {
                for back in 0..*years {
                    self.make(condition, wanted, back);
                }
            }
            ExprKind::Quorum(Quorum::All | Quorum::Any, parts) => {
                for part in parts {
                    self.make(part, wanted, back);
                }
            }
            other => panic!("a condition {other:?} is not worked out here"),
        }
    }

    /// Works the facts out so that a condition is asked and alone decides what is around it.
    fn reach(&mut self, around: &Expr, target: &Expr) {
        let holds_target = |expr: &Expr| {
            let mut found = false;
            expr.visit(&mut |part| found |= std::ptr::eq(part, target));
            found
        };
        match &around.kind {
            ExprKind::If(branches, last) => {
                for (condition, result) in branches {
                    if holds_target(condition) {
                        return self.reach(condition, target);
                    }
                    let taken = holds_target(result);
                    self.make(condition, taken, 0);
                    if taken {
                        return self.reach(result, target);
                    }
                }
                self.reach(last, target);
            }
            ExprKind::Quorum(rule @ (Quorum::All | Quorum::Any), parts) => {
                for part in parts {
                    if holds_target(part) {
                        self.reach(part, target);
                    } else {
                        self.make(part, *rule == Quorum::All, 0);
                    }
                }
            }
            // The other years are at the figure itself; which side of it holds is the operator's business.
            ExprKind::EachYear { years, condition, .. } => {
                for back in 1..*years {
                    self.make(condition, true, back);
                }
            }
            _ => assert!(std::ptr::eq(around, target), "{around:?} is not worked out here"),
        }
    }

    fn file(mut self) -> Value {
        bounded(&mut self.0);
        let titles = json!([{ "title": "specialised_sme", "from": "2023-05-01" }]);
        json!({ "facts": self.0, "register": { "complete": true, "as_of": "2025-06-01", "titles": titles } })
    }
}

/// The figure of the text on the right of a comparison.
fn figure(right: &Expr) -> Option<(&'static Parameter, Number)> {
    let ExprKind::Parameter(id) = &right.kind else { return None };
    let parameter = measures().parameter(id, sample_day())?;
    match &parameter.value.kind {
        ExprKind::Number(figure) => Some((parameter, figure.clone())),
        _ => None,
    }
}

/// One comparison of a criterion with a figure.
struct Edge {
    criterion: &'static Criterion,
    comparison: &'static Expr,
    op: CompareOp,
    left: &'static Expr,
    parameter: &'static Parameter,
    figure: Number,
    unit: Number,
    /// The branch that is taken where the comparison holds, if it is the condition of one.
    branch: Option<&'static Expr>,
}

fn edges() -> Vec<Edge> {
    let mut edges = Vec::new();
    for criterion in &measures().criteria {
        let mut comparisons: Vec<&'static Expr> = Vec::new();
        let mut branches: Vec<(&'static Expr, &'static Expr)> = Vec::new();
        let mut waiting = vec![&criterion.condition];
        while let Some(expr) = waiting.pop() {
            match &expr.kind {
                ExprKind::Compare(..) => comparisons.push(expr),
                ExprKind::If(found, _) => {
                    branches.extend(found.iter().map(|(condition, result)| (condition, result)))
                }
                _ => {}
            }
            waiting.extend(expr.parts());
        }
        for comparison in comparisons {
            let ExprKind::Compare(op, left, right) = &comparison.kind else { continue };
            let (Some((parameter, figure)), Some(unit)) = (figure(right), unit(&right.ty)) else { continue };
            let branch = branches.iter().find(|(condition, _)| std::ptr::eq(*condition, comparison));
            let branch = branch.map(|(_, result)| *result);
            edges.push(Edge { criterion, comparison, op: *op, left, parameter, figure, unit, branch });
        }
    }
    edges
}

/// Rules with the left side of an edge so many units away from its figure, and checks what is found.
fn at(edge: &Edge, units: i64) {
    let place = format!("{} at {units:+} units of `{}`", edge.criterion.id, edge.parameter.id);
    let mut world = World::eligible();
    world.reach(&edge.criterion.condition, edge.comparison);
    let difference = edge.unit.clone() * Number::from(units);
    let margin = world.set(edge.left, &edge.figure, &difference, 0);
    let question = Question::new(title_of(edge.criterion), sample_day(), read(&world.file()));
    let ruling = engine().rule(&question).unwrap_or_else(|error| panic!("{place}: {error}"));
    let expected = if holds(edge.op, units.cmp(&0)) { Outcome::Holds } else { Outcome::Fails };
    let finding = ruling.findings.iter().find(|finding| finding.id == edge.criterion.id.as_str()).unwrap();
    let figure = Shown::Number(edge.figure.clone());
    let mut same = finding.comparisons.iter().filter(|one| {
        one.operator == edge.op && one.right.value == figure && one.margin.as_ref() == Some(&margin)
    });
    let found =
        same.next().unwrap_or_else(|| panic!("{place}: no such comparison in {:#?}", finding.comparisons));
    assert_eq!(found.outcome, expected, "{place}");
    match edge.branch {
        None => assert_eq!(finding.outcome, expected, "{place}"),
        // A condition of a branch decides which figures are asked about.
        Some(branch) => {
            let mut asked = None;
            branch.visit(&mut |part| asked = asked.take().or_else(|| figure_of(part)));
            let asked = Shown::Number(asked.unwrap());
            let taken = finding.comparisons.iter().any(|one| one.right.value == asked);
            assert_eq!(taken, expected == Outcome::Holds, "{place}");
        }
    }
}

/// The title a criterion is asked for: each annex is the standard of one.
fn title_of(criterion: &Criterion) -> &'static str {
    let annexes = [("annex 1", "innovative_sme"), ("annex 2", "specialised_sme")];
    let within = |annex: &str| criterion.citation.within(&annex.parse().unwrap());
    annexes.iter().find(|(annex, _)| within(annex)).map_or("little_giant", |(_, title)| title)
}

fn figure_of(expr: &Expr) -> Option<Number> {
    figure(expr).map(|(_, figure)| figure)
}

#[test]
fn p7_every_figure_of_the_pack_is_an_edge() {
    let edges = edges();
    let reached: BTreeSet<&ParameterId> = edges.iter().map(|edge| &edge.parameter.id).collect();
    let figures = measures().parameters.iter().filter(|parameter| unit(&parameter.value.ty).is_some());
    let declared: BTreeSet<&ParameterId> = figures.map(|parameter| &parameter.id).collect();
    assert_eq!(
        reached, declared,
        "a figure is compared with nothing, or by a criterion that was not looked at"
    );
    assert_eq!(declared.len(), 20);
    for edge in &edges {
        for units in [-1, 0, 1] {
            at(edge, units);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(120) })]

    /// P7 further away: the side of the figure decides, however near or far.
    #[test]
    fn p7_the_side_of_the_figure_decides(edge in any::<prop::sample::Index>(), units in -200i64..300) {
        let edges = edges();
        at(edge.get(&edges), units);
    }
}
