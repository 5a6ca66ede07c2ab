//! What stands around the text: title, number, issuers, days, what belongs to the page.

pub(crate) mod dates;
pub(crate) mod furniture;
pub(crate) mod head_english;
pub(crate) mod header;
pub(crate) mod numbers_english;
pub(crate) mod outline;
pub(crate) mod signatories;
