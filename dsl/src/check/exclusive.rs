//! Whether two conditions can be seen never to hold together. Where it cannot be seen, the answer is no.

use crate::policy::{CompareOp, Expr, ExprKind as K, Policy, Quorum};
use std::cmp::Ordering;

/// Most conditions joined by `and` that are looked at on each side.
const MOST_PARTS: usize = 32;

/// A condition of more parts than this is not looked into.
const MOST_NODES: usize = 200;

/// The conditions that all hold where one does, names followed, places left out so that they can be compared.
#[derive(Debug)]
pub(super) struct Case {
    /// Each with whether it must hold or must not.
    parts: Vec<(Expr, bool)>,
}

impl Case {
    pub(super) fn of(policy: &Policy, condition: &Expr) -> Self {
        let mut parts = Vec::new();
        let mut waiting = vec![(condition, true)];
        // Names lead to names; what is left when the steps are used up is left out, which only proves less.
        for _ in 0..MOST_PARTS * 4 {
            let Some((expr, holds)) = waiting.pop() else { break };
            match (&expr.kind, holds) {
                (K::Quorum(Quorum::All, list), true) | (K::Quorum(Quorum::Any, list), false) => {
                    waiting.extend(list.iter().map(|expr| (expr, holds)));
                }
                (K::Not(inner), holds) => waiting.push((inner, !holds)),
                (K::Name(id), holds) if policy.name(id).is_some() => {
                    waiting.extend(policy.name(id).map(|name| (&name.value, holds)));
                }
                _ if parts.len() < MOST_PARTS => parts.extend(said(policy, expr).map(|said| (said, holds))),
                _ => {}
            }
        }
        Self { parts }
    }

    /// Whether this one and another surely never hold together: some part of one contradicts some part of the other.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        self.parts.iter().any(|a| other.parts.iter().any(|b| contradict(a, b)))
    }
}

/// What an expression says, wherever it stands; none where it is too large to look into.
pub(super) fn said(policy: &Policy, expr: &Expr) -> Option<Expr> {
    let followed = |side: &Expr| match &side.kind {
        K::Name(id) => policy.name(id).map_or_else(|| side.clone(), |name| name.value.clone()),
        _ => side.clone(),
    };
    if !small(expr) {
        return None;
    }
    let mut said = expr.clone();
    if let K::Compare(op, left, right) = &expr.kind {
        let (left, right) = (followed(left), followed(right));
        if !small(&left) || !small(&right) {
            return None;
        }
        said.kind = K::Compare(*op, Box::new(left), Box::new(right));
    }
    said.forget_places();
    Some(said)
}

fn small(expr: &Expr) -> bool {
    let mut waiting = vec![expr];
    let mut nodes = 0;
    while let Some(expr) = waiting.pop() {
        nodes += 1;
        if nodes > MOST_NODES {
            return false;
        }
        waiting.extend(expr.parts());
    }
    true
}

fn contradict((a, a_holds): &(Expr, bool), (b, b_holds): &(Expr, bool)) -> bool {
    if a_holds != b_holds && a == b {
        return true;
    }
    let never = |expr: &Expr, holds: bool| matches!(expr.kind, K::YesNo(value) if value != holds);
    if never(a, *a_holds) || never(b, *b_holds) {
        return true;
    }
    let (K::Compare(a_op, a_left, a_right), K::Compare(b_op, b_left, b_right)) = (&a.kind, &b.kind) else {
        return false;
    };
    // Both fail where what is compared is none, so that two comparisons which fail exclude nothing.
    if !a_holds && !b_holds {
        return false;
    }
    let (a_op, b_op) =
        (if *a_holds { *a_op } else { denied(*a_op) }, if *b_holds { *b_op } else { denied(*b_op) });
    let ways = [(a_op, a_left, a_right), (a_op.mirrored(), a_right, a_left)];
    let others = [(b_op, b_left, b_right), (b_op.mirrored(), b_right, b_left)];
    ways.iter().any(|(a_op, subject, a)| {
        others.iter().any(|(b_op, other, b)| {
            subject == other && order(a, b).is_some_and(|order| apart(*a_op, *b_op, order))
        })
    })
}

/// How two limits stand to each other, where that can be seen; unequal texts count as different in any order.
fn order(a: &Expr, b: &Expr) -> Option<Ordering> {
    match (&a.kind, &b.kind) {
        (K::Number(a), K::Number(b)) => Some(a.cmp(b)),
        (K::Date(a), K::Date(b)) => Some(a.cmp(b)),
        (K::Text(a), K::Text(b)) => Some(a.cmp(b)),
        (K::YesNo(a), K::YesNo(b)) => Some(a.cmp(b)),
        _ => (a == b).then_some(Ordering::Equal),
    }
}

/// Whether `x A a` and `x B b` have no `x` in common, `a` standing to `b` as given.
fn apart(a: CompareOp, b: CompareOp, order: Ordering) -> bool {
    use CompareOp::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
    match (a, b) {
        // From below `a` and up to `b`: apart where `a` is above, or where both meet in a limit left out.
        (AtLeast | Equal, AtMost | Equal) => {
            order == Ordering::Greater || ((a, b) == (Equal, Equal) && order.is_ne())
        }
        (AtLeast | Equal | Above, Below) | (Above, AtMost | Equal) => order.is_ge(),
        (AtMost, AtLeast | Equal) => order == Ordering::Less,
        (AtMost | Below, Above) | (Below, AtLeast | Equal) => order.is_le(),
        (Equal, AtLeast) => order == Ordering::Less,
        (Equal, Above) => order.is_le(),
        (Equal, NotEqual) | (NotEqual, Equal) => order.is_eq(),
        _ => false,
    }
}

fn denied(op: CompareOp) -> CompareOp {
    use CompareOp::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
    match op {
        AtLeast => Below,
        Below => AtLeast,
        AtMost => Above,
        Above => AtMost,
        Equal => NotEqual,
        NotEqual => Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against every whole number around two limits.
    #[test]
    fn what_is_apart_has_no_value_in_common() {
        use CompareOp::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
        let all = [AtLeast, Above, AtMost, Below, Equal, NotEqual];
        for (a, b) in all.into_iter().flat_map(|a| all.map(|b| (a, b))) {
            for (low, high) in [(2, 4), (3, 3), (4, 2)] {
                // Halves lie between the limits, so that nothing is apart only for want of a whole number.
                let meet = (0..14).any(|x| a.holds(x.cmp(&(low * 2))) && b.holds(x.cmp(&(high * 2))));
                assert_eq!(apart(a, b, low.cmp(&high)), !meet, "x {a:?} {low} and x {b:?} {high}");
            }
        }
    }
}
