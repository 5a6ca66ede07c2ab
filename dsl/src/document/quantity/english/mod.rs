//! What is peculiar to figures in English text.

pub(crate) mod branch;
pub(crate) mod comparators;
pub(crate) mod exclusion;
pub(crate) mod figures;
pub(crate) mod indicator;
pub(crate) mod noun;
pub(crate) mod object;
pub(crate) mod passed;
pub(crate) mod plan;
pub(crate) mod roles;
pub(crate) mod rules;
pub(crate) mod told;
pub(crate) mod window;
