//! Exceptions: a criterion has the value of those that apply to it, and of its own condition where none does.

use super::{Declared, Doubt, Evaluator, Model, Truth, Value};
use crate::{Error, Why};
use gradus_dsl::policy::{Criterion, Exception};

impl<'a> Evaluator<'a> {
    /// The truth of a criterion with its exceptions.
    ///
    /// Where an exception surely applies, the condition of the criterion is not asked. Where it is not known whether
    /// one applies, both ways decide together, as the branches of an `if` do. Exceptions that apply together and
    /// disagree are a conflict: undefined, as there is no telling which the text means.
    pub(super) fn with_exceptions(&mut self, criterion: &'a Criterion) -> Result<Truth, Error> {
        let model: &'a Model<'a> = self.model;
        let exceptions = model.exceptions(&criterion.id);
        if exceptions.is_empty() {
            return self.truth(&criterion.condition);
        }
        // Exceptions to exceptions lead from criterion to criterion without an expression in between.
        self.deeper(|this| {
            let mut doubt = Doubt::default();
            let mut ways = Vec::new();
            for (exception, terms) in exceptions {
                let sure = match this.select(|this| this.applies(exception, terms))? {
                    Truth::No => continue,
                    Truth::Yes => true,
                    Truth::Open(more) => {
                        doubt = doubt.and(more);
                        false
                    }
                };
                let value = this.criterion(&exception.id)?;
                let truth = this.as_truth(&exception.condition, value)?;
                ways.push(Way { criterion: exception, truth, sure });
            }
            if !ways.iter().any(|way| way.sure) {
                ways.push(Way { criterion, truth: this.truth(&criterion.condition)?, sure: false });
            }
            Ok(this.ways_together(doubt, ways))
        })
    }

    /// Whether the case is given that an exception is made for.
    fn applies(&mut self, criterion: &'a Criterion, terms: &'a Exception) -> Result<Truth, Error> {
        let key = Declared::Exception(criterion.id.clone());
        let value = self.declared(key, |this| this.truth(&terms.when).map(Value::Truth))?;
        self.as_truth(&terms.when, value)
    }

    /// What the criteria that decide, or may turn out to, say together; `doubt` is about which of them do.
    fn ways_together(&mut self, doubt: Doubt, ways: Vec<Way<'a>>) -> Truth {
        let surely = |truth: &Truth| ways.iter().find(|way| way.sure && way.truth == *truth);
        if let (Some(yes), Some(no)) = (surely(&Truth::Yes), surely(&Truth::No)) {
            let named = [yes, no].map(|way| self.model.cited(way.criterion)).to_vec();
            return Truth::Open(Doubt::blocked(Why::Conflict, named));
        }
        // What surely decides and has no value leaves none, whatever else turns out to decide with it.
        let undefined = ways.iter().find_map(|way| match &way.truth {
            Truth::Open(doubt) if way.sure && doubt.is_undefined() => Some(doubt.clone()),
            _ => None,
        });
        if let Some(undefined) = undefined {
            return Truth::Open(undefined);
        }
        let (mut yes, mut no, mut open, mut undefined) = (false, false, false, true);
        let mut all = doubt.clone();
        for way in ways {
            match way.truth {
                Truth::Yes => yes = true,
                Truth::No => no = true,
                Truth::Open(more) => {
                    open = true;
                    undefined &= more.is_undefined();
                    all = all.and(more);
                }
            }
        }
        if !open && yes != no {
            self.ignore(Some(doubt));
            return Truth::known(yes);
        }
        // Whichever of them decides, there is no answer.
        let stuck = open && undefined && !yes && !no;
        Truth::Open(if stuck { all.only_blocked() } else { all })
    }
}

/// A criterion that decides, or may turn out to.
struct Way<'a> {
    criterion: &'a Criterion,
    truth: Truth,
    /// Whether it surely decides.
    sure: bool,
}
