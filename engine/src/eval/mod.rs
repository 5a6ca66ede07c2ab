//! The reference: a direct evaluator over the typed tree, in exact rationals and three values, written to be read.
//!
//! What a condition means stands in the design, section 3. In short: a missing fact is open (strong Kleene,
//! sharpened by the bounds of the schema), none makes every comparison false, a zero denominator is undefined
//! and blocks unless it cannot matter.

mod amounts;
mod branch;
mod compare;
mod dates;
mod describe;
mod doubt;
mod evaluator;
mod exceptions;
mod growth;
mod lists;
mod lookup;
mod model;
mod score;
mod table;
#[cfg(test)]
mod tests;
mod texts;
mod trace;
mod truth;
mod value;

pub(crate) use compare::{shown, unit};
pub(crate) use doubt::{Cause, Doubt, Need};
pub(crate) use evaluator::{Answers, Evaluator};
pub(crate) use growth::raised;
pub(crate) use lookup::{held, known};
pub(crate) use model::{Model, span};
pub(crate) use trace::{Declared, Entry, Frame, How, Mark, Matched, Points, deny};
pub(crate) use truth::{Truth, quorum};
pub(crate) use value::Value;
