//! The conditions of a title under one text and the notices beside it, flat: one entry a criterion, with its route.

use gradus::{Act, Date, Engine, Policy, PolicyId, TitleId};
use gradus_dsl::CriterionId;
use gradus_dsl::policy::{Criterion, Eligibility, Expr, ExprKind, Quorum};
use std::collections::BTreeSet;

/// One criterion of a rule.
pub(crate) struct Leaf<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) criterion: &'p Criterion,
    /// Which of several ways it belongs to: `A1`; empty where it is always asked.
    pub(crate) route: String,
    /// Where it is not asked in every case: at the recognition only, in a round only.
    pub(crate) only: String,
    /// The day its figures are read on.
    pub(crate) on: Date,
}

/// A title under one text, with the notices that add to its rule.
pub(crate) struct Column<'p> {
    pub(crate) title: TitleId,
    /// The text it is the standard of.
    head: PolicyId,
    pub(crate) texts: Vec<&'p Policy>,
    pub(crate) leaves: Vec<Leaf<'p>>,
    /// What is said of the routes: `A: any of A1, A2`.
    pub(crate) routes: Vec<String>,
    pub(crate) on: Date,
}

/// The day a text is read on: the page's day, else its last in force.
pub(crate) fn day(policy: &Policy, page: Date) -> Date {
    match policy.in_force.to {
        Some(to) if to <= page => Date::from_days(to.days() - 1).unwrap_or(page),
        _ => page.max(policy.in_force.from),
    }
}

/// The rule of a policy for a title and an act.
pub(crate) fn rule<'p>(policy: &'p Policy, title: &TitleId, act: &str) -> Option<&'p Eligibility> {
    let mut rules = policy.eligibilities.iter();
    rules.find(|rule| rule.title == *title && rule.acts.iter().any(|one| one.0 == act))
}

/// A column for each text that states a standard of its own for a title, the oldest first. A text whose rule takes in
/// the rule of another adds to that one's column.
pub(crate) fn columns<'p>(engine: &'p Engine, title: &TitleId, page: Date) -> Vec<Column<'p>> {
    let mut texts: Vec<&Policy> =
        engine.policies().iter().filter(|policy| rule(policy, title, Act::RECOGNITION).is_some()).collect();
    texts.sort_by_key(|policy| policy.in_force.from);
    let adds_to = |policy: &Policy| {
        let imported = |other: &&&Policy| policy.imports.iter().any(|import| import.pack == other.id);
        texts.iter().find(imported).map(|other| other.id.clone())
    };
    let own = texts.iter().filter(|policy| adds_to(policy).is_none());
    own.map(|own| {
        let beside = texts.iter().filter(|policy| adds_to(policy).as_ref() == Some(&own.id));
        Column::of(title, std::iter::once(*own).chain(beside.copied()).collect(), page)
    })
    .collect()
}

impl<'p> Column<'p> {
    fn of(title: &TitleId, texts: Vec<&'p Policy>, page: Date) -> Self {
        let on = day(texts[0], page);
        let mut column = Self::empty(title, texts[0].id.clone(), on);
        let re_review = rule(texts[0], title, Act::RE_REVIEW);
        for policy in &texts {
            let Some(recognition) = rule(policy, title, Act::RECOGNITION) else { continue };
            column.walk(policy, &recognition.condition, "");
        }
        for leaf in &mut column.leaves {
            if leaf.policy.id != texts[0].id {
                leaf.only = format!("{} only", rounds(leaf.policy, title));
            }
        }
        if let Some(re_review) = re_review {
            let again = Self::empty(title, texts[0].id.clone(), on).walked(texts[0], &re_review.condition);
            let asked: Vec<&CriterionId> = again.leaves.iter().map(|leaf| &leaf.criterion.id).collect();
            for leaf in column.leaves.iter_mut().filter(|leaf| leaf.policy.id == texts[0].id) {
                if !asked.contains(&&leaf.criterion.id) {
                    leaf.only = "recognition only".to_owned();
                }
            }
            for mut leaf in again.leaves {
                if !column.leaves.iter().any(|one| one.criterion.id == leaf.criterion.id) {
                    leaf.only = "re-review only".to_owned();
                    column.leaves.push(leaf);
                }
            }
        }
        // In the order the text has them, not in that of the rule.
        let place = |leaf: &Leaf| {
            let text = texts.iter().position(|text| text.id == leaf.policy.id);
            let mut criteria = leaf.policy.criteria.iter();
            (text, criteria.position(|one| one.id == leaf.criterion.id))
        };
        column.leaves.sort_by_key(place);
        column.texts = texts;
        column
    }

    /// Whether a name is taken from the text at the head of the column.
    fn is_own(&self, policy: &Policy, name: &str) -> bool {
        policy.id != self.head && policy.import_of(name).is_some_and(|import| import.pack == self.head)
    }

    /// A notice takes the rule it adds to as a whole: else the column would say of its round what does not hold.
    fn whole(&self, policy: &Policy, expr: &Expr) {
        let mut taken = Self::empty(&self.title, self.head.clone(), self.on);
        taken.head = policy.id.clone();
        let copies = taken.walked(policy, expr).leaves;
        let ids = copies.iter().map(|leaf| leaf.criterion.id.as_str());
        let taken: BTreeSet<&str> = ids.map(|id| id.split_once("::").map_or(id, |(_, own)| own)).collect();
        let asked: BTreeSet<&str> = self.leaves.iter().map(|leaf| leaf.criterion.id.as_str()).collect();
        let own = asked.iter().filter(|id| policy.criterion(&(**id).into()).is_none());
        assert!(
            own.copied().collect::<BTreeSet<_>>() == taken,
            "{} takes a part of {} only",
            policy.id,
            self.head
        );
    }

    fn empty(title: &TitleId, head: PolicyId, on: Date) -> Self {
        Self { title: title.clone(), head, texts: Vec::new(), leaves: Vec::new(), routes: Vec::new(), on }
    }

    fn walked(mut self, policy: &'p Policy, expr: &'p Expr) -> Self {
        self.walk(policy, expr, "");
        self
    }

    /// What a rule asks, criterion by criterion. What a notice takes from the text it adds to stands there already.
    fn walk(&mut self, policy: &'p Policy, expr: &'p Expr, route: &str) {
        match &expr.kind {
            ExprKind::Name(id) if self.is_own(policy, id.as_str()) => {
                self.whole(policy, expr);
            }
            ExprKind::Name(id) => {
                let named = policy.name(id).unwrap_or_else(|| panic!("{}: no `{id}`", policy.id));
                self.walk(policy, &named.value, route);
            }
            ExprKind::Criterion(id) => {
                let criterion = policy.criterion(id).unwrap_or_else(|| panic!("{}: no `{id}`", policy.id));
                self.leaves.push(Leaf {
                    policy,
                    criterion,
                    route: route.to_owned(),
                    only: String::new(),
                    on: self.on.max(policy.in_force.from),
                });
            }
            ExprKind::Quorum(rule, parts) if parts.len() > 1 && *rule != Quorum::All => {
                let letter = char::from(b'A' + u8::try_from(self.routes.len()).unwrap_or(0));
                let letter = format!("{route}{letter}");
                let ways: Vec<String> = (1..=parts.len()).map(|way| format!("{letter}{way}")).collect();
                let how = match rule {
                    Quorum::All | Quorum::Any => "one".to_owned(),
                    Quorum::AtLeast(n) => format!("at least {n}"),
                    Quorum::AtMost(n) => format!("at most {n}"),
                    Quorum::Exactly(n) => format!("exactly {n}"),
                };
                let last = ways.last().map_or("", String::as_str);
                let rest = ways[..ways.len() - 1].join(", ");
                self.routes.push(format!("{how} of {rest} and {last}"));
                for (part, way) in parts.iter().zip(&ways) {
                    self.walk(policy, part, way);
                }
            }
            ExprKind::Quorum(_, parts) => parts.iter().for_each(|part| self.walk(policy, part, route)),
            other => panic!("{}: a rule asks something outside a criterion: {other:?}", policy.id),
        }
    }
}

/// The rounds a text decides on a title in.
fn rounds(policy: &Policy, title: &TitleId) -> String {
    let named = policy.applications.iter().filter(|one| one.title == *title);
    let rounds: Vec<&str> = named.filter_map(|one| one.round.as_deref()).collect();
    match rounds.is_empty() {
        true => policy.number.clone(),
        false => format!("round of {}", rounds.join(", ")),
    }
}
