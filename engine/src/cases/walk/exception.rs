//! Exceptions on a walk: a criterion has the value of those that apply to it, else of its own condition.

use super::{Outcome, Walk};
use crate::cases::Stop;
use gradus_dsl::policy::{Criterion, Exception};

impl<'a> Walk<'_, 'a> {
    pub(super) fn with_exceptions(&mut self, criterion: &'a Criterion) -> Result<Outcome, Stop> {
        // INVARIANT: named field by field, so that whoever adds one to the language decides here what a walk makes of
        // it.
        let Criterion { id, at: _, citation: _, label: _, status: _, overrides: _, condition } = criterion;
        let ask = self.space.ask;
        let exceptions = ask.model.exceptions(id);
        if exceptions.is_empty() {
            return self.truth(condition);
        }
        // Exceptions to exceptions lead from criterion to criterion without an expression in between.
        self.deeper(|this| {
            let mut ways: Vec<(Outcome, bool)> = Vec::new();
            for (exception, terms) in exceptions {
                this.budget.spend(1)?;
                let sure = match this.case_given(exception, terms)? {
                    Outcome::No => continue,
                    applies => applies == Outcome::Yes,
                };
                ways.push((this.criterion(&exception.id)?, sure));
            }
            if !ways.iter().any(|(_, sure)| *sure) {
                ways.push((this.truth(condition)?, false));
            }
            Ok(together(&ways))
        })
    }

    /// Whether the case is given that an exception is made for.
    fn case_given(&mut self, exception: &'a Criterion, terms: &'a Exception) -> Result<Outcome, Stop> {
        if let Some(outcome) = self.applies.get(&exception.id) {
            return Ok(*outcome);
        }
        let outcome = self.apart(|this| this.truth(&terms.when))?;
        self.applies.insert(&exception.id, outcome);
        Ok(outcome)
    }
}

/// What the criteria that decide, or might where that is undefined, say together: one answer, or none.
fn together(ways: &[(Outcome, bool)]) -> Outcome {
    let mut sure = ways.iter().filter(|(_, sure)| *sure).map(|(outcome, _)| *outcome).peekable();
    if let Some(first) = sure.peek().copied()
        && sure.any(|outcome| outcome != first)
    {
        return Outcome::Undefined;
    }
    let mut all = ways.iter().map(|(outcome, _)| *outcome);
    match all.next() {
        Some(first) if all.all(|outcome| outcome == first) => first,
        _ => Outcome::Undefined,
    }
}
