//! The engine: the policies loaded, which of them answers a question, and the ruling.

use super::{Question, Ruling};
use crate::{Error, ErrorKind};
use gradus_dsl::policy::{Eligibility, Expr, Policy};
use gradus_dsl::{AgencyId, Date, Label, PolicyId, TitleId};
use std::collections::BTreeMap;

/// The policies loaded, and what is asked of them.
#[derive(Clone, Debug)]
pub struct Engine {
    policies: Vec<Policy>,
    agencies: BTreeMap<AgencyId, Label>,
}

impl Engine {
    /// An engine with these checked policies.
    ///
    /// # Errors
    /// `Ambiguous` where two of them have one id.
    pub fn new(policies: Vec<Policy>) -> Result<Self, Error> {
        todo!()
    }
}
