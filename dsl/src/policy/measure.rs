//! Measures: the duties of a text and the bodies it names for them, in listed order.

use super::Expr;
use crate::{AgencyId, Citation, Label, MeasureId, Position};

/// A duty with its bodies, as the text states them; nothing is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// A name for people; where it is empty, the clause's heading serves.
    pub label: Label,
    /// The bodies the text says lead; empty where it does not say (`lead unstated`, or no `lead` at all).
    pub lead: Vec<AgencyId>,
    /// The bodies responsible, in listed order; with a stated lead, those besides it.
    pub joint: Bodies,
    /// Bodies that support or cooperate.
    pub support: Bodies,
    /// Local bodies.
    pub local: Bodies,
    /// Whether the text says "by division of duties".
    pub division: bool,
    /// A condition under which it holds.
    pub when: Option<Expr>,
}

/// A list of bodies in listed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bodies {
    /// The bodies.
    pub listed: Vec<AgencyId>,
    /// Whether the text leaves the list open (等, "and other departments").
    pub open: bool,
}
