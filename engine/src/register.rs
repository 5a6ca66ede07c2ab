//! Who holds which title: the extract of a register that a host hands over.

use gradus_dsl::{Date, TitleId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An extract of the register of titles for one enterprise.
///
/// A line with an end vouches for its whole span, a line without one only up to the day of the extract. A
/// complete register lists what is held on that one day: absence is "no" on it and says nothing of any other
/// day, since a title may have been granted later, or have ended before and no longer be listed.
///
/// ```
/// use gradus::Register;
/// let day = "2025-06-01".parse().unwrap();
/// let register = Register::complete_as_of(day);
/// assert_eq!(register.holds(&"specialised_sme".into(), day), Some(false));
/// assert_eq!(register.holds(&"specialised_sme".into(), "2025-06-02".parse().unwrap()), None);
/// assert_eq!(register.holds(&"specialised_sme".into(), "2025-05-31".parse().unwrap()), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Whether every title held on `as_of` is listed. It says nothing of titles held on other days.
    #[serde(default)]
    pub complete: bool,
    /// The day of the extract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The titles listed.
    #[serde(default)]
    pub titles: Vec<HeldTitle>,
}

/// One line of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldTitle {
    /// The title.
    pub title: TitleId,
    /// The first day it is held.
    pub from: Date,
    /// The first day it is no longer held; none where no end is known, then it is known to be held up to `as_of`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl Register {
    /// A register that lists no title and declares that there is none on this day.
    #[must_use]
    pub fn complete_as_of(day: Date) -> Self {
        Self { complete: true, as_of: Some(day), titles: Vec::new() }
    }

    /// The same register with one more line.
    #[must_use]
    pub fn with(mut self, title: impl Into<TitleId>, from: Date, to: Option<Date>) -> Self {
        self.titles.push(HeldTitle { title: title.into(), from, to });
        self
    }

    /// Whether a title is held on a day; none where the register does not say.
    #[must_use]
    pub fn holds(&self, title: &TitleId, on: Date) -> Option<bool> {
        let vouches = |line: &HeldTitle| match line.to {
            Some(to) => on < to,
            None => self.as_of.is_some_and(|day| on <= day),
        };
        let held = |line: &HeldTitle| line.title == *title && line.from <= on && vouches(line);
        if self.titles.iter().any(held) {
            return Some(true);
        }
        (self.complete && self.as_of == Some(on)).then_some(false)
    }
}
