//! Time passing: what falls due between one day and the next event.

use super::enter::{Run, Way, due};
use super::{Action, Reason, Refusal, Snapshot};
use crate::calendar::TermEnd;
use gradus_dsl::policy::{Annual, Step};
use gradus_dsl::{Date, TitleId};

/// Something that happens by itself on a day.
enum Happening<'a> {
    TitleLapses(TitleId),
    TermEnds(&'a Step, TermEnd),
    UpdateMissed(&'a Annual, Date),
}

impl<'a> Run<'a> {
    /// Lets time pass up to a day. A missed yearly duty may move the case, and other terms run from there.
    pub(super) fn pass_time(&mut self, to: Date) -> Result<(), Refusal> {
        // Each turn settles at least one day, so the number of days bounds the loop.
        loop {
            let mut happenings = self.happenings(to)?;
            // The sort is stable, so what falls on one day keeps the order of the workflow.
            happenings.sort_by_key(|(day, _)| *day);
            let moved = self.happen(happenings)?;
            match moved {
                Some(day) => self.next.as_of = day,
                None => {
                    self.next.as_of = to;
                    return Ok(());
                }
            }
        }
    }

    /// What happens in the present state after the day settled, up to a day.
    fn happenings(&self, to: Date) -> Result<Vec<(Date, Happening<'a>)>, Refusal> {
        let (workflow, snapshot) = (self.workflow, &self.next);
        let passed = |day: Date| snapshot.as_of < day && day <= to;
        let mut happenings = Vec::new();
        for held in &snapshot.titles {
            if let Some(end) = held.period.to.filter(|end| passed(*end)) {
                happenings.push((end, Happening::TitleLapses(held.title.clone())));
            }
        }
        for step in workflow.steps.iter().filter(|step| step.from == snapshot.state) {
            let Some(due) = due(step, snapshot, self.calendar)? else { continue };
            if let Some(day) = due.last.plus_days(1).filter(|day| passed(*day)) {
                happenings.push((day, Happening::TermEnds(step, due)));
            }
        }
        for annual in workflow.annual.iter().filter(|annual| annual.from == snapshot.state) {
            // The day after 31 December lies in the next year, hence one year more.
            for year in snapshot.as_of.year() - 1..=to.year() {
                let Some(due) = due_in(annual, year).filter(|due| *due > snapshot.entered_on) else {
                    continue;
                };
                let missed = due.plus_days(1).filter(|day| passed(*day) && !updated(annual, snapshot, year));
                if let Some(day) = missed {
                    happenings.push((day, Happening::UpdateMissed(annual, due)));
                }
            }
        }
        Ok(happenings)
    }

    /// Lets things happen in order until one of them moves the case; gives the day of the move.
    fn happen(&mut self, happenings: Vec<(Date, Happening<'a>)>) -> Result<Option<Date>, Refusal> {
        let mut moved: Option<Date> = None;
        for (day, happening) in happenings {
            // What falls on the day of the move happened in the state left; what comes later did not.
            if moved.is_some_and(|moved| day > moved) {
                break;
            }
            match happening {
                Happening::TitleLapses(title) => {
                    self.reasons.push(Reason::TitleLapsed { title: title.clone(), on: day });
                    self.actions.push(Action::TitleLapsed { title, on: day });
                }
                Happening::TermEnds(step, due) => {
                    self.reasons.push(Reason::TermRanOut { step: step.id.clone(), due });
                    self.actions.push(Action::Overdue { step: step.id.clone(), due });
                }
                Happening::UpdateMissed(annual, due) => {
                    self.reasons.push(Reason::UpdateMissed { annual: annual.id.clone(), due });
                    self.actions.push(Action::UpdateMissed { annual: annual.id.clone(), due });
                    if let (Some(to), None) = (&annual.missed, moved) {
                        let citation = annual.citation.as_ref();
                        self.enter(&Way { by: &annual.id, to, on: day, pauses: false, citation })?;
                        moved = Some(day);
                    }
                }
            }
        }
        Ok(moved)
    }
}

/// The last day for a yearly duty in a year; 29 February is 28 February where there is none.
pub(super) fn due_in(annual: &Annual, year: i32) -> Option<Date> {
    let (month, day) = annual.until;
    Date::new(year, month, day)
        .or_else(|| if (month, day) == (2, 29) { Date::new(year, 2, 28) } else { None })
}

/// Whether the yearly duty is done for a year.
pub(super) fn updated(annual: &Annual, snapshot: &Snapshot, year: i32) -> bool {
    snapshot.updates.iter().any(|update| update.annual == annual.id && update.year >= year)
}

/// The next day by which a yearly duty is to be done, seen from the day settled. The first one lies after the day
/// the state was entered.
pub(super) fn next_due(annual: &Annual, snapshot: &Snapshot) -> Option<Date> {
    let from = snapshot.as_of.max(snapshot.entered_on);
    (from.year()..=from.year().saturating_add(2))
        .filter(|year| !updated(annual, snapshot, *year))
        .filter_map(|year| due_in(annual, year))
        .find(|due| *due >= from && *due > snapshot.entered_on)
}
