//! Figures with their units and comparators, and the targets and criteria they make.
//!
//! `aims` reads the figures of a sentence: `figures`, `units` and `comparators` make `quantities`, of which `target`
//! (with `horizon`, `tasks` and `told`) and `criteria` (with `roles`, `lists`, `tiers`) make records.

pub(crate) mod aims;
pub(crate) mod bases;
pub(crate) mod comparators;
pub(crate) mod criteria;
pub(crate) mod english;
pub(crate) mod figures;
pub(crate) mod horizon;
pub(crate) mod indicator;
pub(crate) mod lists;
pub(crate) mod never;
pub(crate) mod object;
pub(crate) mod origins;
pub(crate) mod paired;
pub(crate) mod parts;
pub(crate) mod passed;
pub(crate) mod phrases;
pub(crate) mod quantities;
pub(crate) mod ranges;
pub(crate) mod remarks;
pub(crate) mod roles;
pub(crate) mod target;
pub(crate) mod tasks;
pub(crate) mod tiers;
pub(crate) mod told;
pub(crate) mod units;
pub(crate) mod wording;
